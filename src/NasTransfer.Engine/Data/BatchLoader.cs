using System.Runtime.InteropServices;
using NasTransfer.Engine.Randomness;
using TorchSharp;

namespace NasTransfer.Engine.Data;

/// <summary>
/// Cuts a set into batches, epoch by epoch. Order and augmentation are functions of (seed, epoch, index) alone, so an epoch
/// can be asked for in any order, twice, from the middle, or half, and is the same each time, whatever the number of threads.
/// </summary>
public sealed class BatchLoader
{
    private readonly IImageSource set;
    private readonly ImageTransform transform;
    private readonly BatchLoaderOptions options;
    private readonly ulong seed;

    /// <exception cref="BadInputException">
    /// An option is out of range, the set is empty, or it does not fill one batch and the rest is to be dropped.
    /// </exception>
    public BatchLoader(IImageSource set, ImageTransform transform, BatchLoaderOptions options, ulong seed)
    {
        options.Validate();
        if (set.Count == 0)
        {
            throw new BadInputException($"{set.Name} has no images; a loader needs one or more.");
        }

        if (options.LastBatch == LastBatch.Drop && set.Count < options.BatchSize)
        {
            throw new BadInputException(
                $"batch is {options.BatchSize}, but {set.Name} has {set.Count} images and incomplete batches are dropped; it must be {set.Count} or less."
            );
        }

        (this.set, this.transform, this.options, this.seed) = (set, transform, options, seed);
    }

    public IImageSource Set => set;

    /// <summary>Batches an epoch.</summary>
    public int StepsPerEpoch => BatchPlan.Steps(set.Count, options.BatchSize, options.LastBatch, options.Shard.Ranks);

    /// <summary>Images of a batch of an epoch, over all ranks.</summary>
    /// <param name="step">From 0.</param>
    public int ImagesAt(int step) =>
        BatchPlan.Images(step, set.Count, options.BatchSize, options.LastBatch, options.Shard.Ranks);

    /// <summary>Images an epoch, over all ranks: all of them, unless incomplete batches are dropped.</summary>
    public int ImagesPerEpoch => options.LastBatch == LastBatch.Drop ? StepsPerEpoch * options.BatchSize : set.Count;

    private int ValuesPerImage => ImageSet.Channels * set.Size * set.Size;

    /// <summary>
    /// The batches of one epoch. Threads prepare them ahead; they end with the enumeration, however that ends, and what they
    /// throw is thrown here.
    /// </summary>
    /// <param name="epoch">From 0.</param>
    /// <exception cref="OperationCanceledException">On <paramref name="cancellation"/>.</exception>
    public IEnumerable<Batch> Epoch(int epoch, CancellationToken cancellation = default) =>
        Epoch(epoch, 0, cancellation);

