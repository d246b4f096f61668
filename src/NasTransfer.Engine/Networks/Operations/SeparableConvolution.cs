using NasTransfer.Engine.Networks.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>Twice: ReLU, depthwise k×k, 1×1, batch norm. The first depthwise convolution carries the stride.</summary>
internal sealed class SeparableConvolution : ActivatedOperation, IFusible
{
    private readonly int channels;
    private readonly int stride;
    private readonly Conv2d depthwise1;
    private readonly Conv2d pointwise1;
    private readonly BatchNorm2d norm1;
    private readonly Conv2d depthwise2;
    private readonly Conv2d pointwise2;
    private readonly BatchNorm2d norm2;

    public SeparableConvolution(int channels, int kernel, int stride, BatchNormForm form)
        : base(nameof(SeparableConvolution))
    {
        (this.channels, this.stride) = (channels, stride);
        depthwise1 = Convolutions.Depthwise(channels, kernel, stride);
        pointwise1 = Convolutions.Pointwise(channels, channels);
        norm1 = form.Create(channels);
        depthwise2 = Convolutions.Depthwise(channels, kernel, stride: 1);
        pointwise2 = Convolutions.Pointwise(channels, channels);
        norm2 = form.Create(channels);
        register_module(
            "op",
            Sequential(
                ("1", depthwise1),
                ("2", pointwise1),
                ("3", norm1),
                ("5", depthwise2),
                ("6", pointwise2),
                ("7", norm2)
            )
        );
    }

    public override Tensor ForwardActivated(Tensor activated)
    {
        Tensor y = norm1.Apply(pointwise1.Apply(depthwise1.Apply(activated)));
        return norm2.Apply(pointwise2.Apply(depthwise2.Apply(y.relu())));
    }

    public FusedOperation Fuse(int inputs)
    {
        var between = new FusedNorm(norm1, channels);
        var last = new FusedNorm(norm2, channels);
        return new FusedSeparable(
            new ConvolutionStage(depthwise1, pointwise1, stride, dilation: 1, between),
            between,
            new ConvolutionStage(depthwise2, pointwise2, stride: 1, dilation: 1, last),
            last,
            channels,
            stride
        );
    }
}
