using NasTransfer.Engine.Networks.Fused;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>Identity: skip_connect at stride 1.</summary>
internal sealed class Skip(int channels) : Module<Tensor, Tensor>(nameof(Skip)), IFusible
{
    public override Tensor forward(Tensor x) => x;

    public FusedOperation Fuse(int inputs) => new FusedSkip(channels);
}

/// <summary>none: zeros of the output's shape.</summary>
internal sealed class Zero(int stride) : Module<Tensor, Tensor>(nameof(Zero))
{
    public override Tensor forward(Tensor x) =>
        zeros(
            [x.shape[0], x.shape[1], (x.shape[2] + stride - 1) / stride, (x.shape[3] + stride - 1) / stride],
            x.dtype,
            x.device
        );
}
