using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>The unit of the accuracy in a reward.</summary>
public enum RewardScale
{
    /// <summary>0 to 1 (the original).</summary>
    Fraction,

    /// <summary>
    /// 0 to 100, as in a published PyTorch port: against it the entropy term is a hundred times weaker and the gradient a
    /// hundred times larger. For fidelity runs only.
    /// </summary>
    Percent,
}

/// <summary>Where the moving average of rewards starts.</summary>
public enum BaselineStart
{
    /// <summary>From 0 (the original).</summary>
    Zero,

    /// <summary>From the first reward (the PyTorch port).</summary>
    FirstReward,
}

/// <summary>A prior of the controller for the two separable convolutions.</summary>
public enum OperationBias
{
    /// <summary>None: all operations start alike.</summary>
    None,

    /// <summary>
    /// As in the original code, which made it for its five operations: the learned bias starts at 10 for the separable
    /// convolutions, and in the normal cell their logits get 0.25 more, all others 0.25 less.
    /// </summary>
    SeparableConvolutions,
}

/// <summary>How the final architecture is chosen among the last samples.</summary>
public enum FinalAssessment
{
    /// <summary>By its accuracy on the whole validation part.</summary>
    WholeValidation,

    /// <summary>By its accuracy on one batch, as in the original's log.</summary>
    OneBatch,
}

/// <summary>What the shared weights start from.</summary>
public enum ChildInitialisation
{
    /// <summary>N(0, 2/fan_in) (the original).</summary>
    HeNormal,

    /// <summary>U(−1/√fan_in, 1/√fan_in): what every other network here starts from.</summary>
    Uniform,
}

/// <summary>
/// ENAS micro search; the defaults are the published budget (Pham et al., ICML 2018, and its authors' code for CIFAR-10) in
/// the common search space.
/// </summary>
public sealed record EnasOptions : ISearchOptions
{
    private const string Original = "ENAS code, CIFAR-10 micro search";

    // enas-pytorch, a widely used port.
    private const string Port = "the PyTorch port";

    [Option("epochs", "Passes over the training images.", Original, Unit = "epochs", Least = 1)]
    public int Epochs { get; init; } = 150;

    [Option(
        "batch",
        "Images a child step.",
        Original,
        Unit = "images",
        Least = 2,
        Because = "batch normalisation needs two images"
    )]
    public int BatchSize { get; init; } = 160;

    [Option("channels", "C of the supernet.", Original, Unit = "channels", Least = 1)]
    public int Channels { get; init; } = 20;

    [Option(
        "cells",
        "L of the supernet.",
        Original + ": six normal and two reduction cells",
        Unit = "cells",
        Least = 1
    )]
    public int Cells { get; init; } = 8;

    [Option("stem", "What stands before the first cell.", Original)]
    public Stem Stem { get; init; } = Stem.Cifar;

    [Option("pool-bn", "Where a pool is followed by batch normalisation.", "pt.darts: one search space for all")]
    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    [Option("initialisation", "What the shared weights start from.", Original)]
    public ChildInitialisation Initialisation { get; init; } = ChildInitialisation.HeNormal;

    [Option("lr", "Learning rate of the child (SGD) at each restart.", Original, Above = 0)]
    public double LearningRate { get; init; } = 0.05;

    [Option("min-lr", "Rate that each period of the child falls towards.", Original, Least = 0)]
    public double MinimumLearningRate { get; init; } = 0.0005;

    [Option("restart-period", "Epochs to the first restart.", Original, Unit = "epochs", Least = 1)]
    public int RestartPeriod { get; init; } = 10;

    [Option(
        "restart-multiplier",
        "How many times as long each period is as the one before.",
        Original + ": 10 + 20 + 40 + 80 = 150 epochs",
        Least = 1
    )]
    public int RestartMultiplier { get; init; } = 2;

