using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>3×3 max or average pool, padding 1, optionally followed by batch norm. Averages count valid pixels only.</summary>
internal sealed class Pool : Module<Tensor, Tensor>, IFusible
{
    private readonly int channels;
    private readonly int stride;
    private readonly BatchNorm2d? norm;

    /// <param name="form">Null for no batch norm.</param>
    public Pool(Primitive kind, int channels, int stride, BatchNormForm? form)
        : base(nameof(Pool))
    {
        PoolKind = kind;
        (this.channels, this.stride) = (channels, stride);
        norm = form?.Create(channels);
        if (norm is not null)
        {
            register_module("1", norm);
        }
    }

    /// <summary><see cref="Primitive.MaxPool3x3"/> or <see cref="Primitive.AvgPool3x3"/>.</summary>
    public Primitive PoolKind { get; }

    public override Tensor forward(Tensor x)
    {
        Tensor y =
            PoolKind == Primitive.MaxPool3x3
                ? functional.max_pool2d(x, 3, stride, padding: 1)
                : functional.avg_pool2d(x, 3, stride, padding: 1, count_include_pad: false);
        return norm is null ? y : norm.Apply(y);
    }

    public FusedOperation Fuse(int inputs) => new FusedPool(PoolKind, stride, norm, channels);
}
