using System.Text.Json;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Tests.Search.Nao;

public sealed class NaoSearchTests
{
    // Rounds after epochs 2 and 4, a last evaluation after 5.
    private static readonly NaoOptions Short = new()
    {
        Epochs = 5,
        EvaluateEvery = 2,
        BatchSize = 8,
        EvaluationBatchSize = 10,
        Channels = 4,
        Cells = 3,
        PoolSize = 8,
        NewPerRound = 3,
        Seeds = 4,
        HiddenSize = 8,
        PredictorWidth = 8,
        PredictorEpochs = 4,
        PredictorBatchSize = 4,
        PredictorLearningRate = 0.02,
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
    public void Run_ByDefault_TracesEveryEpochAndCountsItsCost()
    {
        SearchResult result = new NaoSearch(Short).Run(Data, 2);
        Assert.Multiple(() =>
        {
            Assert.That(result.Method, Is.EqualTo("NAO"));
            Assert.That(result.Trace, Has.Length.EqualTo(5));
            Assert.That(result.Genotype, Is.EqualTo(result.Trace[^1].Genotype));
            Assert.That(SearchSpace.Contains(result.Genotype), Is.True);
            Assert.That(result.Cost.ForwardBackwardImages, Is.EqualTo(5 * 20));
            // Three evaluations of eight architectures, ten images each.
            Assert.That(result.Cost.ForwardImages, Is.EqualTo(3 * 8 * 10));
            Assert.That(result.Trace.Select(epoch => epoch.Values["train-loss"]), Is.All.InRange(0.1, 3));
            Assert.That(Evaluated(result), Is.EqualTo((int[])[1, 3, 4]));
            Assert.That(
                result.Trace.Where(epoch => epoch.Values.ContainsKey("new")).Select(epoch => epoch.Epoch),
                Is.EqualTo((int[])[1, 3])
            );
            Assert.That(result.Trace[^1].Cost, Is.EqualTo(result.Cost));
        });
    }

    [Test]
    public void Run_WithAPoolOfEquallyLargeArchitectures_CountsTheirMacs()
    {
        SearchResult result = new NaoSearch(Short with { Epochs = 1 }).Run(Data, 2);
        double[] macs =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(i => SamplingLaw.Sample(new CounterRandom(9, "macs", index: i)))
                .Select(genotype => (double)NetworkCost.Of(genotype, Size, 8).Macs),
        ];
        double passes = 3 * result.Cost.ForwardBackwardImages + result.Cost.ForwardImages;
        Assert.That(result.Cost.Macs / passes, Is.InRange(macs.Min(), macs.Max()));
    }

    [Test]
    public void Run_ByDefault_TellsWhereItsWinnerComesFrom()
    {
        SearchResult result = new NaoSearch(Short).Run(Data, 2);
        NaoDetails details = NaoDetails.FromJson(result.Details!.Value);
        Assert.Multiple(() =>
        {
            Assert.That(details.Winner.Genotype, Is.EqualTo(result.Genotype));
            Assert.That(details.Winner.Accuracy, Is.EqualTo(result.Trace[^1].Values["pool-best-top1"]));
            Assert.That(details.Best, Has.Length.EqualTo(5));
            Assert.That(details.Best.Select(item => item.Accuracy), Is.Ordered.Descending);
            Assert.That(details.Finalists, Is.Empty);
            Assert.That(details.PoolBySource.Values.Sum(), Is.EqualTo(8));
            Assert.That(details.Options, Is.EqualTo(Short));
            bool byGradient = details.Winner.Origin.Source == NaoSource.GradientStep;
            Assert.That(details.Winner.Origin.Step > 0, Is.EqualTo(byGradient));
            Assert.That(result.Details!.Value.GetRawText(), Does.Contain("\"ReplaceWorst\""));
        });
    }

    [Test]
    public void Run_TwiceWithOneSeed_IsTheSameInEveryFigure()
    {
        SearchResult first = new NaoSearch(Short).Run(Data, 2);
        SearchResult second = new NaoSearch(Short).Run(Data, 2);
        SearchResult other = new NaoSearch(Short).Run(Data, 3);
        AssertSame(second, first);
        Assert.That(other.Trace[0].Values["train-loss"], Is.Not.EqualTo(first.Trace[0].Values["train-loss"]));
        Assert.That(other.Trace[1].Values["predictor-loss"], Is.Not.EqualTo(first.Trace[1].Values["predictor-loss"]));
    }

