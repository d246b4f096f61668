using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Tests.Data.Reading;
using TorchSharp;

namespace NasTransfer.Engine.Tests.Data;

public sealed class BatchLoaderTests
{
    private static readonly Normalization Plain = new((0, 0, 0), (1, 1, 1));

    [Test]
    public void Constructor_EmptySet_IsBadInput()
    {
        Assert.That(
            () => Loader(SmallSets.Flat(0), batch: 4),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo("flat has no images; a loader needs one or more.")
        );
    }

    [TestCase(0)]
    [TestCase(-3)]
    public void Constructor_BatchSizeBelowOne_IsBadInput(int batch)
    {
        Assert.That(
            () => Loader(SmallSets.Flat(4), batch),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo($"batch is {batch}; it must be 1 or more.")
        );
    }

    [Test]
    public void Constructor_DropLeavesNothing_IsBadInput()
    {
        Assert.That(
            () => Loader(SmallSets.Flat(3), batch: 4, last: LastBatch.Drop),
            Throws.TypeOf<BadInputException>().With.Message.Contains("it must be 3 or less")
        );
    }

    [TestCase(1, 4, LastBatch.Keep, new[] { 1 })]
    [TestCase(3, 4, LastBatch.Keep, new[] { 3 })]
    [TestCase(4, 4, LastBatch.Keep, new[] { 4 })]
    [TestCase(5, 4, LastBatch.Keep, new[] { 5 })]
    [TestCase(6, 4, LastBatch.Keep, new[] { 4, 2 })]
    [TestCase(9, 4, LastBatch.Keep, new[] { 4, 5 })]
    [TestCase(3, 1, LastBatch.Keep, new[] { 1, 1, 1 })]
    [TestCase(9, 4, LastBatch.Drop, new[] { 4, 4 })]
    [TestCase(7, 4, LastBatch.Drop, new[] { 4 })]
    [TestCase(8, 4, LastBatch.Drop, new[] { 4, 4 })]
    public void Epoch_SetAndBatch_GiveTheseBatches(int count, int batch, LastBatch last, int[] expected)
    {
        BatchLoader loader = Loader(SmallSets.Flat(count), batch, last);

        Assert.That(Sizes(loader.Epoch(0)), Is.EqualTo(expected));
        Assert.That(loader.StepsPerEpoch, Is.EqualTo(expected.Length));
        Assert.That(loader.ImagesPerEpoch, Is.EqualTo(expected.Sum()));
    }

    [Test]
    public void Epoch_Shuffled_HoldsEveryImageOnceUnderItsLabel()
    {
        List<int> seen = [];
        foreach (Batch batch in Loader(SmallSets.Flat(23), 4).Epoch(3))
        {
            using (batch)
            {
                Assert.That(batch.Images.shape, Is.EqualTo(new long[] { batch.Count, 3, 2, 2 }));
                Assert.That(batch.Images.dtype, Is.EqualTo(torch.float32));
                Assert.That(batch.Labels.dtype, Is.EqualTo(torch.int64));
                int[] red = Bytes(batch.Images.select(1, 0).select(1, 0).select(1, 0));
                int[] green = Bytes(batch.Images.select(1, 1).select(1, 1).select(1, 1));
                Assert.That(red, Is.EqualTo(batch.Indices));
                Assert.That(green, Is.EqualTo(batch.Labels.data<long>().Select(label => (int)label)));
                seen.AddRange(red);
            }
        }

        Assert.That(seen.Order(), Is.EqualTo(Enumerable.Range(0, 23)));
        Assert.That(seen, Is.Not.Ordered);
    }

    [Test]
    public void Epoch_NotShuffled_IsTheOrderOfTheSet()
    {
        BatchLoader loader = Loader(SmallSets.Flat(10), 4, shuffle: false);

        Assert.That(Indices(loader.Epoch(5)), Is.EqualTo(Enumerable.Range(0, 10)));
    }

