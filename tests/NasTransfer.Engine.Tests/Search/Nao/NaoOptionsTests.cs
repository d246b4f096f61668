using NasTransfer.Engine.Search.Nao;

namespace NasTransfer.Engine.Tests.Search.Nao;

public sealed class NaoOptionsTests
{
    private static readonly (string Name, Func<NaoOptions, NaoOptions> Wrong)[] Wrong =
    [
        ("epochs", options => options with { Epochs = 0 }),
        ("evaluate-every", options => options with { EvaluateEvery = 0 }),
        ("batch", options => options with { BatchSize = 1 }),
        ("evaluation-batch", options => options with { EvaluationBatchSize = 1 }),
        ("channels", options => options with { Channels = 0 }),
        ("cells", options => options with { Cells = 0 }),
        ("lr", options => options with { LearningRate = 0 }),
        ("min-lr", options => options with { MinimumLearningRate = 0.03 }),
        ("momentum", options => options with { Momentum = 1 }),
        ("weight-decay", options => options with { WeightDecay = -1 }),
        ("grad-clip", options => options with { GradientClip = 0 }),
        ("pool", options => options with { PoolSize = 1 }),
        ("new-per-round", options => options with { NewPerRound = 0 }),
        ("new-per-round", options => options with { NewPerRound = 600 }),
        ("new-per-round", options => options with { RandomPerRound = 300 }),
        ("random-per-round", options => options with { RandomPerRound = -1 }),
        ("seeds", options => options with { Seeds = 0 }),
        ("max-step", options => options with { MaximumStep = 0 }),
        ("hidden", options => options with { HiddenSize = 0 }),
        ("hidden", options => options with { HiddenSize = 33 }),
        ("predictor-layers", options => options with { PredictorLayers = -1 }),
        ("predictor-width", options => options with { PredictorWidth = 0 }),
        ("predictor-dropout", options => options with { PredictorDropout = 1 }),
        ("predictor-epochs", options => options with { PredictorEpochs = 0 }),
        ("predictor-batch", options => options with { PredictorBatchSize = 0 }),
        ("predictor-lr", options => options with { PredictorLearningRate = double.NaN }),
        ("predictor-weight-decay", options => options with { PredictorWeightDecay = -1 }),
        ("predictor-grad-clip", options => options with { PredictorGradientClip = 0 }),
        ("predictor-weight", options => options with { PredictorWeight = 1.1 }),
        ("expansion", options => options with { Expansion = 0 }),
        ("finalists", options => options with { Finalists = 601 }),
        ("finalists", options => options with { Finalists = -1 }),
        ("finalist-epochs", options => options with { FinalistEpochs = 0 }),
    ];

    [Test]
    public void Constructor_WithTheDefaults_TakesThem() =>
        Assert.That(new NaoSearch(new NaoOptions()).Options, Is.EqualTo(new NaoOptions()));

    [Test]
    public void Constructor_WhereAllAreKept_LetsNewOnesOutnumberThePool() =>
        Assert.That(
            () => new NaoSearch(new NaoOptions { PoolUpdate = NaoPoolUpdate.KeepAll, NewPerRound = 700 }),
            Throws.Nothing
        );

    [TestCaseSource(nameof(Names))]
    public void Constructor_WithAValueOutOfRange_NamesTheOption(int index)
    {
        var (name, wrong) = Wrong[index];
        Assert.That(
            () => new NaoSearch(wrong(new NaoOptions())),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith($"{name} is ")
        );
    }

    private static IEnumerable<TestCaseData> Names() =>
        Wrong.Select((entry, index) => new TestCaseData(index).SetArgDisplayNames($"{entry.Name} {index}"));
}
