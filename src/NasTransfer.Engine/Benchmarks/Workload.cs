using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Ranks;

namespace NasTransfer.Engine.Benchmarks;

/// <summary>One kind of step on images drawn in the process, over and over.</summary>
internal abstract class Workload : IDisposable
{
    private const int Classes = 10;
    private const ulong Seed = 2;
    private const double LearningRate = 0.025;

    // Threads get ahead within an epoch only.
    private const int LoaderBatches = 8;

    // A network that everybody knows.
    private static readonly Genotype Known = PublishedGenotypes.DartsV2;

    /// <summary>Multiply-adds of a step; a backward pass counts as two forward ones.</summary>
    public double Macs { get; private init; }

    /// <summary>Which share of them is computed: a pass for the gradient of α alone leaves out a third.</summary>
    public double ComputedShare { get; private init; } = 1;

    /// <param name="loaded">What the loader loads; null for images drawn in the process.</param>
    public static Workload Create(BenchmarkKind kind, BenchmarkOptions options, IImageSource? loaded)
    {
        if (kind == BenchmarkKind.Loader)
        {
            return new Loader(loaded ?? Draw(LoaderBatches, options), options);
        }

        ImageSet images = Draw(batches: 2, options);
        NetworkOptions size = new()
        {
            Channels = options.Channels,
            Cells = options.Cells,
            Classes = Classes,
        };
        double forward = NetworkCost.Of(Known, size, options.Size).Macs * options.BatchSize;
        double both = forward * SearchCost.PassesOfForwardAndBackward;
        return kind switch
        {
            BenchmarkKind.Supernet => CreateSupernet(images, size, options),
            BenchmarkKind.SinglePath => new SinglePath(images, size, options) { Macs = both },
            BenchmarkKind.Augment => new Augment(images, size, options) { Macs = both },
            BenchmarkKind.Evaluate => new Evaluate(images, size, options) { Macs = forward },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such benchmark."),
        };
    }

    public abstract void Step();

    public abstract void Dispose();

    private static ImageSet Draw(int batches, BenchmarkOptions options) =>
        GeneratedImages
            .Create(
                new GeneratedSpec
                {
                    Name = "benchmark",
                    Classes = Classes,
                    TrainPerClass = (batches * options.BatchSize + Classes - 1) / Classes,
                    TestPerClass = 1,
                    Size = options.Size,
                }
            )
            .Train;

    private static Supernet CreateSupernet(ImageSet images, NetworkOptions size, BenchmarkOptions options)
    {
        double forward =
            (double)SupernetCost.Of(options.Channels, options.Cells, Classes, Stem.Cifar, options.Size).Macs
            * options.BatchSize;
        var (all, ofAlpha) = DartsSteps.Passes(options.Order);
        int counted = SearchCost.PassesOfForwardAndBackward * (all + ofAlpha);
        return new Supernet(images, size, options)
        {
            Macs = forward * counted,
            // Without the product for the weights.
            ComputedShare = (double)(counted - ofAlpha) / counted,
        };
    }

    private static BatchLoader TrainLoader(ImageSet images, BenchmarkOptions options) =>
        new(
            images,
            new CifarTrainTransform(Normalization.For(Stem.Cifar)),
            new BatchLoaderOptions { BatchSize = options.BatchSize },
            Seed
        );

    private sealed class Supernet : Workload
    {
        private readonly DartsSteps steps;
        private readonly Batch train;
        private readonly Batch validation;
        private readonly Tally tally = new();

        public Supernet(ImageSet images, NetworkOptions size, BenchmarkOptions options)
        {
            steps = new DartsSteps(new DartsOptions { Order = options.Order }, size, Seed);
            BatchLoader loader = TrainLoader(images, options);
            (train, validation) = (loader.Draw(0, 0), loader.Draw(0, 1));
        }

        public override void Step()
        {
            steps.StepAlpha(train, validation, LearningRate);
            steps.StepWeights(train, LearningRate, tally);
        }

        public override void Dispose()
        {
            train.Dispose();
            validation.Dispose();
            steps.Dispose();
        }
    }

    private sealed class SinglePath : Workload
    {
        private readonly SharedWeights weights;
        private readonly Batch batch;
        private readonly Tally tally = new();

        public SinglePath(ImageSet images, NetworkOptions size, BenchmarkOptions options)
        {
            weights = new SharedWeights(
                size,
                new SearchData(images, images),
                Seed,
                options.BatchSize,
                options.BatchSize,
                momentum: 0.9,
                weightDecay: 3e-4
            );
            batch = weights.Train.Draw(0, 0);
        }

        public override void Step() => weights.Step(batch, Known, LearningRate, gradientClip: 5, tally);

        public override void Dispose()
        {
            batch.Dispose();
            weights.Dispose();
        }
    }

    private sealed class Augment : Workload
    {
        private readonly AugmentRun run;
        private readonly AugmentSteps steps;
        private readonly Batch batch;
        private readonly Tally tally = new();

        public Augment(ImageSet images, NetworkOptions size, BenchmarkOptions options)
        {
            AugmentOptions training = new();
            run = new AugmentRun(Known, size, training, Seed);
            steps = new AugmentSteps(run.Network, training, Seed, DataParallel.None);
            batch = TrainLoader(images, options).Draw(0, 0);
            run.Network.train();
        }

        public override void Step() => steps.Take(batch, batch.Count, dropPath: null, LearningRate, tally);

        public override void Dispose()
        {
            batch.Dispose();
            steps.Dispose();
            run.Dispose();
        }
    }

    private sealed class Evaluate : Workload
    {
        private readonly AugmentNetwork network;
        private readonly Batch batch;

        public Evaluate(ImageSet images, NetworkOptions size, BenchmarkOptions options)
        {
            network = new AugmentNetwork(Known, size, Seed);
            batch = TrainLoader(images, options).Draw(0, 0);
        }

        public override void Step() => network.Logits(batch.Images).Dispose();

        public override void Dispose()
        {
            batch.Dispose();
            network.Dispose();
        }
    }

    // Epoch after epoch; photographs go through the transforms of photographs.
    private sealed class Loader : Workload
    {
        private readonly IEnumerator<Batch> batches;

        public Loader(IImageSource images, BenchmarkOptions options)
        {
            BatchLoader loader = new Preprocessing { Threads = options.LoaderThreads }.TrainLoader(
                images,
                images.HoldsPhotographs ? Stem.ImageNet : Stem.Cifar,
                options.BatchSize,
                Seed
            );
            batches = Enumerable.Range(0, int.MaxValue).SelectMany(epoch => loader.Epoch(epoch)).GetEnumerator();
        }

        public override void Step()
        {
            batches.MoveNext();
            batches.Current.Dispose();
        }

        public override void Dispose() => batches.Dispose();
    }
}
