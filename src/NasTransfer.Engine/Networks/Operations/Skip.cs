using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>Identity: skip_connect at stride 1.</summary>
internal sealed class Skip() : Module<Tensor, Tensor>(nameof(Skip))
{
    public override Tensor forward(Tensor x) => x;
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
