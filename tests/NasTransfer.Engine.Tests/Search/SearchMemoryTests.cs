using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Search.NsgaNet;

namespace NasTransfer.Engine.Tests.Search;

/// <summary>Whole searches of some 500 steps and more: what an epoch makes is gone after it.</summary>
[TestFixture]
public sealed class SearchMemoryTests
{
    private static readonly SearchData Data = new(
        ColouredImages.Create("train", 24, 8),
        ColouredImages.Create("validation", 24, 8)
    );

    private static IEnumerable<TestCaseData> Searches =>
        [
            new TestCaseData(Darts(DartsOrder.First)).SetArgDisplayNames("DARTS, first order"),
            new TestCaseData(Darts(DartsOrder.Second)).SetArgDisplayNames("DARTS, second order"),
            new TestCaseData(
                new EnasOptions
                {
                    Epochs = 25,
                    BatchSize = 4,
                    Channels = 2,
                    Cells = 3,
                    ControllerUpdates = 15,
                    SamplesPerUpdate = 2,
                    RewardBatchSize = 4,
                    TraceSamples = 2,
                    FinalSamples = 2,
                }
            ).SetArgDisplayNames("ENAS"),
            new TestCaseData(
                new NaoOptions
                {
                    Epochs = 90,
                    EvaluateEvery = 5,
                    BatchSize = 4,
                    EvaluationBatchSize = 8,
                    Channels = 2,
                    Cells = 3,
                    PoolSize = 8,
                    NewPerRound = 2,
                    Seeds = 4,
                    HiddenSize = 8,
                    PredictorWidth = 8,
                    PredictorEpochs = 10,
                    PredictorBatchSize = 4,
                }
            ).SetArgDisplayNames("NAO"),
            new TestCaseData(
                new NsgaNetOptions
                {
                    Population = 6,
                    Offspring = 4,
                    Generations = 22,
                    Epochs = 1,
                    BatchSize = 4,
                    Channels = 16,
                    Cells = 3,
                }
            ).SetArgDisplayNames("NSGA-Net"),
        ];

    [TestCaseSource(nameof(Searches))]
    public void Run_OverTime_LeavesNoTensorAndNoMemoryBehind(ISearchOptions options)
    {
        var epochs = new EpochMemory();
        options.CreateSearch().Run(Data, 1, epochs);
        int warm = epochs.Tensors.Count / 5;
        Assert.Multiple(() =>
        {
            Assert.That(epochs.Steps, Is.GreaterThanOrEqualTo(500));
            // TorchSharp counts a parameter twice and takes it away once, so networks that come and go add up.
            if (options is not NsgaNetOptions)
            {
                Assert.That(epochs.Tensors[^1], Is.EqualTo(epochs.Tensors[warm]));
            }

            // The collector and the compiler take a few megabytes on the way.
            Assert.That(epochs.Memory[^1] - epochs.Memory[warm], Is.LessThan(16L << 20));
        });
    }

    private static DartsOptions Darts(DartsOrder order) =>
        new()
        {
            Epochs = 85,
            BatchSize = 4,
            Channels = 2,
            Cells = 3,
            Order = order,
        };

    /// <summary>Tensors and resident bytes at the end of every epoch.</summary>
    private sealed class EpochMemory : IProgress<SearchProgress>
    {
        public List<long> Tensors { get; } = [];

        public List<long> Memory { get; } = [];

        public long Steps { get; private set; }

        public void Report(SearchProgress value)
        {
            Steps = value.Step;
            if (value.Trace is not null)
            {
                Tensors.Add(LiveTensors.Count());
                Memory.Add(Environment.WorkingSet);
            }
        }
    }
}
