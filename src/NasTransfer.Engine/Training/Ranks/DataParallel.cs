using System.Security.Cryptography;
using System.Text;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Runtime.Collectives;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training.Ranks;

/// <summary>
/// Synchronous data-parallel training: every rank has the whole network and an equal share of every batch, and takes the
/// step of the whole batch, because the gradients are summed before it. What is left to each is batch normalisation, whose
/// statistics are those of its share.
/// </summary>
internal sealed class DataParallel(ICollective collective)
{
    /// <summary>A training in one process.</summary>
    public static DataParallel None { get; } = new(OneProcess.Instance);

    public bool IsAlone => collective.Size == 1;

    /// <summary>It alone reads and writes files.</summary>
    public bool Leads => collective.Rank == 0;

    public int Rank => collective.Rank;

    public int Size => collective.Size;

    /// <summary>Which images this rank sees.</summary>
    public Shard Shard { get; } = new(collective.Rank, collective.Size);

    /// <summary>
    /// The rank's part of the mean loss of a batch; the parts of all ranks, and so their gradients, add up to the whole.
    /// </summary>
    /// <param name="loss">The mean over the rank's own images, a scalar.</param>
    /// <param name="own">How many those are.</param>
    /// <param name="images">Images of the batch over all ranks.</param>
    public Tensor PartOf(Tensor loss, long own, long images)
    {
        if (IsAlone)
        {
            return loss;
        }

        return loss.Times((double)own / images);
    }

    public void SumGradients(FlatParameters parameters) => collective.Sum(parameters.Gradients);

    /// <summary>Adds a step of all ranks to a tally.</summary>
    /// <param name="own">This rank's part of the step.</param>
    /// <param name="stops">Whether this rank was told to stop.</param>
    /// <returns>Whether any rank was told to stop: they all hear it after the same step.</returns>
    public bool Add(Tally own, Tally all, bool stops)
    {
        var (loss, hits, images) = own.Sums;
        Span<double> sums = [loss, hits, images, stops ? 1 : 0];
        collective.Sum(sums);
        all.Add(sums[0], (long)sums[1], (long)sums[2]);
        return sums[3] > 0;
    }

    /// <summary>Turns each rank's part of an evaluation into the whole. Counts are summed as integers.</summary>
    public Tally Whole(Tally own)
    {
        if (IsAlone)
        {
            return own;
        }

        using var scope = NewDisposeScope();
        Span<double> loss = [own.Sums.LossSum];
        collective.Sum(loss);
        Tensor counts = tensor((long[])[own.Sums.Hits, own.Sums.Images]);
        collective.Sum(counts);
        var whole = new Tally();
        whole.Add(loss[0], counts[0].Integer(), counts[1].Integer());
        return whole;
    }

    /// <summary>Gives every rank the values of rank 0.</summary>
    public void Share(IEnumerable<Tensor> tensors)
    {
        foreach (Tensor values in tensors)
        {
            collective.Broadcast(values);
        }
    }

    /// <summary>Gives every rank the text of rank 0.</summary>
    public string Share(string text)
    {
        byte[] own = Encoding.UTF8.GetBytes(text);
        byte[] length = BitConverter.GetBytes(own.Length);
        collective.Broadcast(length);
        byte[] shared = Leads ? own : new byte[BitConverter.ToInt32(length)];
        collective.Broadcast(shared);
        return Encoding.UTF8.GetString(shared);
    }

    /// <summary>Gives every rank the rows of all.</summary>
    /// <param name="own">L values.</param>
    /// <returns>N×L: row r is rank r's, to the bit.</returns>
    public Tensor Gather(Tensor own)
    {
        Tensor rows = zeros([Size, own.numel()], own.dtype, own.device);
        rows[Rank].copy_(own);
        for (int rank = 0; rank < Size; rank++)
        {
            collective.Broadcast(rows[rank], rank);
        }

        return rows;
    }

    /// <summary>Replaces each rank's values by the mean of all.</summary>
    public void Average(Tensor values)
    {
        collective.Sum(values);
        using Scalar size = ((double)Size).ToScalar();
        values.div_(size);
    }

    /// <summary>Makes sure that all ranks have the same text.</summary>
    /// <param name="what">What has to be the same, in the plural.</param>
    /// <exception cref="CollectiveException">This rank has another one.</exception>
    public void Agree(string what, string text)
    {
        byte[] own = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        byte[] shared = [.. own];
        collective.Broadcast(shared);
        if (!own.AsSpan().SequenceEqual(shared))
        {
            throw new CollectiveException(
                $"The {what} of rank {Rank} are not those of rank 0; every rank must be started with the same command line and see the same files."
            );
        }
    }

    public void Wait() => collective.Barrier();
}
