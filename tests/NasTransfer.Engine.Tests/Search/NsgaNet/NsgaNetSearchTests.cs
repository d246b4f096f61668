using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Tests.Search.NsgaNet;

public sealed class NsgaNetSearchTests
{
    private static readonly NsgaNetOptions Short = new()
    {
        Population = 4,
        Offspring = 2,
        Generations = 3,
        Epochs = 2,
        BatchSize = 8,
        Channels = 4,
        Cells = 3,
    };

    private static readonly SearchData Data = new(
        ColouredImages.Create("train", 20, 8),
        ColouredImages.Create("validation", 12, 8)
    );

    private static readonly Lazy<SearchResult> Unbroken = new(() => new NsgaNetSearch(Short).Run(Data, 2));

    private CheckpointFile file = null!;

    [SetUp]
    public void CreateFile() => file = new(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.checkpoint"));

    [TearDown]
    public void DeleteFile() => file.Delete();

    [Test]
    public void Run_OnColours_TracesEveryGenerationAndCountsItsCost()
    {
        SearchResult result = Unbroken.Value;
        NsgaNetDetails details = DetailsOf(result);
        Assert.Multiple(() =>
        {
            Assert.That(result.Method, Is.EqualTo("NSGANet"));
            Assert.That(result.Trace.Select(epoch => epoch.Epoch), Is.EqualTo((int[])[0, 1, 2]));
            Assert.That(result.Trace.Select(epoch => epoch.Values["evaluations"]), Is.EqualTo((double[])[4, 6, 8]));
            Assert.That(result.Trace.Select(epoch => epoch.Values["best-error"]), Is.Ordered.Descending);
            Assert.That(result.Trace.Select(epoch => epoch.Values["hypervolume"]), Is.All.InRange(0, 1));
            Assert.That(SearchSpace.Contains(result.Genotype), Is.True);
            Assert.That(result.Genotype, Is.EqualTo(result.Trace[^1].Genotype));
            Assert.That(result.Cost.ForwardBackwardImages, Is.EqualTo(details.Trainings * 2 * 20));
            Assert.That(
                result.Cost.ForwardImages,
                Is.EqualTo(details.Trainings * 12),
                "tested once, after the last epoch"
            );
            Assert.That(result.Trace[^1].Cost, Is.EqualTo(result.Cost));
        });
    }

    [Test]
    public void Run_OnColours_LeavesItsFrontAndChoiceInTheDetails()
    {
        SearchResult result = Unbroken.Value;
        NsgaNetDetails details = DetailsOf(result);
        Assert.Multiple(() =>
        {
            Assert.That(details.Options, Is.EqualTo(Short));
            Assert.That(details.Evaluations, Is.EqualTo(8));
            Assert.That(details.Trainings, Is.LessThanOrEqualTo(8));
            Assert.That(details.Population, Has.Length.EqualTo(4));
            Assert.That(details.Front, Is.SubsetOf(details.Population));
            Assert.That(details.Choice.Genotype, Is.EqualTo(result.Genotype));
            Assert.That(details.Choice, Is.EqualTo(details.Front[0]));
            Assert.That(details.Choice.Error, Is.EqualTo(details.Population.Min(one => one.Error)));
            Assert.That(details.Front.Select(one => one.Error), Is.Ordered);
            Assert.That(details.Front.Select(one => one.Macs), Is.Ordered.Descending);
        });
    }

    [Test]
    public void Run_OfEachIndividual_IsAnAugmentRunAtTheTrainingSeed()
    {
        NsgaNetOptions options = Short with { TrainingSeed = 5, Generations = 1 };
        NsgaNetIndividual individual = DetailsOf(new NsgaNetSearch(options).Run(Data, 2)).Population[^1];
        var network = new NetworkOptions
        {
            Channels = 4,
            Cells = 3,
            Classes = 3,
        };
        using var run = new AugmentRun(individual.Genotype, network, new() { Epochs = 2, BatchSize = 8 }, seed: 5);
        AugmentResult result = run.Run(Data.Train, Data.Validation);
        Assert.Multiple(() =>
        {
            Assert.That(individual.Error, Is.EqualTo(100 - result.Top1Last));
            Assert.That(individual.Macs, Is.EqualTo(result.Macs));
        });
    }

    [Test]
    public void Run_TwiceWithOneSeed_IsTheSameInEveryFigure()
    {
        SearchResult first = Unbroken.Value;
        SearchResult second = new NsgaNetSearch(Short).Run(Data, 2);
        SearchResult other = new NsgaNetSearch(Short).Run(Data, 3);
        Assert.Multiple(() =>
        {
            AssertSame(second, first);
            Assert.That(DetailsOf(other).Population, Is.Not.EquivalentTo(DetailsOf(first).Population));
        });
    }

    // Each training has 2 × 3 steps: killed in the initial population, and in the middle of the last generation.
    [TestCase(7)]
    [TestCase(40)]
    public void Run_KilledAndResumed_GivesTheFiguresOfAnUnbrokenOne(long killAt)
    {
        using var kill = new CancellationTokenSource();
        var killer = new Progress(report =>
        {
            if (report.Step == killAt)
            {
                kill.Cancel();
            }
        });
        Assert.That(
            () => new NsgaNetSearch(Short).Run(Data, 2, killer, file, kill.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        long firstStep = 0;
        SearchResult resumed = new NsgaNetSearch(Short).Run(
            Data,
            2,
            new Progress(report => firstStep = firstStep == 0 ? report.Step : firstStep),
            file
        );
        Assert.Multiple(() =>
        {
            AssertSame(resumed, Unbroken.Value);
            Assert.That(firstStep, Is.EqualTo(killAt / 6 * 6 + 1), "what was trained before is not trained again");
        });
    }

    [Test]
    public void Run_FromAFinishedCheckpoint_TrainsNothing()
    {
        SearchResult first = new NsgaNetSearch(Short).Run(Data, 2, checkpoint: file);
        int reports = 0;
        SearchResult second = new NsgaNetSearch(Short).Run(Data, 2, new Progress(_ => reports++), file);
        Assert.Multiple(() =>
        {
            AssertSame(second, first);
            Assert.That(reports, Is.Zero);
        });
    }

    [Test]
    public void Run_OverTime_ReportsEveryStepAndEveryGeneration()
    {
        var reports = new List<SearchProgress>();
        SearchResult result = new NsgaNetSearch(Short).Run(Data, 2, new Progress(reports.Add));
        Assert.Multiple(() =>
        {
            Assert.That(reports.Count(report => report.Trace is null), Is.EqualTo(6 * DetailsOf(result).Trainings));
            Assert.That(reports.Select(report => report.Trace).OfType<SearchEpoch>(), Is.EqualTo(result.Trace));
            Assert.That(reports.Select(report => report.Steps), Is.All.EqualTo(6 * 8));
            Assert.That(reports[^1], Has.Property(nameof(SearchProgress.Step)).EqualTo(6 * 8));
        });
    }

    [Test]
    public void Train_OfEachVariant_ChangesWhatItShouldChange()
    {
        var data = new SearchData(ColouredImages.Create("train", 40, 8), ColouredImages.Create("validation", 90, 8));
        NsgaNetOptions longer = Short with { Epochs = 4 };
        Fitness FitnessOf(NsgaNetOptions options) =>
            new IndividualTraining(options, data).Train(PublishedGenotypes.DartsV2, 0, null, default).Fitness;
        Fitness plain = FitnessOf(longer);
        // At half the side a convolution has a quarter of the work; the classifier's 64 · 3 stay.
        double half = (plain.Macs - 192) / 4 + 192;
        Assert.Multiple(() =>
        {
            Assert.That(FitnessOf(longer), Is.EqualTo(plain));
            Assert.That(
                FitnessOf(longer with { TrainOrder = NsgaNetTrainOrder.AsPublished }).Error,
                Is.Not.EqualTo(plain.Error)
            );
            Assert.That(
                FitnessOf(longer with { PoolBatchNorm = PoolBatchNorm.Never }).Error,
                Is.Not.EqualTo(plain.Error)
            );
            Assert.That(FitnessOf(longer with { TrainingSeed = 1 }).Error, Is.Not.EqualTo(plain.Error));
            Assert.That(FitnessOf(longer with { MacsImageSize = 4 }), Is.EqualTo(plain with { Macs = half }));
        });
    }

    [Test]
    public void Train_ThatDiverges_CountsAsAllWrong()
    {
        NsgaNetOptions wild = Short with { LearningRate = 1e30, GradientClip = 1e30 };
        TrainedIndividual individual = new IndividualTraining(wild, Data).Train(
            PublishedGenotypes.DartsV2,
            0,
            null,
            default
        );
        Assert.Multiple(() =>
        {
            Assert.That(individual.Fitness.Error, Is.EqualTo(100));
            Assert.That(individual.Cost.ForwardImages, Is.Zero);
        });
    }

    [Test]
    public void Run_ByLooseEnds_SearchesTheOriginalsCells()
    {
        NsgaNetOptions options = Short with { Concat = ConcatRule.LooseEnds, Generations = 1, Epochs = 1 };
        NsgaNetDetails details = DetailsOf(new NsgaNetSearch(options).Run(Data, 2));
        Assert.Multiple(() =>
        {
            Assert.That(
                details.Population.All(one => ConcatRule.LooseEnds.Apply(one.Genotype) == one.Genotype),
                Is.True
            );
            Assert.That(details.Population.Any(one => !SearchSpace.Contains(one.Genotype)), Is.True);
        });
    }

    [Test]
    public void Run_WhenCancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(
            () => new NsgaNetSearch(Short).Run(Data, 2, cancellation: source.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public void Run_OnImagesThatDoNotHalve_SaysSo()
    {
        ImageSet odd = ColouredImages.Create("odd", 20, 6);
        Assert.That(
            () => new NsgaNetSearch(Short).Run(new SearchData(odd, odd), 2),
            Throws.TypeOf<BadInputException>().With.Message.Contains("6 px")
        );
    }

    [TestCase("population")]
    [TestCase("offspring")]
    [TestCase("generations")]
    [TestCase("mutation-eta")]
    [TestCase("mutation-probability")]
    [TestCase("max-matings")]
    [TestCase("macs-image-size")]
    [TestCase("epochs")]
    [TestCase("batch")]
    [TestCase("channels")]
    [TestCase("cells")]
    [TestCase("lr")]
    [TestCase("momentum")]
    [TestCase("weight-decay")]
    [TestCase("grad-clip")]
    public void Constructor_WithAValueOutOfRange_NamesTheOption(string option)
    {
        NsgaNetOptions options = option switch
        {
            "population" => Short with { Population = 1 },
            "offspring" => Short with { Offspring = 0 },
            "generations" => Short with { Generations = 0 },
            "mutation-eta" => Short with { MutationEta = -1 },
            "mutation-probability" => Short with { MutationProbability = 1.5 },
            "max-matings" => Short with { MaximumMatings = 0 },
            "macs-image-size" => Short with { MacsImageSize = 0 },
            "epochs" => Short with { Epochs = 0 },
            "batch" => Short with { BatchSize = 1 },
            "channels" => Short with { Channels = 0 },
            "cells" => Short with { Cells = 0 },
            "lr" => Short with { LearningRate = double.NaN },
            "momentum" => Short with { Momentum = 1 },
            "weight-decay" => Short with { WeightDecay = -1 },
            _ => Short with { GradientClip = 0 },
        };
        Assert.That(
            () => new NsgaNetSearch(options),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith($"{option} is ")
        );
    }

    private static NsgaNetDetails DetailsOf(SearchResult result) => NsgaNetDetails.FromJson(result.Details!.Value);

    private static void AssertSame(SearchResult one, SearchResult other)
    {
        Assert.That(one.Genotype, Is.EqualTo(other.Genotype));
        Assert.That(one.Cost, Is.EqualTo(other.Cost));
        Assert.That(one.Details!.Value.GetRawText(), Is.EqualTo(other.Details!.Value.GetRawText()));
        Assert.That(one.Trace, Has.Length.EqualTo(other.Trace.Length));
        foreach (var (epoch, same) in one.Trace.Zip(other.Trace))
        {
            Assert.That(epoch.Values, Is.EqualTo(same.Values));
            Assert.That(epoch.Genotype, Is.EqualTo(same.Genotype));
        }
    }

    private sealed class Progress(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}