    [Option("momentum", "Momentum of the child.", Original, Least = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    [Option("nesterov", "Nesterov's momentum.", Original + "; " + Port + ": false")]
    public bool Nesterov { get; init; } = true;

    [Option(
        "weight-decay",
        "L2 of all shared weights, added to the gradient, on the path or not.",
        Original + ", whose loss holds 1e-4·Σw² without the ½; " + Port + ": 1e-4",
        Least = 0
    )]
    public double WeightDecay { get; init; } = 2e-4;

    [Option(
        "grad-clip",
        "Largest global L2 norm of the child's gradient.",
        Original + ": sets 5, but throws the clipped gradient away",
        Above = 0
    )]
    public double? GradientClip { get; init; }

    [Option(
        "classifier-dropout",
        "Share of the features before the classifier that a child step drops; never in a reward.",
        "this project: off; the original code: 0.1, in rewards as well",
        Least = 0,
        Below = 1
    )]
    public double ClassifierDropout { get; init; }

    [Option(
        "controller-updates",
        "Adam steps of the controller an epoch.",
        Original + "; " + Port + ": 300",
        Unit = "steps",
        Least = 1
    )]
    public int ControllerUpdates { get; init; } = 30;

    [Option(
        "samples-per-update",
        "Architectures whose gradients make one controller step.",
        Original + "; " + Port + ": 1",
        Unit = "architectures",
        Least = 1
    )]
    public int SamplesPerUpdate { get; init; } = 10;

    [Option(
        "reward-batch",
        "Images of a reward, drawn anew for each.",
        Original,
        Unit = "images",
        Least = 2,
        Because = "rewards use batch statistics"
    )]
    public int RewardBatchSize { get; init; } = 160;

    [Option("controller-lr", "Learning rate of the controller (Adam).", Original, Above = 0)]
    public double ControllerLearningRate { get; init; } = 0.0035;

    [Option(
        "controller-beta1",
        "First decay rate of the controller's Adam.",
        Original + "; " + Port + ": 0.1",
        Least = 0,
        Below = 1
    )]
    public double ControllerBeta1 { get; init; }

    [Option("controller-beta2", "Second decay rate of the controller's Adam.", Original, Least = 0, Below = 1)]
    public double ControllerBeta2 { get; init; } = 0.999;

    [Option("controller-epsilon", "Epsilon of the controller's Adam.", Original, Above = 0)]
    public double ControllerEpsilon { get; init; } = 1e-3;

    [Option(
        "entropy-weight",
        "Weight of an architecture's summed entropy (in nats) in its reward.",
        Original,
        Least = 0
    )]
    public double EntropyWeight { get; init; } = 1e-4;

    [Option("reward-scale", "Unit of the accuracy in a reward.", Original + "; " + Port + ": percent")]
    public RewardScale RewardScale { get; init; } = RewardScale.Fraction;

    [Option("baseline-decay", "Share of the old baseline that a reward leaves.", Original, Least = 0, Below = 1)]
    public double BaselineDecay { get; init; } = 0.99;

    [Option("baseline-start", "Where the moving average of rewards starts.", Original + "; " + Port + ": first-reward")]
    public BaselineStart BaselineStart { get; init; } = BaselineStart.Zero;

    [Option("temperature", "Divides the logits.", Original + "; " + Port + ": 5", Above = 0)]
    public double? Temperature { get; init; }

    [Option(
        "tanh-constant",
        "c: logits of predecessors become c·tanh(logit); off leaves all logits as they are.",
        Original,
        Above = 0
    )]
    public double? TanhConstant { get; init; } = 1.10;

    [Option("op-tanh-reduction", "r: logits of operations become (c/r)·tanh(logit).", Original, Above = 0)]
    public double OperationTanhReduction { get; init; } = 2.5;

    [Option(
        "op-bias",
        "A prior of the controller for the two separable convolutions.",
        "this project: none; the original code: separable-convolutions"
    )]
    public OperationBias OperationBias { get; init; } = OperationBias.None;

    [Option(
        "trace-samples",
        "Architectures sampled after each epoch but the last and judged on one batch each; the best stands in the trace.",
        Original,
        Unit = "architectures",
        Least = 1
    )]
    public int TraceSamples { get; init; } = 10;

    [Option(
        "final-samples",
        "Architectures sampled at the end, of which the best is the result.",
        Original,
        Unit = "architectures",
        Least = 1
    )]
    public int FinalSamples { get; init; } = 10;

    [Option(
        "final-assessment",
        "What the last samples are judged on.",
        "this project; the original code: one-batch, in its log"
    )]
    public FinalAssessment FinalAssessment { get; init; } = FinalAssessment.WholeValidation;

    public IEnumerable<string> Conflicts() =>
        MinimumLearningRate <= LearningRate
            ? []
            : [FormattableString.Invariant($"min-lr is {MinimumLearningRate}; it must be between 0 and lr")];

    public ISearch CreateSearch() => new EnasSearch(this);
}
