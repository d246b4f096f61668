using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using NasTransfer.Engine.Randomness;
using TorchSharp;

namespace NasTransfer.Engine.Data;

/// <summary>What happens to the images that do not fill a last batch.</summary>
public enum LastBatch
{
    /// <summary>
    /// They make a smaller batch. A single image left over joins the batch before it, since batch normalisation cannot
    /// train on one.
    /// </summary>
    Keep,

    /// <summary>They are left out of this epoch.</summary>
    Drop,
}

/// <summary>How a set is cut into batches.</summary>
public sealed record BatchLoaderOptions
{
    public required int BatchSize { get; init; }

    /// <summary>Another order every epoch; otherwise the order of the set.</summary>
    public bool Shuffle { get; init; } = true;

    public LastBatch LastBatch { get; init; } = LastBatch.Keep;

    /// <summary>Batches that a second thread prepares ahead; 0 prepares each when it is asked for. Changes no result.</summary>
    public int Prefetch { get; init; } = 2;

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
    }
}

/// <summary>
/// Cuts a set into batches, epoch by epoch. Order and augmentation are functions of (seed, epoch, index) alone, so an epoch
/// can be asked for in any order, twice, or half, and is the same each time.
/// </summary>
public sealed class BatchLoader
{
    private readonly ImageSet set;
    private readonly ImageTransform transform;
    private readonly BatchLoaderOptions options;
    private readonly ulong seed;

    // Buffers of ended epochs, for the next one.
    private readonly ConcurrentBag<float[]> spareBuffers = [];

    /// <exception cref="BadInputException">
    /// An option is out of range, the set is empty, or it does not fill one batch and the rest is to be dropped.
    /// </exception>
    public BatchLoader(ImageSet set, ImageTransform transform, BatchLoaderOptions options, ulong seed)
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

    /// <summary>A loader of test images: in order, all of them, not augmented. Use <see cref="Pass"/>.</summary>
    public static BatchLoader ForEvaluation(ImageSet set, Normalization normalization, int batchSize) =>
        new(
            set,
            new EvaluationTransform(normalization),
            new BatchLoaderOptions { BatchSize = batchSize, Shuffle = false },
            seed: 0
        );

    public ImageSet Set => set;

    /// <summary>Batches an epoch.</summary>
    public int StepsPerEpoch => Steps(options.LastBatch);

    /// <summary>Images an epoch: all of them, unless incomplete batches are dropped.</summary>
    public int ImagesPerEpoch => options.LastBatch == LastBatch.Drop ? StepsPerEpoch * options.BatchSize : set.Count;

    /// <summary>
    /// The batches of one epoch. A thread prepares them ahead; it ends with the enumeration, however that ends, and what
    /// it throws is thrown here.
    /// </summary>
    /// <param name="epoch">From 0.</param>
    /// <exception cref="OperationCanceledException">On <paramref name="cancellation"/>.</exception>
    public IEnumerable<Batch> Epoch(int epoch, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return Batches(() => Plan(Order(epoch), options.LastBatch, epoch), cancellation);
    }

    /// <summary>
    /// Every image once, in the order of the set, whatever the options say of shuffling and incomplete batches; a transform
    /// that draws, draws as in epoch 0.
    /// </summary>
    public IEnumerable<Batch> Pass(CancellationToken cancellation = default) =>
        Batches(() => Plan([.. Enumerable.Range(0, set.Count)], LastBatch.Keep, 0), cancellation);

