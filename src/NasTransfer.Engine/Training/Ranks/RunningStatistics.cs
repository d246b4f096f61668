using NasTransfer.Engine.Networks;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training.Ranks;

/// <summary>
/// The running means and variances of batch normalisation, which each rank keeps of its own images. They play no part in
/// training, so it is enough to average them before they are used or saved for good.
/// </summary>
internal sealed class RunningStatistics(AugmentNetwork network, DataParallel ranks)
{
    // The others count batches, and are equal.
    private readonly Tensor[] buffers =
    [
        .. NetworkWeights
            .Entries(network)
            .Where(entry => entry.Tensor is not TorchSharp.Modules.Parameter && entry.Tensor.is_floating_point())
            .Select(entry => entry.Tensor),
    ];

    /// <summary>Gives every rank the mean of all.</summary>
    public void Average()
    {
        if (ranks.IsAlone)
        {
            return;
        }

        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor values = Flat();
        ranks.Average(values);
        Set(values);
    }

    /// <summary>Every rank's own, a row each.</summary>
    public Tensor OfAllRanks()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return ranks.Gather(Flat()).MoveToOuterDisposeScope();
    }

    /// <summary>A place for <see cref="OfAllRanks"/>, as it is read back.</summary>
    public Tensor Rows() =>
        zeros([ranks.Size, buffers.Sum(buffer => buffer.numel())], buffers[0].dtype, buffers[0].device);

    /// <summary>Takes this rank's row.</summary>
    public void TakeFrom(Tensor rows)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Set(rows[ranks.Rank]);
    }

    private Tensor Flat() => cat([.. buffers.Select(buffer => buffer.flatten())]);

    private void Set(Tensor values)
    {
        long offset = 0;
        foreach (Tensor buffer in buffers)
        {
            buffer.copy_(values.narrow(0, offset, buffer.numel()).view(buffer.shape));
            offset += buffer.numel();
        }
    }
}
