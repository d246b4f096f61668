using NasTransfer.Engine.Networks;
using static NasTransfer.Engine.OptionCheck;

namespace NasTransfer.Engine.Search.Darts;

/// <summary>How the gradient of α is taken.</summary>
public enum DartsOrder
{
    /// <summary>At the present weights: two passes a step.</summary>
    First,

    /// <summary>At the weights one virtual step ahead: five passes a step.</summary>
    Second,
}

/// <summary>How the second-order term is scaled.</summary>
public enum DartsHessian
{
    /// <summary>Central difference over 2ε, as the equation reads.</summary>
    Exact,

    /// <summary>
    /// The missing parenthesis of a published implementation (divide by 2, then multiply by ε), which makes the term
    /// vanish. For fidelity runs only.
    /// </summary>
    AsPublished,
}

/// <summary>What ranks the edges of a node when a genotype is derived from α.</summary>
public enum DartsDerivation
{
    /// <summary>Softmax probabilities, so that the mass on none lowers an edge's rank.</summary>
    Softmax,

    /// <summary>The raw α.</summary>
    RawAlpha,
}

/// <summary>DARTS, with the defaults of its authors on CIFAR-10.</summary>
public sealed record DartsOptions
{
    public DartsOrder Order { get; init; } = DartsOrder.Second;

    public DartsHessian Hessian { get; init; } = DartsHessian.Exact;

    public DartsDerivation Derivation { get; init; } = DartsDerivation.Softmax;

    /// <summary>
    /// Most skip connections among the arg-max operations of the normal cell's 14 edges; the weakest beyond it have their
    /// α set to 0. Null (default) is off.
    /// </summary>
    public int? SkipLimit { get; init; }

    public int Epochs { get; init; } = 50;

    public int BatchSize { get; init; } = 64;

    /// <summary>C of the supernet.</summary>
    public int Channels { get; init; } = 16;

    /// <summary>L of the supernet.</summary>
    public int Cells { get; init; } = 8;

    public Stem Stem { get; init; } = Stem.Cifar;

    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    /// <summary>Weights: SGD, cosine from here …</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>… to here.</summary>
    public double MinimumLearningRate { get; init; } = 0.001;

    public double Momentum { get; init; } = 0.9;

    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Largest global L2 norm of the weights' gradient; α is not clipped.</summary>
    public double GradientClip { get; init; } = 5;

    /// <summary>α: Adam.</summary>
    public double AlphaLearningRate { get; init; } = 3e-4;

    public double AlphaBeta1 { get; init; } = 0.5;

    public double AlphaBeta2 { get; init; } = 0.999;

    /// <summary>L2, added to the gradient of α.</summary>
    public double AlphaWeightDecay { get; init; } = 1e-3;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        Require(SkipLimit is null or >= 0, "skip-limit", SkipLimit ?? 0, "0 or more, or left out");
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
        Require(Momentum is >= 0 and < 1, "momentum", Momentum, "at least 0 and below 1");
        Require(WeightDecay >= 0, "weight-decay", WeightDecay, "0 or more");
        Require(GradientClip > 0, "grad-clip", GradientClip, "above 0");
        Require(AlphaLearningRate > 0, "alpha-lr", AlphaLearningRate, "above 0");
        Require(AlphaBeta1 is >= 0 and < 1, "alpha-beta1", AlphaBeta1, "at least 0 and below 1");
        Require(AlphaBeta2 is >= 0 and < 1, "alpha-beta2", AlphaBeta2, "at least 0 and below 1");
        Require(AlphaWeightDecay >= 0, "alpha-weight-decay", AlphaWeightDecay, "0 or more");
    }
}