    // 3 steps an epoch and 4 passes a round: 3 and 5 lie in epoch 2 …, 8 in the first round's predictor, 12 after it.
    [TestCase(5)]
    [TestCase(8)]
    [TestCase(12)]
    [TestCase(19)]
    public void Run_KilledAtAStep_ResumesToTheSameFigures(int killAt)
    {
        SearchResult unbroken = new NaoSearch(Short).Run(Data, 2);
        using var kill = new CancellationTokenSource();
        var progress = new Each(report =>
        {
            if (report.Step == killAt)
            {
                kill.Cancel();
            }
        });
        Assert.That(
            () => new NaoSearch(Short).Run(Data, 2, progress, file, kill.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        AssertSame(new NaoSearch(Short).Run(Data, 2, checkpoint: file), unbroken);
        // Once more: nothing is left to do but to read the result.
        AssertSame(new NaoSearch(Short).Run(Data, 2, checkpoint: file), unbroken);
    }

    [Test]
    public void Run_FromAnotherRunsCheckpoint_RefusesIt()
    {
        new NaoSearch(Short).Run(Data, 2, checkpoint: file);
        Assert.That(
            () => new NaoSearch(Short with { Seeds = 3 }).Run(Data, 2, checkpoint: file),
            Throws.TypeOf<BadInputException>().With.Message.Contains("another run")
        );
    }

    [Test]
    public void Run_WithFinalists_TrainsThemFromScratchAndTakesTheBest()
    {
        NaoOptions options = Short with { Finalists = 3, FinalistEpochs = 2 };
        SearchResult plain = new NaoSearch(Short).Run(Data, 2);
        SearchResult result = new NaoSearch(options).Run(Data, 2);
        NaoDetails details = NaoDetails.FromJson(result.Details!.Value);
        Assert.Multiple(() =>
        {
            Assert.That(details.Finalists, Has.Length.EqualTo(3));
            Assert.That(details.Finalists.Select(item => item.Top1), Is.Ordered.Descending);
            Assert.That(details.Finalists.Select(item => item.Candidate), Is.EquivalentTo(details.Best.Take(3)));
            Assert.That(result.Genotype, Is.EqualTo(details.Finalists[0].Candidate.Genotype));
            Assert.That(details.Winner, Is.EqualTo(details.Finalists[0].Candidate));
            Assert.That(result.Cost.ForwardBackwardImages - plain.Cost.ForwardBackwardImages, Is.EqualTo(3 * 2 * 20));
            Assert.That(result.Cost.ForwardImages - plain.Cost.ForwardImages, Is.EqualTo(3 * 2 * 12));
        });
    }

    [Test]
    public void Run_OfEachVariant_ChangesWhatItShouldChange()
    {
        SearchResult plain = new NaoSearch(Short).Run(Data, 2);
        double PredictorLoss(NaoOptions options) =>
            new NaoSearch(options).Run(Data, 2).Trace[1].Values["predictor-loss"];
        SearchResult bySize = new NaoSearch(Short with { Sampling = NaoSampling.ByParameters }).Run(Data, 2);
        SearchResult keepAll = new NaoSearch(Short with { PoolUpdate = NaoPoolUpdate.KeepAll, RandomPerRound = 2 }).Run(
            Data,
            2
        );
        double loss = plain.Trace[1].Values["predictor-loss"];
        Assert.Multiple(() =>
        {
            Assert.That(PredictorLoss(Short with { Symmetry = NaoSymmetry.Expanded }), Is.Not.EqualTo(loss));
            Assert.That(PredictorLoss(Short with { Initialisation = NaoInitialisation.Uniform }), Is.Not.EqualTo(loss));
            Assert.That(PredictorLoss(Short with { PoolBatchNorm = PoolBatchNorm.Never }), Is.Not.EqualTo(loss));
            // Uniform until the first round, which comes after the second epoch.
            Assert.That(bySize.Trace[1].Values, Is.EqualTo(plain.Trace[1].Values));
            Assert.That(bySize.Trace[2].Values["train-loss"], Is.Not.EqualTo(plain.Trace[2].Values["train-loss"]));
            Assert.That(plain.Trace[^1].Values["pool-size"], Is.EqualTo(8));
            double grown = 8 + 2 * 2 + keepAll.Trace[1].Values["new"] + keepAll.Trace[3].Values["new"];
            Assert.That(keepAll.Trace[^1].Values["pool-size"], Is.EqualTo(grown));
        });
    }

    // One colour for all classes: whatever the path, no accuracy but chance; and one class is always right.
    [Test]
    public void Run_WhereAllAccuraciesAreEqual_Ends()
    {
        var one = new SearchData(
            ColouredImages.Create("train", 20, 8, classes: 1),
            ColouredImages.Create("validation", 12, 8, classes: 1)
        );
        SearchResult result = new NaoSearch(Short).Run(one, 2);
        Assert.Multiple(() =>
        {
            Assert.That(result.Trace[^1].Values["pool-worst-top1"], Is.EqualTo(100));
            Assert.That(result.Trace[1].Values["predictor-pairs"], Is.EqualTo(50));
            Assert.That(result.Trace.SelectMany(epoch => epoch.Values.Values), Is.All.Matches<double>(double.IsFinite));
        });
    }

    [Test]
    public void Run_WithOneEpoch_OnlyEvaluatesTheRandomPool()
    {
        SearchResult result = new NaoSearch(Short with { Epochs = 1 }).Run(Data, 2);
        NaoDetails details = NaoDetails.FromJson(result.Details!.Value);
        Assert.Multiple(() =>
        {
            Assert.That(Evaluated(result), Is.EqualTo((int[])[0]));
            Assert.That(result.Trace[0].Values.ContainsKey("new"), Is.False);
            Assert.That(details.Winner.Origin, Is.EqualTo(NaoOrigin.InitialPool));
        });
    }

    [Test]
    public void Run_OverTime_ReportsEveryStepAndEveryPassOfThePredictor()
    {
        var reports = new List<SearchProgress>();
        new NaoSearch(Short).Run(Data, 2, new Each(reports.Add));
        Assert.Multiple(() =>
        {
            Assert.That(reports.Count(report => report.Trace is null), Is.EqualTo(5 * 3 + 2 * 4));
            Assert.That(reports.Count(report => report.Trace is not null), Is.EqualTo(5));
            Assert.That(reports.Select(report => report.Step), Is.Ordered);
            Assert.That(reports.Select(report => report.Steps).Distinct(), Is.EqualTo((long[])[23]));
            Assert.That(reports[^1].Step, Is.EqualTo(23));
        });
    }

    [Test]
    public void Run_OnImagesThatDoNotHalve_RefusesThem() =>
        Assert.That(
            () =>
                new NaoSearch(Short).Run(
                    new SearchData(ColouredImages.Create("train", 8, 6), ColouredImages.Create("validation", 8, 6)),
                    2
                ),
            Throws.TypeOf<BadInputException>().With.Message.Contains("6 px")
        );

    [Test]
    public void FromJson_OfSomethingElse_Throws() =>
        Assert.That(
            () => NaoDetails.FromJson(JsonDocument.Parse("[]").RootElement),
            Throws.InstanceOf<JsonException>()
        );

    private static NetworkOptions Size =>
        new()
        {
            Channels = 4,
            Cells = 3,
            Classes = 3,
        };

    private static int[] Evaluated(SearchResult result) =>
        [.. result.Trace.Where(epoch => epoch.Values.ContainsKey("pool-best-top1")).Select(epoch => epoch.Epoch)];

    private static void AssertSame(SearchResult result, SearchResult expected) =>
        Assert.Multiple(() =>
        {
            Assert.That(result.Genotype, Is.EqualTo(expected.Genotype));
            Assert.That(result.Cost, Is.EqualTo(expected.Cost));
            Assert.That(result.Details!.Value.GetRawText(), Is.EqualTo(expected.Details!.Value.GetRawText()));
            foreach (var (one, other) in result.Trace.Zip(expected.Trace))
            {
                Assert.That(one.Values, Is.EqualTo(other.Values));
                Assert.That(one.Genotype, Is.EqualTo(other.Genotype));
            }

            Assert.That(result.Trace, Has.Length.EqualTo(expected.Trace.Length));
        });

    private sealed class Each(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}
