using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Tests.Search.Enas;

public sealed class EnasSearchTests
{
    private static readonly EnasOptions Short = new()
    {
        Epochs = 3,
        BatchSize = 8,
        Channels = 4,
        Cells = 3,
        ControllerUpdates = 2,
        SamplesPerUpdate = 3,
        RewardBatchSize = 8,
        TraceSamples = 2,
        FinalSamples = 4,
        ClassifierDropout = 0.1,
    };

    private static readonly SearchData Data = new(
        ColouredImages.Create("train", 20, 8),
        ColouredImages.Create("validation", 12, 8)
    );

    private CheckpointFile file = null!;

    [SetUp]
    public void CreateFile() => file = new(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.checkpoint"));

    [TearDown]
    public void DeleteFile() => file.Delete();

    [Test]
    public void Run_OnImages_TracesEveryEpochAndCountsItsCost()
    {
        SearchResult result = new EnasSearch(Short).Run(Data, 2);
        var details = EnasDetails.FromJson(result.Details!.Value);
        Assert.Multiple(() =>
        {
            Assert.That(result.Method, Is.EqualTo("ENAS"));
            Assert.That(result.Trace, Has.Length.EqualTo(3));
            Assert.That(result.Genotype, Is.EqualTo(result.Trace[^1].Genotype));
            Assert.That(result.Trace.All(epoch => SearchSpace.Contains(epoch.Genotype)), Is.True);
            Assert.That(result.Cost.ForwardBackwardImages, Is.EqualTo(3 * 20));
            // Rewards, two traced epochs, and four final architectures on the whole validation part.
            Assert.That(result.Cost.ForwardImages, Is.EqualTo(3 * 2 * 3 * 8 + 2 * 2 * 8 + 4 * 12));
            Assert.That(result.Trace[^1].Cost, Is.EqualTo(result.Cost));
            Assert.That(result.Trace[0].Values["train-loss"], Is.InRange(0.1, 5));
            Assert.That(result.Trace[0].Values["reward-accuracy-mean"], Is.InRange(0, 1));
            Assert.That(result.Trace[0].Values["entropy"], Is.InRange(30, 48), "of at most 16·ln 7 + …");
            Assert.That(details.Options, Is.EqualTo(Short));
            Assert.That(details.Candidates, Has.Length.EqualTo(4));
            Assert.That(details.Candidates[details.Winner].Genotype, Is.EqualTo(result.Genotype));
            Assert.That(
                details.Candidates[details.Winner].Accuracy,
                Is.EqualTo(details.Candidates.Max(candidate => candidate.Accuracy))
            );
        });
    }

    [Test]
    public void Run_OnImages_CountsTheMacsOfThePathsThatWereTaken()
    {
        SearchCost cost = new EnasSearch(Short).Run(Data, 2).Cost;
        double images = 3.0 * cost.ForwardBackwardImages + cost.ForwardImages;
        Assert.That(cost.Macs / images, Is.InRange(Macs(Primitive.MaxPool3x3), Macs(Primitive.SepConv5x5)));

        static double Macs(Primitive primitive)
        {
            var node = new Node(new Edge(primitive, 0), new Edge(primitive, 1));
            var cell = new Cell([node, node, node, node], [2, 3, 4, 5]);
            var network = new NetworkOptions
            {
                Channels = 4,
                Cells = 3,
                Classes = 3,
            };
            return NetworkCost.Of(new Genotype(cell, cell), network, 8).Macs;
        }
    }

    [Test]
    public void Run_TwiceWithOneSeed_IsTheSameInEveryFigure()
    {
        SearchResult first = new EnasSearch(Short).Run(Data, 2);
        SearchResult second = new EnasSearch(Short).Run(Data, 2);
        SearchResult other = new EnasSearch(Short).Run(Data, 3);
        Assert.Multiple(() =>
        {
            AssertSame(second, first);
            Assert.That(other.Trace[0].Values["train-loss"], Is.Not.EqualTo(first.Trace[0].Values["train-loss"]));
            Assert.That(other.Trace[0].Values["entropy"], Is.Not.EqualTo(first.Trace[0].Values["entropy"]));
            Assert.That(other.Genotype, Is.Not.EqualTo(first.Genotype));
        });
    }

    [Test]
    public void Run_OfEachVariant_ChangesWhatItShouldChange()
    {
        SearchEpoch Run(EnasOptions options) => new EnasSearch(options).Run(Data, 2).Trace[^1];
        double Loss(EnasOptions options) => Run(options).Values["train-loss"];
        double Baseline(EnasOptions options) => Run(options).Values["baseline"];
        SearchEpoch plain = Run(Short);
        double loss = plain.Values["train-loss"];
        double baseline = plain.Values["baseline"];
        Assert.Multiple(() =>
        {
            Assert.That(Loss(Short with { Nesterov = false }), Is.Not.EqualTo(loss));
            Assert.That(Loss(Short with { GradientClip = 0.1 }), Is.Not.EqualTo(loss));
            Assert.That(Loss(Short with { ClassifierDropout = 0 }), Is.Not.EqualTo(loss));
            Assert.That(Loss(Short with { PoolBatchNorm = PoolBatchNorm.Never }), Is.Not.EqualTo(loss));
            Assert.That(Loss(Short with { Initialisation = ChildInitialisation.Uniform }), Is.Not.EqualTo(loss));
            Assert.That(
                Run(Short with { Temperature = 5 }).Values["entropy"],
                Is.GreaterThan(plain.Values["entropy"]),
                "nearer to uniform"
            );
            Assert.That(Baseline(Short with { RewardScale = RewardScale.Percent }), Is.GreaterThan(10 * baseline));
            Assert.That(Baseline(Short with { BaselineStart = BaselineStart.FirstReward }), Is.GreaterThan(baseline));
            Assert.That(
                Run(Short with { OperationBias = OperationBias.SeparableConvolutions }).Values["entropy"],
                Is.LessThan(plain.Values["entropy"] - 0.5)
            );
            Assert.That(
                new EnasSearch(Short with { FinalAssessment = FinalAssessment.OneBatch })
                    .Run(Data, 2)
                    .Cost.ForwardImages,
                Is.EqualTo(3 * 2 * 3 * 8 + 2 * 2 * 8 + 4 * 8)
            );
        });
    }

    [Test]
    public void Run_OverTime_ReportsEveryStep()
    {
        var reports = new List<SearchProgress>();
        new EnasSearch(Short).Run(Data, 2, new Collector(reports.Add));
        Assert.Multiple(() =>
        {
            Assert.That(reports.Count(report => report.Trace is null), Is.EqualTo(3 * (3 + 2)));
            Assert.That(reports.Count(report => report.Trace is not null), Is.EqualTo(3));
            Assert.That(reports.Select(report => report.Step), Is.Ordered.Ascending);
            Assert.That(reports[^1].Step, Is.EqualTo(15));
            Assert.That(reports.Select(report => report.Steps).Distinct(), Is.EqualTo((long[])[15]));
        });
    }

    // In a child step, in a controller step, and after the last epoch.
    [TestCase(7)]
    [TestCase(9)]
    [TestCase(15)]
    public void Run_KilledAndResumed_IsTheSameAsUnbroken(int killAt)
    {
        EnasOptions options = Short with { BaselineStart = BaselineStart.FirstReward };
        SearchResult unbroken = new EnasSearch(options).Run(Data, 2);
        using (var kill = new CancellationTokenSource())
        {
            var progress = new Collector(report =>
            {
                if (report.Step == killAt)
                {
                    kill.Cancel();
                }
            });
            if (killAt < 15)
            {
                Assert.That(
                    () => new EnasSearch(options).Run(Data, 2, progress, file, kill.Token),
                    Throws.InstanceOf<OperationCanceledException>()
                );
            }
            else
            {
                new EnasSearch(options).Run(Data, 2, checkpoint: file);
            }
        }

        Assert.That(File.Exists(file.Path), Is.True, "there is something to resume from");
        SearchResult resumed = new EnasSearch(options).Run(Data, 2, checkpoint: file);
        Assert.Multiple(() => AssertSame(resumed, unbroken));
    }

    [Test]
    public void Run_WithAnotherRunsCheckpoint_RefusesIt()
    {
        new EnasSearch(Short with { Epochs = 1 }).Run(Data, 2, checkpoint: file);
        Assert.That(
            () => new EnasSearch(Short with { Epochs = 1, Momentum = 0.8 }).Run(Data, 2, checkpoint: file),
            Throws.TypeOf<BadInputException>().With.Message.Contains("another run")
        );
    }

    [Test]
    public void Run_WhenCancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(
            () => new EnasSearch(Short).Run(Data, 2, cancellation: source.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public void Run_AtARateThatDiverges_SaysSo() =>
        Assert.That(
            () => new EnasSearch(Short with { LearningRate = 1e30 }).Run(Data, 2),
            Throws.TypeOf<BadInputException>().With.Message.Contains("diverged")
        );

    [Test]
    public void Run_OnImagesOfAnOddSize_NamesIt() =>
        Assert.That(
            () => new EnasSearch(Short).Run(Data with { Train = ColouredImages.Create("odd", 8, 7) }, 2),
            Throws.TypeOf<BadInputException>().With.Message.Contains("7 px")
        );

    [Test]
    public void Original_IsThePublishedBudget()
    {
        EnasOptions original = new();
        Assert.Multiple(() =>
        {
            // ALGORITHMS §3.6: 45,000 rewards; 150 epochs of 281 or 282 steps at 45,000 images.
            Assert.That(original.Epochs * original.ControllerUpdates * original.SamplesPerUpdate, Is.EqualTo(45_000));
            Assert.That(original.Epochs * (45_000 / original.BatchSize), Is.EqualTo(42_150));
            Assert.That(original, Is.EqualTo(new EnasOptions()));
        });
    }

    private static IEnumerable<TestCaseData> OutOfRange() =>
        [
            new("epochs", Short with { Epochs = 0 }),
            new("batch", Short with { BatchSize = 1 }),
            new("channels", Short with { Channels = 0 }),
            new("cells", Short with { Cells = -1 }),
            new("lr", Short with { LearningRate = 0 }),
            new("lr", Short with { LearningRate = double.NaN }),
            new("min-lr", Short with { MinimumLearningRate = 1 }),
            new("restart-period", Short with { RestartPeriod = 0 }),
            new("restart-multiplier", Short with { RestartMultiplier = 0 }),
            new("momentum", Short with { Momentum = 1 }),
            new("weight-decay", Short with { WeightDecay = -1 }),
            new("grad-clip", Short with { GradientClip = 0 }),
            new("classifier-dropout", Short with { ClassifierDropout = 1 }),
            new("controller-updates", Short with { ControllerUpdates = 0 }),
            new("samples-per-update", Short with { SamplesPerUpdate = 0 }),
            new("reward-batch", Short with { RewardBatchSize = 1 }),
            new("controller-lr", Short with { ControllerLearningRate = 0 }),
            new("controller-beta1", Short with { ControllerBeta1 = 1 }),
            new("controller-beta2", Short with { ControllerBeta2 = -0.1 }),
            new("controller-epsilon", Short with { ControllerEpsilon = 0 }),
            new("entropy-weight", Short with { EntropyWeight = -1 }),
            new("baseline-decay", Short with { BaselineDecay = 1 }),
            new("temperature", Short with { Temperature = 0 }),
            new("tanh-constant", Short with { TanhConstant = -1 }),
            new("op-tanh-reduction", Short with { OperationTanhReduction = 0 }),
            new("trace-samples", Short with { TraceSamples = 0 }),
            new("final-samples", Short with { FinalSamples = 0 }),
        ];

    [TestCaseSource(nameof(OutOfRange))]
    public void Constructor_WithAValueOutOfRange_NamesTheOption(string option, EnasOptions options) =>
        Assert.That(
            () => new EnasSearch(options),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith($"{option} is ")
        );

    private static void AssertSame(SearchResult one, SearchResult other)
    {
        Assert.That(one.Genotype, Is.EqualTo(other.Genotype));
        Assert.That(one.Cost, Is.EqualTo(other.Cost));
        Assert.That(one.Details!.Value.GetRawText(), Is.EqualTo(other.Details!.Value.GetRawText()));
        Assert.That(one.Trace, Has.Length.EqualTo(other.Trace.Length));
        foreach (var (left, right) in one.Trace.Zip(other.Trace))
        {
            Assert.That(left.Values, Is.EqualTo(right.Values));
            Assert.That(left.Genotype, Is.EqualTo(right.Genotype));
        }
    }

    private sealed class Collector(Action<SearchProgress> act) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => act(value);
    }
}
