using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;

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
public sealed record DartsOptions : ISearchOptions
{
    // Liu, Simonyan and Yang, "DARTS: Differentiable Architecture Search", ICLR 2019, and the code that came with it.
    private const string Authors = "DARTS code, CIFAR-10 search";

    // The re-implementation that the NASTransfer paper ran its experiments with.
    private const string PtDarts = "pt.darts";

    [Option("order", "How the gradient of alpha is taken: at the present weights, or one virtual step ahead.", PtDarts)]
    public DartsOrder Order { get; init; } = DartsOrder.Second;

    [Option(
        "hessian",
        "The second-order term: as the equation reads, or with the missing parenthesis of a published code.",
        "DARTS, equation 8"
    )]
    public DartsHessian Hessian { get; init; } = DartsHessian.Exact;

    [Option("derivation", "What ranks the edges of a node in the end.", Authors)]
    public DartsDerivation Derivation { get; init; } = DartsDerivation.Softmax;

    [Option(
        "skip-limit",
        "Most skip connections among the strongest operations of the normal cell's 14 edges; the weakest beyond it have their alpha set to 0.",
        "this project: off, as the paper has none; NAS-Benchmark: 2",
        Unit = "edges",
        Least = 0
    )]
    public int? SkipLimit { get; init; }

    [Option("epochs", "Passes over the training half.", Authors, Unit = "epochs", Least = 1)]
    public int Epochs { get; init; } = 50;

    [Option(
        "batch",
        "Images a step, of each half.",
        Authors,
        Unit = "images",
        Least = 2,
        Because = "batch normalisation needs two images"
    )]
    public int BatchSize { get; init; } = 64;

    [Option("channels", "C of the supernet.", Authors, Unit = "channels", Least = 1)]
    public int Channels { get; init; } = 16;

    [Option("cells", "L of the supernet.", Authors, Unit = "cells", Least = 1)]
    public int Cells { get; init; } = 8;

    [Option("stem", "What stands before the first cell.", Authors)]
    public Stem Stem { get; init; } = Stem.Cifar;

    [Option("pool-bn", "Where a pool is followed by batch normalisation.", PtDarts)]
    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    [Option("lr", "Learning rate of the weights (SGD) in the first epoch.", Authors, Above = 0)]
    public double LearningRate { get; init; } = 0.025;

    [Option("min-lr", "Where the cosine of the learning rate ends.", Authors, Least = 0)]
    public double MinimumLearningRate { get; init; } = 0.001;

    [Option("momentum", "Momentum of the weights.", Authors, Least = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    [Option("weight-decay", "L2 of the weights, added to the gradient.", Authors, Least = 0)]
    public double WeightDecay { get; init; } = 3e-4;

    [Option("grad-clip", "Largest global L2 norm of the weights' gradient; alpha is not clipped.", Authors, Above = 0)]
    public double GradientClip { get; init; } = 5;

    [Option("alpha-lr", "Learning rate of alpha (Adam).", Authors, Above = 0)]
    public double AlphaLearningRate { get; init; } = 3e-4;

    [Option("alpha-beta1", "First decay rate of alpha's Adam.", Authors, Least = 0, Below = 1)]
    public double AlphaBeta1 { get; init; } = 0.5;

    [Option("alpha-beta2", "Second decay rate of alpha's Adam.", Authors, Least = 0, Below = 1)]
    public double AlphaBeta2 { get; init; } = 0.999;

    [Option("alpha-weight-decay", "L2 of alpha, added to the gradient.", Authors, Least = 0)]
    public double AlphaWeightDecay { get; init; } = 1e-3;

    public IEnumerable<string> Conflicts() =>
        MinimumLearningRate <= LearningRate
            ? []
            : [FormattableString.Invariant($"min-lr is {MinimumLearningRate}; it must be between 0 and lr")];

    public ISearch CreateSearch() => new DartsSearch(this);
}