    /// <summary>
    /// The batches of one epoch from <paramref name="firstStep"/> on, for a run that was interrupted in the middle of it: the
    /// same as they are in the whole epoch.
    /// </summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="firstStep">From 0, which is the whole epoch, to <see cref="StepsPerEpoch"/>, which is nothing.</param>
    /// <exception cref="OperationCanceledException">On <paramref name="cancellation"/>.</exception>
    public IEnumerable<Batch> Epoch(int epoch, int firstStep, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstStep);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstStep, StepsPerEpoch);
        return Batches(
            () =>
                new BatchPlan(
                    options.Shuffle ? set.Shuffled(seed, epoch) : set.InOrder(),
                    options,
                    options.LastBatch,
                    seed,
                    epoch,
                    firstStep
                ),
            cancellation
        );
    }

    /// <summary>
    /// Every image once on one of the ranks, in the order of the set, whatever the options say of shuffling and incomplete batches; a transform
    /// that draws, draws as in epoch 0.
    /// </summary>
    public IEnumerable<Batch> Pass(CancellationToken cancellation = default) =>
        Batches(() => new BatchPlan(set.InOrder(), options, LastBatch.Keep, seed, epoch: 0), cancellation);

    /// <summary>
    /// A batch of distinct images, uniformly random: a function of (seed, epoch, step), independent of
    /// <see cref="Epoch(int, CancellationToken)"/>. Holds the whole set, in random order, where that is smaller than a batch.
    /// </summary>
    public Batch Draw(int epoch, int step)
    {
        int count = Math.Min(options.BatchSize, set.Count);
        int[] indices = Distinct(new CounterRandom(seed, "draw", epoch, step), count, set.Count);

        // An image may come in several steps of an epoch, so its place in the drawing is the key, not its index.
        ImageDraw[] draws =
        [
            .. Enumerable
                .Range(0, count)
                .Select(place => new ImageDraw(seed, "draw-augment", epoch, (long)step * options.BatchSize + place)),
        ];
        using IImageFeed feed = set.Feed(ImageOrder.AnyWay(indices), first: 0, background: false);
        PlannedBatch planned = new(indices, draws, FirstPosition: 0);
        using BatchBuffers buffers = new(count, set.Size);
        BatchBuffer buffer = buffers.Take();
        Fill(feed, planned, buffer.Values);
        return Assemble(planned, buffer, buffers);
    }

    // A uniform choice without repetition, in uniform order: the first steps of Fisher–Yates over 0 … bound − 1, of which
    // only the moved places are stored.
    private static int[] Distinct(CounterRandom random, int count, int bound)
    {
        int[] chosen = new int[count];
        Dictionary<int, int> moved = [];
        for (int i = 0; i < count; i++)
        {
            int j = i + random.NextInt(bound - i);
            chosen[i] = moved.GetValueOrDefault(j, j);
            moved[j] = moved.GetValueOrDefault(i, i);
        }

        return chosen;
    }

    private IEnumerable<Batch> Batches(Func<BatchPlan> plan, CancellationToken cancellation) =>
        options.Prefetch == 0 || options.Threads == 0 ? Direct(plan, cancellation) : Prefetched(plan, cancellation);

    private IEnumerable<Batch> Direct(Func<BatchPlan> planner, CancellationToken cancellation)
    {
        BatchPlan plan = planner();
        using IImageFeed feed = set.Feed(plan.Order, plan.FirstPosition, background: false);
        using BatchBuffers buffers = Buffers();
        foreach (PlannedBatch planned in plan.Batches())
        {
            cancellation.ThrowIfCancellationRequested();
            BatchBuffer buffer = buffers.Take();
            Fill(feed, planned, buffer.Values);
            yield return Assemble(planned, buffer, buffers);
        }
    }

    private IEnumerable<Batch> Prefetched(Func<BatchPlan> planner, CancellationToken cancellation)
    {
        BatchPlan plan = planner();
        IImageFeed feed = set.Feed(plan.Order, plan.FirstPosition, background: true);
        BatchBuffers buffers = Buffers();
        Prefetcher prefetcher = new(
            plan.Batches(),
            (planned, place, output) => Fill(feed, planned, place, output),
            ValuesPerImage,
            Enumerable.Range(0, options.Prefetch).Select(_ => buffers.Take()),
            options.Threads,
            set.Name,
            cancellation
        );
        try
        {
            while (prefetcher.TryTake(out PlannedBatch? planned, out BatchBuffer? buffer))
            {
                // The batch before has usually been disposed of by now, so this is its memory.
                prefetcher.Add(buffers.Take());
                yield return Assemble(planned, buffer, buffers);
            }
        }
        finally
        {
            // The feed first: a thread may be waiting for its bytes.
            feed.Dispose();
            prefetcher.Dispose();
            buffers.Dispose();
        }
    }

    private void Fill(IImageFeed feed, PlannedBatch planned, int place, Span<float> output) =>
        feed.Fill(planned.FirstPosition + place, transform, planned.Draws[place], output);

    private void Fill(IImageFeed feed, PlannedBatch planned, Span<float> floats)
    {
        for (int place = 0; place < planned.Count; place++)
        {
            Fill(feed, planned, place, floats.Slice(place * ValuesPerImage, ValuesPerImage));
        }
    }

    // On the consumer's thread, because TorchSharp's dispose scopes belong to threads.
    private Batch Assemble(PlannedBatch planned, BatchBuffer buffer, BatchBuffers buffers) =>
        new(
            buffer.Images(planned.Count),
            Labels(planned),
            ImmutableCollectionsMarshal.AsImmutableArray(planned.Indices),
            () => buffers.GiveBack(buffer)
        );

    private torch.Tensor Labels(PlannedBatch planned)
    {
        long[] labels = [.. planned.Indices.Select(index => (long)set.Label(index))];
        return torch.tensor(labels);
    }

    private BatchBuffers Buffers() =>
        new(Math.Min(BatchPlan.Largest(options.BatchSize, options.Shard.Ranks), set.Count), set.Size);
}
