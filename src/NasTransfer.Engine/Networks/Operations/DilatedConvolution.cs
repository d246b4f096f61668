using NasTransfer.Engine.Networks.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>Once: ReLU, depthwise k×k of dilation 2, 1×1, batch norm.</summary>
internal sealed class DilatedConvolution : ActivatedOperation, IFusible
{
    private const int Dilation = 2;

    private readonly int channels;
    private readonly int stride;
    private readonly Conv2d depthwise;
    private readonly Conv2d pointwise;
    private readonly BatchNorm2d norm;

    public DilatedConvolution(int channels, int kernel, int stride, BatchNormForm form)
        : base(nameof(DilatedConvolution))
    {
        (this.channels, this.stride) = (channels, stride);
        depthwise = Convolutions.Depthwise(channels, kernel, stride, Dilation);
        pointwise = Convolutions.Pointwise(channels, channels);
        norm = form.Create(channels);
        register_module("op", Sequential(("1", depthwise), ("2", pointwise), ("3", norm)));
    }

    public override Tensor ForwardActivated(Tensor activated)
    {
        Tensor y =
            stride == 1
                ? MixedPrecision.Multiply(activated, depthwise.weight, Convolutions.DilatedDepthwise)
                : depthwise.Apply(activated);
        return norm.Apply(pointwise.Apply(y));
    }

    public FusedOperation Fuse(int inputs)
    {
        var last = new FusedNorm(norm, channels);
        return new FusedConvolution(
            new ConvolutionStage(depthwise, pointwise, stride, Dilation, last),
            last,
            channels,
            stride
        );
    }
}
