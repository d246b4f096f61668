using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks.Operations;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks;

/// <summary>
/// A state of a mixed cell, with what its edges share: ReLU, and both pools with their batch norm, which has no weights.
/// Of 14 edges' worth of them 5 are left.
/// </summary>
internal sealed class EdgeInput(Tensor state)
{
    private readonly Dictionary<Primitive, Tensor> pooled = [];
    private Tensor? activated;

    public Tensor State { get; } = state;

    public Tensor Activated => activated ??= State.relu();

    /// <summary>The pool of this state, by any of its edges' operations: they are all the same.</summary>
    public Tensor Pooled(Pool pool)
    {
        if (!pooled.TryGetValue(pool.PoolKind, out Tensor? y))
        {
            pooled[pool.PoolKind] = y = pool.forward(State);
        }

        return y;
    }
}
