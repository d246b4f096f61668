using NasTransfer.Engine.Networks.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>ReLU, 1×1 convolution, batch norm: brings a cell's input to the cell's channels.</summary>
internal sealed class ReluConvBn : ActivatedOperation, IFusible
{
    private readonly Conv2d convolution;
    private readonly BatchNorm2d norm;

    public ReluConvBn(int channelsIn, int channelsOut, BatchNormForm form)
        : base(nameof(ReluConvBn))
    {
        convolution = Convolutions.Pointwise(channelsIn, channelsOut);
        norm = form.Create(channelsOut);
        register_module("op", Sequential(("1", convolution), ("2", norm)));
    }

    public override Tensor ForwardActivated(Tensor activated) => norm.Apply(convolution.Apply(activated));

    public FusedOperation Fuse(int inputs) => FusedProjection.AtFullResolution(convolution, norm, inputs);
}