    /// <summary>
    /// A batch of distinct images, uniformly random: a function of (seed, epoch, step), independent of
    /// <see cref="Epoch"/>. Holds the whole set, in random order, where that is smaller than a batch.
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
        return Assemble(new PlannedBatch(indices, draws), Fill);
    }

    private int[] Order(int epoch) =>
        options.Shuffle
            ? new CounterRandom(seed, "order", epoch).Permutation(set.Count)
            : [.. Enumerable.Range(0, set.Count)];

    private int Steps(LastBatch last)
    {
        int full = set.Count / options.BatchSize;
        int rest = set.Count % options.BatchSize;
        return rest == 0 || (full > 0 && (rest == 1 || last == LastBatch.Drop)) ? full : full + 1;
    }

    private IEnumerable<PlannedBatch> Plan(int[] order, LastBatch last, int epoch)
    {
        int steps = Steps(last);
        for (int step = 0; step < steps; step++)
        {
            int start = step * options.BatchSize;
            int full = start + options.BatchSize;
            int end = step < steps - 1 || last == LastBatch.Drop ? full : set.Count;
            int[] indices = order[start..end];
            yield return new PlannedBatch(
                indices,
                [.. indices.Select(index => new ImageDraw(seed, "augment", epoch, index))]
            );
        }
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

    private IEnumerable<Batch> Batches(Func<IEnumerable<PlannedBatch>> plan, CancellationToken cancellation) =>
        options.Prefetch == 0 ? Direct(plan, cancellation) : Prefetched(plan, cancellation);

    private IEnumerable<Batch> Direct(Func<IEnumerable<PlannedBatch>> plan, CancellationToken cancellation)
    {
        foreach (PlannedBatch planned in plan())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Assemble(planned, Fill);
        }
    }

    private IEnumerable<Batch> Prefetched(Func<IEnumerable<PlannedBatch>> plan, CancellationToken cancellation)
    {
        using Prefetcher prefetcher = new(this, plan, cancellation);
        while (prefetcher.TryTake(out PlannedBatch? planned, out float[]? buffer))
        {
            Batch batch = Assemble(planned, (_, floats) => buffer.AsSpan(0, floats.Length).CopyTo(floats));
            prefetcher.GiveBack(buffer);
            yield return batch;
        }
    }

    // On the consumer's thread, because TorchSharp's dispose scopes belong to threads.
    private Batch Assemble(PlannedBatch planned, FillFloats fill)
    {
        int count = planned.Indices.Length;
        long[] labels = [.. planned.Indices.Select(index => (long)set.Label(index))];
        torch.Tensor images = torch.empty(count, ImageSet.Channels, set.Size, set.Size, torch.float32);
        try
        {
            fill(planned, MemoryMarshal.Cast<byte, float>(images.bytes));
            return new Batch(
                images,
                torch.tensor(labels),
                ImmutableCollectionsMarshal.AsImmutableArray(planned.Indices)
            );
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    private void Fill(PlannedBatch planned, Span<float> floats)
    {
        int values = set.BytesPerImage;
        for (int i = 0; i < planned.Indices.Length; i++)
        {
            transform.Apply(
                set.Pixels(planned.Indices[i]),
                set.Size,
                planned.Draws[i],
                floats.Slice(i * values, values)
            );
        }
    }

    private delegate void FillFloats(PlannedBatch planned, Span<float> floats);

    private sealed record PlannedBatch(int[] Indices, ImageDraw[] Draws);

    /// <summary>
    /// The thread that prepares batches ahead of one enumeration. Buffers go round: spare → filled → copied into a tensor
    /// → spare; as there are only so many, the thread waits when it is ahead far enough.
    /// </summary>
    private sealed class Prefetcher : IDisposable
    {
        private readonly BatchLoader loader;
        private readonly Func<IEnumerable<PlannedBatch>> plan;
        private readonly BlockingCollection<float[]> free = [];
        private readonly BlockingCollection<(PlannedBatch Planned, float[] Buffer)> filled = [];
        private readonly CancellationToken callerCancellation;
        private readonly CancellationTokenSource stop;
        private readonly Thread thread;
        private ExceptionDispatchInfo? failure;

        public Prefetcher(
            BatchLoader loader,
            Func<IEnumerable<PlannedBatch>> plan,
            CancellationToken callerCancellation
        )
        {
            (this.loader, this.plan, this.callerCancellation) = (loader, plan, callerCancellation);
            stop = CancellationTokenSource.CreateLinkedTokenSource(callerCancellation);
            for (int i = 0; i < loader.options.Prefetch; i++)
            {
                GiveBack(loader.spareBuffers.TryTake(out float[]? spare) ? spare : loader.NewBuffer());
            }

            thread = new Thread(Work) { IsBackground = true, Name = $"batches of {loader.set.Name}" };
            thread.Start();
        }

        /// <summary>The next prepared batch; false after the last one. Throws what the thread threw.</summary>
        public bool TryTake([NotNullWhen(true)] out PlannedBatch? planned, [NotNullWhen(true)] out float[]? buffer)
        {
            callerCancellation.ThrowIfCancellationRequested();
            if (filled.TryTake(out (PlannedBatch Planned, float[] Buffer) next, Timeout.Infinite, callerCancellation))
            {
                (planned, buffer) = next;
                return true;
            }

            failure?.Throw();
            callerCancellation.ThrowIfCancellationRequested();
            (planned, buffer) = (null, null);
            return false;
        }

        // Never waits: there are only so many buffers.
        public void GiveBack(float[] buffer) => free.Add(buffer, CancellationToken.None);

        public void Dispose()
        {
            stop.Cancel();
            thread.Join();
            foreach (float[] buffer in free.Concat(filled.Select(next => next.Buffer)))
            {
                loader.spareBuffers.Add(buffer);
            }

            stop.Dispose();
            free.Dispose();
            filled.Dispose();
        }

        private void Work()
        {
            try
            {
                foreach (PlannedBatch planned in plan())
                {
                    float[] buffer = free.Take(stop.Token);
                    loader.Fill(planned, buffer.AsSpan(0, planned.Indices.Length * loader.set.BytesPerImage));
                    filled.Add((planned, buffer), stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The consumer left.
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to the consumer.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                filled.CompleteAdding();
            }
        }
    }

    // One image more than a batch: a single image left over joins the last one.
    private float[] NewBuffer() => new float[(Math.Min(options.BatchSize, set.Count) + 1) * set.BytesPerImage];
}
