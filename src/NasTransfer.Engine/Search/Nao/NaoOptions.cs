using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>Which architecture of the pool a step of the child trains.</summary>
public enum NaoSampling
{
    /// <summary>Each with the same probability (NAO_pytorch).</summary>
    Uniform,

    /// <summary>
    /// After the first round in proportion to the parameters of its network, so that large ones, which learn more slowly,
    /// are trained more often (NAS-Benchmark).
    /// </summary>
    ByParameters,
}

/// <summary>What becomes of the pool when a round has found new architectures.</summary>
public enum NaoPoolUpdate
{
    /// <summary>They replace as many of its worst (NAO_pytorch).</summary>
    ReplaceWorst,

    /// <summary>They are added, and the pool grows (NAS-Benchmark).</summary>
    KeepAll,
}

/// <summary>
/// How the encoder–predictor–decoder learns that the order of a node's two edges means nothing. A swap exchanges the edges
/// of one random node in each cell.
/// </summary>
public enum NaoSymmetry
{
    /// <summary>Each architecture is swapped afresh in every epoch (NAO_pytorch).</summary>
    OnTheFly,

    /// <summary>
    /// Each stands in the training data once as it is and <see cref="NaoOptions.Expansion"/> − 1 times swapped; a tenth of
    /// the pool is held out (NAS-Benchmark).
    /// </summary>
    Expanded,
}

/// <summary>Initial weights of the encoder–predictor–decoder.</summary>
public enum NaoInitialisation
{
    /// <summary>PyTorch's defaults for each layer (NAO_pytorch).</summary>
    LayerDefaults,

    /// <summary>U(−0.04, 0.04) for every weight (NAS-Benchmark).</summary>
    Uniform,
}

/// <summary>
/// NAO with weight sharing, with the defaults of its authors' PyTorch code (NAO_pytorch, NAO_V1) on CIFAR-10; the child is
/// the single-path supernet of the common search space.
/// </summary>
public sealed record NaoOptions : ISearchOptions
{
    private const string Code = "NAO_pytorch";

    // NAO_pytorch, the authors' TensorFlow code, and NAS-Benchmark's copy.
    private const string AllSources = "all published codes";

    [Option(
        "epochs",
        "Passes of the child over the training images.",
        Code + "; NAS-Benchmark: 200",
        Unit = "epochs",
        Least = 1
    )]
    public int Epochs { get; init; } = 150;

    [Option(
        "evaluate-every",
        "Epochs between two rounds; after the last epoch the pool is judged once more, without a round.",
        Code + "; NAS-Benchmark: 50",
        Unit = "epochs",
        Least = 1
    )]
    public int EvaluateEvery { get; init; } = 30;

    [Option(
        "batch",
        "Images of a training step.",
        Code + "; the TensorFlow code: 160",
        Unit = "images",
        Least = 2,
        Because = "batch normalisation needs two images"
    )]
    public int BatchSize { get; init; } = 64;

    [Option(
        "evaluation-batch",
        "Images of the one random validation batch that judges an architecture; the whole validation part where that is smaller.",
        AllSources,
        Unit = "images",
        Least = 2,
        Because = "batch normalisation needs two images"
    )]
    public int EvaluationBatchSize { get; init; } = 500;

    [Option("channels", "C of the child.", Code, Unit = "channels", Least = 1)]
    public int Channels { get; init; } = 20;

    [Option("cells", "L of the child.", "this project: as for all methods; NAO_pytorch: 11", Unit = "cells", Least = 1)]
    public int Cells { get; init; } = 8;

    [Option("stem", "What stands before the first cell.", Code)]
    public Stem Stem { get; init; } = Stem.Cifar;

    [Option("pool-bn", "Where a pool is followed by batch normalisation.", "pt.darts: one search space for all")]
    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    [Option("lr", "Learning rate of the child (SGD) in the first epoch.", Code, Above = 0)]
    public double LearningRate { get; init; } = 0.025;

    [Option("min-lr", "Where the cosine of the child's learning rate ends.", Code, Least = 0)]
    public double MinimumLearningRate { get; init; } = 0.001;

