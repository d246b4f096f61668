using NasTransfer.Engine.Networks.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>
/// Halves the resolution: ReLU, then two 1×1 convolutions of stride 2, the second shifted by one pixel, each giving half
/// the channels; batch norm. Needs an even number of channels, rows and columns.
/// </summary>
internal sealed class FactorizedReduce : ActivatedOperation, IFusible
{
    private readonly Conv2d even;
    private readonly Conv2d odd;
    private readonly BatchNorm2d norm;

    public FactorizedReduce(int channelsIn, int channelsOut, BatchNormForm form)
        : base(nameof(FactorizedReduce))
    {
        if (channelsOut % 2 != 0)
        {
            throw new BadInputException(
                $"A reduction to {channelsOut} channels does not halve; channels must be even."
            );
        }

        even = Convolutions.Pointwise(channelsIn, channelsOut / 2);
        odd = Convolutions.Pointwise(channelsIn, channelsOut / 2);
        norm = form.Create(channelsOut);
        register_module("conv_1", even);
        register_module("conv_2", odd);
        register_module("bn", norm);
    }

    public override Tensor ForwardActivated(Tensor activated)
    {
        if (activated.shape[2] % 2 != 0 || activated.shape[3] % 2 != 0)
        {
            throw new BadInputException(
                $"A reduction of {activated.shape[2]}×{activated.shape[3]} px does not halve; sizes must be even."
            );
        }

        // Subsampling first is the same as stride 2 at 1×1, and does not corrupt the heap as libtorch 2.10's backward
        // pass does at stride 2 in channels-last strides with few channels.
        Tensor evenPixels = activated.slice(2, 0, long.MaxValue, 2).slice(3, 0, long.MaxValue, 2);
        Tensor oddPixels = activated.slice(2, 1, long.MaxValue, 2).slice(3, 1, long.MaxValue, 2);
        return norm.Apply(cat([even.Apply(evenPixels), odd.Apply(oddPixels)], 1));
    }

    public FusedOperation Fuse(int inputs) => FusedProjection.Halving(even, odd, norm, inputs);
}
