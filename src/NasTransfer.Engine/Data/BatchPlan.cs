namespace NasTransfer.Engine.Data;

/// <summary>One batch before it is filled.</summary>
/// <param name="Indices">Of its images in their source.</param>
/// <param name="Draws">Their random numbers.</param>
/// <param name="FirstPosition">Of the first image in the order of the epoch; the others follow.</param>
internal sealed record PlannedBatch(int[] Indices, ImageDraw[] Draws, int FirstPosition)
{
    public int Count => Indices.Length;
}

/// <summary>An order cut into batches, and of those the part that one rank sees.</summary>
internal sealed class BatchPlan
{
    // Batch normalisation cannot train on one image.
    private const int LeastImages = 2;

    private readonly int count;
    private readonly int batchSize;
    private readonly LastBatch last;
    private readonly ulong seed;
    private readonly int epoch;
    private readonly int firstStep;
    private readonly Shard shard;

    /// <param name="order">Of all images of the epoch.</param>
    /// <param name="options">Of these, how large a batch is, and whose part is wanted.</param>
    /// <param name="firstStep">Batches before it are left out.</param>
    public BatchPlan(
        ImageOrder order,
        BatchLoaderOptions options,
        LastBatch last,
        ulong seed,
        int epoch,
        int firstStep = 0
    )
    {
        (batchSize, shard) = (options.BatchSize, options.Shard);
        (this.last, this.seed, this.epoch, this.firstStep) = (last, seed, epoch, firstStep);
        count = order.Indices.Length;
        Order = shard.Of(order);
    }

    /// <summary>The rank's own images of the epoch.</summary>
    public ImageOrder Order { get; }

    /// <summary>In <see cref="Order"/>.</summary>
    public int FirstPosition => shard.CountBefore(firstStep * batchSize);

    /// <summary>Batches of an epoch; the same on every rank.</summary>
    public static int Steps(int count, int batchSize, LastBatch last, int ranks)
    {
        int full = count / batchSize;
        int rest = count % batchSize;
        return rest == 0 || (full > 0 && (rest < LeastImages * ranks || last == LastBatch.Drop)) ? full : full + 1;
    }

    /// <summary>Images of a batch, over all ranks.</summary>
    public static int Images(int step, int count, int batchSize, LastBatch last, int ranks) =>
        step < Steps(count, batchSize, last, ranks) - 1 || last == LastBatch.Drop
            ? batchSize
            : count - step * batchSize;

    /// <summary>The largest batch of one rank: what is too little for a batch of its own joins the last one.</summary>
    public static int Largest(int batchSize, int ranks) => (batchSize + LeastImages * ranks - 1 + ranks - 1) / ranks;

    public IEnumerable<PlannedBatch> Batches()
    {
        int steps = Steps(count, batchSize, last, shard.Ranks);
        for (int step = firstStep; step < steps; step++)
        {
            int begin = step * batchSize;
            int first = shard.CountBefore(begin);
            int[] indices = Order.Indices[
                first..shard.CountBefore(begin + Images(step, count, batchSize, last, shard.Ranks))
            ];
            // A set that is smaller than the ranks leaves some without an image.
            if (indices.Length > 0)
            {
                yield return new PlannedBatch(
                    indices,
                    [.. indices.Select(index => new ImageDraw(seed, "augment", epoch, index))],
                    first
                );
            }
        }
    }
}