    [Test]
    public void Epoch_OtherEpochOrSeed_IsAnotherOrder()
    {
        int[] order = Indices(Loader(SmallSets.Flat(30), 8).Epoch(0));

        Assert.That(Indices(Loader(SmallSets.Flat(30), 8).Epoch(1)), Is.Not.EqualTo(order));
        Assert.That(Indices(Loader(SmallSets.Flat(30), 8, seed: 8).Epoch(0)), Is.Not.EqualTo(order));
    }

    [Test]
    public void Epoch_AskedOutOfOrderHalfOrWithoutPrefetch_HoldsTheSameBits()
    {
        float[][] expected = Values(Augmented(prefetch: 0).Epoch(2));

        BatchLoader loader = Augmented(prefetch: 3);
        Sizes(loader.Epoch(4));
        Sizes(loader.Epoch(2).Take(1));
        using (loader.Draw(2, 0))
        {
            Assert.That(Values(loader.Epoch(2)), Is.EqualTo(expected));
        }

        Assert.That(Values(Augmented(prefetch: 1).Epoch(2)), Is.EqualTo(expected));
    }

    [TestCase(1, 1)]
    [TestCase(2, 1)]
    [TestCase(2, 3)]
    [TestCase(5, 2)]
    public void Epoch_AnyNumberOfThreads_HoldsTheSameBits(int threads, int prefetch)
    {
        // Large enough that a batch is cut into several slices.
        ImageSet set = SmallSets.Flat(20, size: 160);
        BatchLoader Loader(int count) =>
            new(
                set,
                new CifarTrainTransform(Normalization.Cifar10, cutoutLength: 30),
                new BatchLoaderOptions
                {
                    BatchSize = 8,
                    Threads = count,
                    Prefetch = prefetch,
                },
                seed: 3
            );

        Assert.That(Values(Loader(threads).Epoch(1)), Is.EqualTo(Values(Loader(0).Epoch(1))));
    }

    [Test]
    public void Constructor_NegativeThreads_IsBadInput()
    {
        Assert.That(
            () =>
                new BatchLoader(
                    SmallSets.Flat(4),
                    new EvaluationTransform(Plain),
                    new BatchLoaderOptions { BatchSize = 2, Threads = -1 },
                    seed: 1
                ),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo("threads is -1; it must be 0 or more.")
        );
    }

    [TestCase(0)]
    [TestCase(2)]
    public void Epoch_FromTheMiddle_GoesOnWithTheSameBits(int prefetch)
    {
        float[][] whole = Values(Augmented(prefetch: prefetch).Epoch(2));
        for (int step = 0; step <= whole.Length; step++)
        {
            Assert.That(Values(Augmented(prefetch: prefetch).Epoch(2, firstStep: step)), Is.EqualTo(whole[step..]));
        }

        Assert.That(
            () => Augmented().Epoch(0, firstStep: whole.Length + 1),
            Throws.TypeOf<ArgumentOutOfRangeException>()
        );
    }

    [Test]
    public void Epoch_OfAStreamFromTheMiddleOrWithThreads_HoldsTheSameBits()
    {
        using ImageFiles files = StreamSets.Shards(70);
        StreamedImages stream = StreamSets
            .All(files.Root)
            .Stream(8, new StreamOptions { BlockBytes = 300, WindowBytes = 1100 });
        BatchLoader Loader(int threads) =>
            new(
                stream,
                new PhotoTrainTransform(Plain, new ColourJitter(), cutoutLength: 2),
                new BatchLoaderOptions { BatchSize = 9, Threads = threads },
                seed: 4
            );
        float[][] whole = Values(Loader(0).Epoch(1));

        Assert.That(whole, Has.Length.EqualTo(8));
        foreach (int threads in new[] { 0, 1, 4 })
        {
            Assert.That(Values(Loader(threads).Epoch(1)), Is.EqualTo(whole));
            Assert.That(Values(Loader(threads).Epoch(1, firstStep: 5)), Is.EqualTo(whole[5..]));
        }
    }