    [Option("momentum", "Momentum of the child.", Code, Least = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    [Option("weight-decay", "L2, added to the child's gradient.", Code, Least = 0)]
    public double WeightDecay { get; init; } = 3e-4;

    [Option("grad-clip", "Largest global L2 norm of the child's gradient.", Code, Above = 0)]
    public double GradientClip { get; init; } = 5;

    [Option(
        "sampling",
        "Which architecture of the pool a step of the child trains.",
        Code + "; NAS-Benchmark: by-parameters"
    )]
    public NaoSampling Sampling { get; init; } = NaoSampling.Uniform;

    [Option(
        "pool",
        "Random architectures to start with.",
        Code + "; the TensorFlow code: 1000",
        Unit = "architectures",
        Least = 2
    )]
    public int PoolSize { get; init; } = 600;

    [Option(
        "new-per-round",
        "Architectures that a round looks for by gradient.",
        Code + "; the TensorFlow code: 500",
        Unit = "architectures",
        Least = 1
    )]
    public int NewPerRound { get; init; } = 300;

    [Option(
        "random-per-round",
        "Fresh random architectures a round.",
        Code + "; the TensorFlow code: 50; NAS-Benchmark: 100",
        Unit = "architectures",
        Least = 0
    )]
    public int RandomPerRound { get; init; }

    [Option(
        "pool-update",
        "What becomes of the pool when a round has found new architectures.",
        Code + "; NAS-Benchmark: keep-all"
    )]
    public NaoPoolUpdate PoolUpdate { get; init; } = NaoPoolUpdate.ReplaceWorst;

    [Option(
        "seeds",
        "Best architectures of the pool from which gradient steps start.",
        AllSources,
        Unit = "architectures",
        Least = 1
    )]
    public int Seeds { get; init; } = 100;

    [Option(
        "max-step",
        "Largest lambda of a gradient step; lambda = 1, 2, … until enough are found.",
        Code + "; the TensorFlow code: 100",
        Least = 1
    )]
    public int MaximumStep { get; init; } = 50;

    [Option(
        "hidden",
        "Units of the LSTMs of encoder and decoder; the encoder's embedding has half as many.",
        Code,
        Unit = "units",
        Least = 2
    )]
    public int HiddenSize { get; init; } = 96;

    [Option("predictor-layers", "Hidden layers of the predictor.", AllSources, Unit = "layers", Least = 0)]
    public int PredictorLayers { get; init; } = 3;

    [Option(
        "predictor-width",
        "Units of each hidden layer of the predictor.",
        Code + "; the TensorFlow code: 100",
        Unit = "units",
        Least = 1
    )]
    public int PredictorWidth { get; init; } = 200;

    [Option(
        "predictor-dropout",
        "Probability that a unit of the predictor is dropped in training.",
        AllSources,
        Least = 0,
        Below = 1
    )]
    public double PredictorDropout { get; init; } = 0.1;

    [Option("initialisation", "Initial weights of the encoder-predictor-decoder.", Code + "; NAS-Benchmark: uniform")]
    public NaoInitialisation Initialisation { get; init; } = NaoInitialisation.LayerDefaults;

    [Option(
        "predictor-epochs",
        "Passes over the pool in which a round trains the encoder-predictor-decoder.",
        AllSources,
        Unit = "epochs",
        Least = 1
    )]
    public int PredictorEpochs { get; init; } = 1000;

    [Option("predictor-batch", "Architectures of such a step.", AllSources, Unit = "architectures", Least = 1)]
    public int PredictorBatchSize { get; init; } = 100;

    [Option(
        "predictor-lr",
        "Of Adam (0.9, 0.999), which starts afresh each round; the weights go on.",
        AllSources,
        Above = 0
    )]
    public double PredictorLearningRate { get; init; } = 1e-3;

    [Option("predictor-weight-decay", "L2, added to its gradient.", AllSources, Least = 0)]
    public double PredictorWeightDecay { get; init; } = 1e-4;

    [Option("predictor-grad-clip", "Largest global L2 norm of its gradient.", AllSources, Above = 0)]
    public double PredictorGradientClip { get; init; } = 5;

    [Option(
        "predictor-weight",
        "w of the loss w·MSE(predictor) + (1 − w)·NLL(decoder).",
        AllSources,
        Least = 0,
        Most = 1
    )]
    public double PredictorWeight { get; init; } = 0.8;

    [Option(
        "symmetry",
        "How the encoder-predictor-decoder learns that the order of a node's two edges means nothing.",
        Code + "; NAS-Benchmark: expanded"
    )]
    public NaoSymmetry Symmetry { get; init; } = NaoSymmetry.OnTheFly;

    [Option(
        "expansion",
        "Copies of an architecture under --symmetry expanded.",
        "NAS-Benchmark",
        Unit = "copies",
        Least = 1
    )]
    public int Expansion { get; init; } = 8;

    [Option(
        "finalists",
        "Best architectures of the final pool that are trained from scratch for a few epochs and ranked anew; 0 takes the best of the pool as it is.",
        "this project: off, as NAS-Benchmark; NAO_pytorch: 5",
        Unit = "architectures",
        Least = 0
    )]
    public int Finalists { get; init; }

    [Option("finalist-epochs", "Epochs of that training, at the child's size.", Code, Unit = "epochs", Least = 1)]
    public int FinalistEpochs { get; init; } = 10;

    public IEnumerable<string> Conflicts()
    {
        if (MinimumLearningRate > LearningRate)
        {
            yield return FormattableString.Invariant($"min-lr is {MinimumLearningRate}; it must be between 0 and lr");
        }

        if (PoolUpdate != NaoPoolUpdate.KeepAll && NewPerRound + RandomPerRound >= PoolSize)
        {
            yield return $"new-per-round is {NewPerRound}; it must be below {PoolSize - RandomPerRound}, since new and random ones replace a part of the pool of {PoolSize}";
        }

        if (Finalists > PoolSize)
        {
            yield return $"finalists is {Finalists}; it must be between 0 and {PoolSize}";
        }

        if (HiddenSize % 2 != 0)
        {
            yield return $"hidden is {HiddenSize}; it must be even, and 2 or more";
        }
    }

    public ISearch CreateSearch() => new NaoSearch(this);
}
