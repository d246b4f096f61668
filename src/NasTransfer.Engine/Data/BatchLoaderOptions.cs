namespace NasTransfer.Engine.Data;

/// <summary>What happens to the images that do not fill a last batch.</summary>
public enum LastBatch
{
    /// <summary>
    /// They make a smaller batch. A single image left over joins the batch before it, since batch normalisation cannot
    /// train on one; with N ranks, fewer than 2·N do.
    /// </summary>
    Keep,

    /// <summary>They are left out of this epoch.</summary>
    Drop,
}

/// <summary>How a set is cut into batches.</summary>
public sealed record BatchLoaderOptions
{
    /// <summary>Images of a batch, over all ranks.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Whose part of each batch is wanted.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Another order every epoch; otherwise the order of the set.</summary>
    public bool Shuffle { get; init; } = true;

    public LastBatch LastBatch { get; init; } = LastBatch.Keep;

    /// <summary>Batches that are prepared ahead; 0 prepares each when it is asked for. Changes no result.</summary>
    public int Prefetch { get; init; } = 2;

    /// <summary>
    /// Threads that decode and augment; 0 leaves it to the thread that asks, and then nothing is prepared ahead. Changes no
    /// result.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        if (BatchSize < 1)
        {
            throw new BadInputException($"batch is {BatchSize}; it must be 1 or more.");
        }

        if (Prefetch < 0)
        {
            throw new BadInputException($"prefetch is {Prefetch}; it must be 0 or more.");
        }

        if (Threads < 0)
        {
            throw new BadInputException($"threads is {Threads}; it must be 0 or more.");
        }
    }
}