    [Test]
    public void Epoch_OfAStreamLeftEarly_EndsItsThreads()
    {
        using ImageFiles files = StreamSets.Shards(70);
        StreamedImages stream = StreamSets.All(files.Root).Stream(8);
        BatchLoader loader = new(
            stream,
            new EvaluationTransform(Plain),
            new BatchLoaderOptions { BatchSize = 2, Threads = 3 },
            seed: 4
        );
        for (int i = 0; i < 50; i++)
        {
            Assert.That(Sizes(loader.Epoch(i).Take(1)), Is.EqualTo(new[] { 2 }));
        }
    }

    [Test]
    public void Draw_FromAStream_HoldsDistinctImages()
    {
        using ImageFiles files = StreamSets.Shards(70);
        StreamedImages stream = StreamSets.All(files.Root).Stream(8);
        BatchLoader loader = new(
            stream,
            new EvaluationTransform(Plain),
            new BatchLoaderOptions { BatchSize = 20 },
            seed: 4
        );

        using Batch batch = loader.Draw(1, 2);

        Assert.That(batch.Indices, Is.Unique);
        // Images are called by their numbers, which are their red.
        Assert.That(
            Bytes(batch.Images.select(1, 0).select(1, 1).select(1, 1)).Select(red => $"{red:D4}"),
            Is.EqualTo(batch.Indices.Select(index => Path.GetFileNameWithoutExtension(stream.File(index))))
        );
    }

    [Test]
    public void Epoch_AugmentationOfAnImage_DoesNotDependOnItsPlace()
    {
        // Batch size and shuffling move an image to another place; its pixels stay.
        Dictionary<int, float[]> shuffled = PixelsByIndex(Augmented(batch: 4).Epoch(1));
        Dictionary<int, float[]> ordered = PixelsByIndex(Augmented(batch: 7, shuffle: false).Epoch(1));
        Dictionary<int, float[]> later = PixelsByIndex(Augmented(batch: 7, shuffle: false).Epoch(2));

        Assert.That(shuffled, Is.EquivalentTo(ordered));
        Assert.That(later, Is.Not.EquivalentTo(ordered));
    }

    [TestCase(0, 1)]
    [TestCase(2, 3)]
    public unsafe void Epoch_BatchesThatAreDisposedOf_ShareOneMoreBufferThanArePrepared(int prefetch, int buffers)
    {
        HashSet<nint> places = [];
        foreach (Batch batch in Augmented(batch: 2, prefetch: prefetch).Epoch(0))
        {
            using (batch)
            {
                fixed (byte* first = batch.Images.bytes)
                {
                    places.Add((nint)first);
                }
            }
        }

        Assert.That(places, Has.Count.AtMost(buffers));
    }

    [Test]
    public void Epoch_BatchesThatAreKept_StayAsTheyWere()
    {
        float[][] expected = Values(Augmented(batch: 3).Epoch(0));

        Batch[] kept = [.. Augmented(batch: 3).Epoch(0)];

        Assert.That(kept.Select(batch => batch.Images.data<float>().ToArray()), Is.EqualTo(expected));
        Array.ForEach(kept, batch => batch.Dispose());
    }

    [Test]
    public void Epoch_TwoAtOnce_DoNotShareBuffers()
    {
        BatchLoader loader = Augmented(batch: 3);
        float[][] expected = Values(Augmented(batch: 3, prefetch: 0).Epoch(0));

        List<float[]> first = [];
        List<float[]> second = [];
        foreach (var (a, b) in loader.Epoch(0).Zip(loader.Epoch(0)))
        {
            using (a)
            using (b)
            {
                first.Add(a.Images.data<float>().ToArray());
                second.Add(b.Images.data<float>().ToArray());
            }
        }

        Assert.That(first, Is.EqualTo(expected));
        Assert.That(second, Is.EqualTo(expected));
    }

    [TestCase(0)]
    [TestCase(2)]
    public void Epoch_TransformThrows_ConsumerGetsItAfterTheGoodBatches(int prefetch)
    {
        BatchLoader loader = new(
            SmallSets.Flat(9),
            new FailsAt(index: 6),
            new BatchLoaderOptions
            {
                BatchSize = 3,
                Shuffle = false,
                Prefetch = prefetch,
            },
            seed: 1
        );
        int batches = 0;

        Assert.That(
            () =>
            {
                foreach (Batch batch in loader.Epoch(0))
                {
                    batch.Dispose();
                    batches++;
                }
            },
            Throws.InvalidOperationException.With.Message.EqualTo("image 6")
        );
        Assert.That(batches, Is.EqualTo(2));
    }

