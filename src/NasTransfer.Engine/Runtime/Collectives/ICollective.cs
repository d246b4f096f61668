using static TorchSharp.torch;

namespace NasTransfer.Engine.Runtime.Collectives;

/// <summary>
/// What the processes of one training, its ranks, do together. All ranks call the same methods in the same order, from
/// one thread. Whatever fails here cannot be mended: the ranks have to be ended together (<see cref="ProcessGroup"/>).
/// </summary>
public interface ICollective
{
    /// <summary>Which of them this process is, from 0.</summary>
    int Rank { get; }

    /// <summary>How many there are.</summary>
    int Size { get; }

    /// <summary>What carries the values, for reports.</summary>
    string Transport { get; }

    /// <summary>Replaces the values by their sums over all ranks, the same bits on each.</summary>
    /// <param name="values">Contiguous; float32, float64 or int64.</param>
    /// <exception cref="CollectiveException">The library reports an error.</exception>
    void Sum(Tensor values);

    /// <summary>The same for a few values in memory.</summary>
    void Sum(Span<double> values);

    /// <summary>Replaces the values by those of one rank.</summary>
    /// <param name="values">Contiguous; of any type, and of the same size on every rank.</param>
    void Broadcast(Tensor values, int root = 0);

    /// <summary>The same for bytes in memory.</summary>
    void Broadcast(Span<byte> bytes, int root = 0);

    /// <summary>Returns when every rank has come here.</summary>
    void Barrier();
}
