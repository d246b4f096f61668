using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;

namespace NasTransfer.Engine.Tests.Search.Darts;

public sealed class DartsSearchTests
{
    private static readonly DartsOptions Short = new()
    {
        Epochs = 2,
        BatchSize = 8,
        Channels = 4,
        Cells = 3,
        AlphaLearningRate = 0.01,
    };

    private static readonly SearchData Data = new(
        ColouredImages.Create("train", 20, 8),
        ColouredImages.Create("validation", 12, 8)
    );

    [TestCase(DartsOrder.First, 2 * (20 + 3 * 8))]
    [TestCase(DartsOrder.Second, 2 * (4 * 20 + 3 * 8))]
    public void Run_InEitherOrder_TracesEveryEpochAndCountsItsCost(DartsOrder order, long passes)
    {
        SearchResult result = new DartsSearch(Short with { Order = order }).Run(Data, 2);
        Assert.Multiple(() =>
        {
            Assert.That(result.Method, Is.EqualTo("DARTS"));
            Assert.That(result.Trace, Has.Length.EqualTo(2));
            Assert.That(result.Genotype, Is.EqualTo(result.Trace[^1].Genotype));
            Assert.That(SearchSpace.Contains(result.Genotype), Is.True);
            Assert.That(result.Cost.ForwardBackwardImages, Is.EqualTo(passes));
            double macs = SupernetCost.Of(4, 3, 3, Stem.Cifar, 8).Macs;
            Assert.That(result.Cost.Macs, Is.EqualTo(3.0 * passes * macs));
            Assert.That(result.Trace[0].Values["train-loss"], Is.InRange(0.1, 3));
            Assert.That(result.Trace[0].Values["validation-loss"], Is.InRange(0.1, 3));
        });
    }

    [Test]
    public void Run_TwiceWithOneSeed_IsTheSameInEveryFigure()
    {
        SearchResult first = new DartsSearch(Short).Run(Data, 2);
        SearchResult second = new DartsSearch(Short).Run(Data, 2);
        SearchResult other = new DartsSearch(Short).Run(Data, 3);
        Assert.Multiple(() =>
        {
            for (int epoch = 0; epoch < Short.Epochs; epoch++)
            {
                Assert.That(second.Trace[epoch].Values, Is.EqualTo(first.Trace[epoch].Values));
                Assert.That(second.Trace[epoch].Genotype, Is.EqualTo(first.Trace[epoch].Genotype));
            }

            Assert.That(other.Trace[0].Values["train-loss"], Is.Not.EqualTo(first.Trace[0].Values["train-loss"]));
        });
    }

    [Test]
    public void Run_OfEachVariant_ChangesWhatItShouldChange()
    {
        double Loss(DartsOptions options) => new DartsSearch(options).Run(Data, 2).Trace[^1].Values["train-loss"];
        double exact = Loss(Short);
        Assert.Multiple(() =>
        {
            Assert.That(Loss(Short with { Order = DartsOrder.First }), Is.Not.EqualTo(exact));
            Assert.That(Loss(Short with { Hessian = DartsHessian.AsPublished }), Is.Not.EqualTo(exact));
            Assert.That(Loss(Short with { PoolBatchNorm = PoolBatchNorm.Never }), Is.Not.EqualTo(exact));
            Assert.That(Loss(Short with { Derivation = DartsDerivation.RawAlpha }), Is.EqualTo(exact));
        });
    }

    [Test]
    public void Run_OverTime_ReportsEveryStep()
    {
        var reports = new List<SearchProgress>();
        new DartsSearch(Short with { Order = DartsOrder.First }).Run(Data, 2, new Collector<SearchProgress>(reports));
        Assert.Multiple(() =>
        {
            Assert.That(reports.Count(report => report.Trace is null), Is.EqualTo(6));
            Assert.That(reports.Count(report => report.Trace is not null), Is.EqualTo(2));
            Assert.That(reports[^1], Has.Property(nameof(SearchProgress.Step)).EqualTo(6));
            Assert.That(reports.Select(report => report.Steps).Distinct(), Is.EqualTo((long[])[6]));
        });
    }

    [Test]
    public void Run_WhenCancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(
            () => new DartsSearch(Short).Run(Data, 2, cancellation: source.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [TestCase("epochs")]
    [TestCase("batch")]
    [TestCase("channels")]
    [TestCase("min-lr")]
    [TestCase("skip-limit")]
    public void Constructor_WithAValueOutOfRange_NamesTheOption(string option)
    {
        DartsOptions options = option switch
        {
            "epochs" => Short with { Epochs = -1 },
            "batch" => Short with { BatchSize = 0 },
            "channels" => Short with { Channels = 0 },
            "min-lr" => Short with { MinimumLearningRate = 1 },
            _ => Short with { SkipLimit = -1 },
        };
        Assert.That(
            () => new DartsSearch(options),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith($"{option} is ")
        );
    }

    private sealed class Collector<T>(List<T> reports) : IProgress<T>
    {
        public void Report(T value) => reports.Add(value);
    }
}
