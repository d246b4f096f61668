namespace NasTransfer.Engine.Data;

/// <summary>One batch before it is filled.</summary>
/// <param name="Indices">Of its images in their source.</param>
/// <param name="Draws">Their random numbers.</param>
/// <param name="FirstPosition">Of the first image in the order of the epoch; the others follow.</param>
internal sealed record PlannedBatch(int[] Indices, ImageDraw[] Draws, int FirstPosition)
{
    public int Count => Indices.Length;
}

/// <summary>An order cut into batches.</summary>
/// <param name="Order">Of all images of the epoch.</param>
/// <param name="FirstStep">Batches before it are left out.</param>
internal sealed record BatchPlan(
    ImageOrder Order,
    int BatchSize,
    LastBatch Last,
    ulong Seed,
    int Epoch,
    int FirstStep = 0
)
{
    public int FirstPosition => FirstStep * BatchSize;

    public static int Steps(int count, int batchSize, LastBatch last)
    {
        int full = count / batchSize;
        int rest = count % batchSize;
        return rest == 0 || (full > 0 && (rest == 1 || last == LastBatch.Drop)) ? full : full + 1;
    }

    public IEnumerable<PlannedBatch> Batches()
    {
        int count = Order.Indices.Length;
        int steps = Steps(count, BatchSize, Last);
        for (int step = FirstStep; step < steps; step++)
        {
            int start = step * BatchSize;
            int full = start + BatchSize;
            int end = step < steps - 1 || Last == LastBatch.Drop ? full : count;
            int[] indices = Order.Indices[start..end];
            yield return new PlannedBatch(
                indices,
                [.. indices.Select(index => new ImageDraw(Seed, "augment", Epoch, index))],
                start
            );
        }
    }
}
