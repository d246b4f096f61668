using NasTransfer.Engine.Networks;
using static NasTransfer.Engine.OptionCheck;

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
public sealed record EnasOptions
{
    /// <summary>The published budget: 150 epochs of 45,000 training images at batch 160, 300 rewards an epoch.</summary>
    public static EnasOptions Original { get; } = new();

    public int Epochs { get; init; } = 150;

    /// <summary>Images a child step. Original 160.</summary>
    public int BatchSize { get; init; } = 160;

    /// <summary>C of the supernet. Original 20.</summary>
    public int Channels { get; init; } = 20;

    /// <summary>L of the supernet. Original 8: six normal and two reduction cells.</summary>
    public int Cells { get; init; } = 8;

    public Stem Stem { get; init; } = Stem.Cifar;

    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    /// <summary>Shared weights. Original He normal.</summary>
    public ChildInitialisation Initialisation { get; init; } = ChildInitialisation.HeNormal;

    /// <summary>Child: the rate at each restart. Original 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Child: the rate that each period falls towards. Original 0.0005.</summary>
    public double MinimumLearningRate { get; init; } = 0.0005;

    /// <summary>T₀: epochs to the first restart. Original 10.</summary>
    public int RestartPeriod { get; init; } = 10;

    /// <summary>Each period is this many times as long as the one before. Original 2: 10 + 20 + 40 + 80 = 150 epochs.</summary>
    public int RestartMultiplier { get; init; } = 2;

    /// <summary>Child: SGD momentum. Original 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Nesterov's momentum. Original yes; the PyTorch port no.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>
    /// λ, added to the gradient. 2e-4 is the original, whose loss holds 1e-4·Σw² without the ½; the PyTorch port has 1e-4.
    /// All weights decay at every step, on the path or not, batch norm's included, as in the original.
    /// </summary>
    public double WeightDecay { get; init; } = 2e-4;

    /// <summary>
    /// Largest global L2 norm of the child's gradient; null (default) is no clipping. The original sets 5 but throws the
    /// clipped gradient away.
    /// </summary>
    public double? GradientClip { get; init; }

    /// <summary>
    /// Share of the features before the classifier that a child step drops; 0 (default) to below 1. Original 0.1, in
    /// rewards as well; here never in a reward.
    /// </summary>
    public double ClassifierDropout { get; init; }

    /// <summary>Controller: Adam steps an epoch. Original 30; the PyTorch port 300.</summary>
    public int ControllerUpdates { get; init; } = 30;

    /// <summary>Architectures whose gradients make one controller step. Original 10; the PyTorch port 1.</summary>
    public int SamplesPerUpdate { get; init; } = 10;

    /// <summary>Images of a reward, drawn anew for each. Original 160.</summary>
    public int RewardBatchSize { get; init; } = 160;

    /// <summary>Controller: Adam's rate. Original 0.0035.</summary>
    public double ControllerLearningRate { get; init; } = 0.0035;

    /// <summary>Original 0; the PyTorch port 0.1.</summary>
    public double ControllerBeta1 { get; init; }

    public double ControllerBeta2 { get; init; } = 0.999;

    /// <summary>Original 1e-3.</summary>
    public double ControllerEpsilon { get; init; } = 1e-3;

    /// <summary>Weight of an architecture's summed entropy (in nats) in its reward. Original 1e-4.</summary>
    public double EntropyWeight { get; init; } = 1e-4;

    public RewardScale RewardScale { get; init; } = RewardScale.Fraction;

    /// <summary>Share of the old baseline that a reward leaves. Original 0.99.</summary>
    public double BaselineDecay { get; init; } = 0.99;

    public BaselineStart BaselineStart { get; init; } = BaselineStart.Zero;

    /// <summary>Divides the logits; null (default, original) does not. The PyTorch port has 5.</summary>
    public double? Temperature { get; init; }

    /// <summary>c: logits of predecessors become c·tanh(logit); null leaves all logits as they are. Original 1.10.</summary>
    public double? TanhConstant { get; init; } = 1.10;

    /// <summary>r: logits of operations become (c/r)·tanh(logit). Original 2.5.</summary>
    public double OperationTanhReduction { get; init; } = 2.5;

    public OperationBias OperationBias { get; init; } = OperationBias.None;

    /// <summary>
    /// Architectures sampled after each epoch but the last and judged on one batch each; the best stands in the trace.
    /// Original 10.
    /// </summary>
    public int TraceSamples { get; init; } = 10;

    /// <summary>Architectures sampled at the end, of which the best is the result. Original 10.</summary>
    public int FinalSamples { get; init; } = 10;

    public FinalAssessment FinalAssessment { get; init; } = FinalAssessment.WholeValidation;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        Require(Epochs >= 1, "epochs", Epochs, "1 or more");
        Require(BatchSize >= 2, "batch", BatchSize, "2 or more (batch normalisation needs two images)");
        Require(Channels >= 1, "channels", Channels, "1 or more");
        Require(Cells >= 1, "cells", Cells, "1 or more");
        Require(LearningRate > 0, "lr", LearningRate, "above 0");
        Require(
            MinimumLearningRate >= 0 && MinimumLearningRate <= LearningRate,
            "min-lr",
            MinimumLearningRate,
            "between 0 and lr"
        );
        Require(RestartPeriod >= 1, "restart-period", RestartPeriod, "1 or more");
        Require(RestartMultiplier >= 1, "restart-multiplier", RestartMultiplier, "1 or more");
        Require(Momentum is >= 0 and < 1, "momentum", Momentum, "at least 0 and below 1");
        Require(WeightDecay >= 0, "weight-decay", WeightDecay, "0 or more");
        Require(GradientClip is null or > 0, "grad-clip", GradientClip ?? 0, "above 0, or left out");
        Require(ClassifierDropout is >= 0 and < 1, "classifier-dropout", ClassifierDropout, "at least 0 and below 1");
        Require(ControllerUpdates >= 1, "controller-updates", ControllerUpdates, "1 or more");
        Require(SamplesPerUpdate >= 1, "samples-per-update", SamplesPerUpdate, "1 or more");
        Require(RewardBatchSize >= 2, "reward-batch", RewardBatchSize, "2 or more (rewards use batch statistics)");
        Require(ControllerLearningRate > 0, "controller-lr", ControllerLearningRate, "above 0");
        Require(ControllerBeta1 is >= 0 and < 1, "controller-beta1", ControllerBeta1, "at least 0 and below 1");
        Require(ControllerBeta2 is >= 0 and < 1, "controller-beta2", ControllerBeta2, "at least 0 and below 1");
        Require(ControllerEpsilon > 0, "controller-epsilon", ControllerEpsilon, "above 0");
        Require(EntropyWeight >= 0, "entropy-weight", EntropyWeight, "0 or more");
        Require(BaselineDecay is >= 0 and < 1, "baseline-decay", BaselineDecay, "at least 0 and below 1");
        Require(Temperature is null or > 0, "temperature", Temperature ?? 0, "above 0, or left out");
        Require(TanhConstant is null or > 0, "tanh-constant", TanhConstant ?? 0, "above 0, or left out");
        Require(OperationTanhReduction > 0, "op-tanh-reduction", OperationTanhReduction, "above 0");
        Require(TraceSamples >= 1, "trace-samples", TraceSamples, "1 or more");
        Require(FinalSamples >= 1, "final-samples", FinalSamples, "1 or more");
    }
}