    [Test]
    public void Epoch_LeftEarly_EndsTheThread()
    {
        Counts counts = new();
        BatchLoader loader = new(
            SmallSets.Flat(200),
            counts,
            new BatchLoaderOptions { BatchSize = 2, Prefetch = 2 },
            seed: 1
        );

        foreach (Batch batch in loader.Epoch(0))
        {
            batch.Dispose();
            break;
        }

        // Leaving joins the thread, so nothing moves any more; one batch was taken, and at most three more were begun.
        int applied = counts.Applied;
        Assert.That(applied, Is.LessThanOrEqualTo(8));
        Thread.Sleep(20);
        Assert.That(counts.Applied, Is.EqualTo(applied));
        Assert.That(counts.Thread, Is.Not.Null);
        Assert.That(counts.Thread!.IsAlive, Is.False);
    }

    [TestCase(0)]
    [TestCase(2)]
    public void Epoch_Cancelled_Throws(int prefetch)
    {
        using CancellationTokenSource cancellation = new();
        BatchLoader loader = Augmented(batch: 2, prefetch: prefetch);
        int batches = 0;

        Assert.That(
            () =>
            {
                foreach (Batch batch in loader.Epoch(0, cancellation.Token))
                {
                    batch.Dispose();
                    batches++;
                    cancellation.Cancel();
                }
            },
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(batches, Is.EqualTo(1));
    }

    [Test]
    public void Epoch_WithinADisposeScope_LeavesNothingBehind()
    {
        BatchLoader loader = Augmented();
        long before = LiveTensors.Count();

        using (torch.NewDisposeScope())
        {
            foreach (Batch batch in loader.Epoch(0))
            {
                Assert.That(batch.Images.IsInvalid, Is.False);
            }
        }

        Assert.That(LiveTensors.Count(), Is.EqualTo(before));
    }

    [Test]
    public void Pass_OfAShufflingDroppingLoader_HoldsEveryImageInOrder()
    {
        BatchLoader loader = Loader(SmallSets.Flat(11), 4, LastBatch.Drop);

        Assert.That(Indices(loader.Pass()), Is.EqualTo(Enumerable.Range(0, 11)));
        Assert.That(Sizes(loader.Pass()), Is.EqualTo(new[] { 4, 4, 3 }));
    }

    [Test]
    public void Draw_AnyStep_HoldsDistinctImagesUnderTheirLabels()
    {
        BatchLoader loader = Loader(SmallSets.Flat(20), 8);
        for (int step = 0; step < 50; step++)
        {
            using Batch batch = loader.Draw(epoch: 1, step);

            Assert.That(batch.Indices, Is.Unique);
            Assert.That(Bytes(batch.Images.select(1, 0).select(1, 0).select(1, 0)), Is.EqualTo(batch.Indices));
            Assert.That(batch.Labels.data<long>().ToArray(), Is.EqualTo(batch.Indices.Select(i => (long)(i % 3))));
        }
    }

    [Test]
    public void Draw_ManySteps_TakesEveryImageAboutEquallyOften()
    {
        BatchLoader loader = Loader(SmallSets.Flat(10), 4);
        int[] taken = new int[10];
        int[] takenFirst = new int[10];
        for (int step = 0; step < 2000; step++)
        {
            using Batch batch = loader.Draw(epoch: 0, step);
            takenFirst[batch.Indices[0]]++;
            foreach (int index in batch.Indices)
            {
                taken[index]++;
            }
        }

        // Binomial: 2000 × 0.4 and 2000 × 0.1, five standard deviations.
        Assert.That(taken, Is.All.InRange(690, 910));
        Assert.That(takenFirst, Is.All.InRange(133, 267));
    }

    [Test]
    public void Draw_SameKey_IsTheSameAndOtherKeysDiffer()
    {
        BatchLoader loader = Augmented();
        float[] Drawn(BatchLoader from, int epoch, int step)
        {
            using Batch batch = from.Draw(epoch, step);
            return batch.Images.data<float>().ToArray();
        }

        float[] expected = Drawn(loader, 1, 2);

        Assert.That(Drawn(Augmented(), 1, 2), Is.EqualTo(expected));
        Assert.That(Drawn(loader, 1, 3), Is.Not.EqualTo(expected));
        Assert.That(Drawn(loader, 2, 2), Is.Not.EqualTo(expected));
        Assert.That(Drawn(Augmented(seed: 9), 1, 2), Is.Not.EqualTo(expected));
    }

    [Test]
    public void Draw_SetSmallerThanABatch_HoldsTheWholeSet()
    {
        using Batch batch = Loader(SmallSets.Flat(5), 64).Draw(0, 0);

        Assert.That(batch.Indices.Order(), Is.EqualTo(Enumerable.Range(0, 5)));
    }

    private static BatchLoader Loader(
        ImageSet set,
        int batch,
        LastBatch last = LastBatch.Keep,
        bool shuffle = true,
        ulong seed = 7
    ) =>
        new(
            set,
            new EvaluationTransform(Plain),
            new BatchLoaderOptions
            {
                BatchSize = batch,
                Shuffle = shuffle,
                LastBatch = last,
            },
            seed
        );

    // Seventeen ramps of 8 px under crop, flip and cutout.
    private static BatchLoader Augmented(int batch = 4, int prefetch = 2, bool shuffle = true, ulong seed = 7)
    {
        ImageSet set = new(
            "ramps",
            8,
            ["one"],
            [.. Enumerable.Range(0, 17).SelectMany(i => SmallSets.Ramp(8, i * 7))],
            [.. Enumerable.Repeat(0, 17)],
            [.. Enumerable.Range(0, 17).Select(i => $"{i}")]
        );
        return new BatchLoader(
            set,
            new CifarTrainTransform(Normalization.Cifar10, cutoutLength: 4, padding: 2),
            new BatchLoaderOptions
            {
                BatchSize = batch,
                Shuffle = shuffle,
                Prefetch = prefetch,
            },
            seed
        );
    }

    private static int[] Bytes(torch.Tensor values) =>
        [.. values.contiguous().data<float>().Select(value => (int)MathF.Round(value * 255))];

    private static int[] Sizes(IEnumerable<Batch> batches) => Each(batches, batch => batch.Count);

    private static int[] Indices(IEnumerable<Batch> batches) =>
        [.. Each(batches, batch => batch.Indices).SelectMany(i => i)];

    private static float[][] Values(IEnumerable<Batch> batches) =>
        Each(batches, batch => batch.Images.data<float>().ToArray());

    private static Dictionary<int, float[]> PixelsByIndex(IEnumerable<Batch> batches) =>
        Each(
                batches,
                batch =>
                    batch
                        .Images.data<float>()
                        .ToArray()
                        .Chunk((int)(batch.Images.numel() / batch.Count))
                        .Zip(batch.Indices)
                        .ToArray()
            )
            .SelectMany(pairs => pairs)
            .ToDictionary(pair => pair.Second, pair => pair.First);

    private static T[] Each<T>(IEnumerable<Batch> batches, Func<Batch, T> read)
    {
        List<T> results = [];
        foreach (Batch batch in batches)
        {
            using (batch)
            {
                results.Add(read(batch));
            }
        }

        return [.. results];
    }

    private sealed class FailsAt(int index) : ImageTransform
    {
        public override void Apply(ReadOnlySpan<byte> pixels, int size, ImageDraw draw, Span<float> output)
        {
            if (draw.Index == index)
            {
                throw new InvalidOperationException($"image {index}");
            }
        }
    }

    private sealed class Counts : ImageTransform
    {
        private int applied;

        public int Applied => Volatile.Read(ref applied);

        public Thread? Thread { get; private set; }

        public override void Apply(ReadOnlySpan<byte> pixels, int size, ImageDraw draw, Span<float> output)
        {
            Thread = Thread.CurrentThread;
            Interlocked.Increment(ref applied);
        }
    }
}
