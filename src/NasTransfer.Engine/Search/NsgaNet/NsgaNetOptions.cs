using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Training;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>When two individuals count as the same, so that the second is not bred.</summary>
public enum NsgaNetDuplicates
{
    /// <summary>When they are one architecture: equal up to the order of a node's two edges.</summary>
    Architecture,

    /// <summary>When all integers of the encoding agree, as in the original code.</summary>
    Encoding,
}

/// <summary>In which order the images of an individual's training come.</summary>
public enum NsgaNetTrainOrder
{
    /// <summary>Another order every epoch.</summary>
    Shuffled,

    /// <summary>The order of the set in every epoch: the original code's loader does not shuffle. For fidelity runs only.</summary>
    AsPublished,
}

/// <summary>
/// NSGA-Net (Lu et al., GECCO 2019), micro search space. The defaults are the published run of its authors on CIFAR-10,
/// carried over to the search space that all methods share.
/// </summary>
public sealed record NsgaNetOptions : ISearchOptions
{
    private const string Code = "NSGA-Net code";
    private const string Published = "NSGA-Net, published run";

    [Option(
        "population",
        "Individuals that survive a generation.",
        Code,
        Unit = "individuals",
        Least = 2,
        Because = "a tournament needs two"
    )]
    public int Population { get; init; } = 40;

    [Option(
        "offspring",
        "Children a generation.",
        Published + "; default of its code: 40",
        Unit = "individuals",
        Least = 1
    )]
    public int Offspring { get; init; } = 20;

    [Option(
        "generations",
        "Generations, of which the random initial population is the first.",
        Published + "; default of its code: 50",
        Unit = "generations",
        Least = 1
    )]
    public int Generations { get; init; } = 30;

    [Option("mutation-eta", "Polynomial mutation: the larger, the nearer a mutated value stays.", Code, Least = 0)]
    public double MutationEta { get; init; } = 3;

    [Option(
        "mutation-probability",
        "Probability that a variable mutates; off is 1 / number of variables.",
        Code,
        Least = 0,
        Most = 1
    )]
    public double? MutationProbability { get; init; }

    [Option(
        "max-matings",
        "Rounds of mating a generation, after which it has fewer children.",
        "pymoo 0.3.0, the library of the NSGA-Net code",
        Unit = "rounds",
        Least = 1
    )]
    public int MaximumMatings { get; init; } = 100;

    [Option("duplicates", "When two individuals count as the same.", "this project; the NSGA-Net code: encoding")]
    public NsgaNetDuplicates Duplicates { get; init; } = NsgaNetDuplicates.Architecture;

    [Option(
        "concat",
        "Nodes that the output of a cell concatenates.",
        "this project: one search space for all; the NSGA-Net code: loose-ends"
    )]
    public ConcatRule Concat { get; init; } = ConcatRule.All;

    [Option(
        "macs-image-size",
        "Side of the image for which multiply-adds are counted; off is the data's.",
        "this project; the NSGA-Net code: 32",
        Unit = "px",
        Least = 1
    )]
    public int? MacsImageSize { get; init; }

    [Option(
        "epochs",
        "Epochs that each individual is trained from scratch.",
        Published + "; default of its code: 25",
        Unit = "epochs",
        Least = 1
    )]
    public int Epochs { get; init; } = 20;

    [Option(
        "batch",
        "Images a step.",
        Code,
        Unit = "images",
        Least = 2,
        Because = "batch normalisation needs two images"
    )]
    public int BatchSize { get; init; } = 128;

    [Option("channels", "C of an individual's network.", Published, Unit = "channels", Least = 1)]
    public int Channels { get; init; } = 16;

    [Option("cells", "L of an individual's network.", Published, Unit = "cells", Least = 1)]
    public int Cells { get; init; } = 8;

    [Option("stem", "What stands before the first cell.", Code)]
    public Stem Stem { get; init; } = Stem.Cifar;

    [Option("pool-bn", "Where a pool is followed by batch normalisation.", "pt.darts; the NSGA-Net code: never")]
    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    [Option("lr", "Learning rate in the first epoch; half a cosine takes it to 0.", Code, Above = 0)]
    public double LearningRate { get; init; } = 0.025;

    [Option("momentum", "Momentum of SGD.", Code, Least = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    [Option("weight-decay", "L2, added to the gradient.", Code, Least = 0)]
    public double WeightDecay { get; init; } = 3e-4;

    [Option("grad-clip", "Largest global L2 norm of the gradient.", Code, Above = 0)]
    public double GradientClip { get; init; } = 5;

    [Option(
        "training-seed",
        "Seed of every individual's training, whatever the search seed, so that an architecture has one fitness.",
        Code
    )]
    public ulong TrainingSeed { get; init; }

    [Option(
        "train-order",
        "In which order the images of an individual's training come.",
        "this project; the NSGA-Net code: as-published"
    )]
    public NsgaNetTrainOrder TrainOrder { get; init; } = NsgaNetTrainOrder.Shuffled;

    public ISearch CreateSearch() => new NsgaNetSearch(this);

    /// <summary>How an individual is trained: without auxiliary head, cutout, drop path and label smoothing.</summary>
    internal AugmentOptions Training =>
        new()
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            LearningRate = LearningRate,
            Momentum = Momentum,
            WeightDecay = WeightDecay,
            GradientClip = GradientClip,
        };
}
