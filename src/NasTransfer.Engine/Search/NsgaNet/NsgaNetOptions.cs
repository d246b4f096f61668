using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Training;
using static NasTransfer.Engine.OptionCheck;

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
public sealed record NsgaNetOptions
{
    /// <summary>Individuals that survive a generation (μ). Original code: 40.</summary>
    public int Population { get; init; } = 40;

    /// <summary>Children a generation (λ). Published run: 20; default of the original code: 40.</summary>
    public int Offspring { get; init; } = 20;

    /// <summary>
    /// Generations, of which the random initial population is the first. Published run: 30; default of the original code:
    /// 50.
    /// </summary>
    public int Generations { get; init; } = 30;

    /// <summary>η of polynomial mutation: the larger, the nearer a mutated value stays. Original code: 3.</summary>
    public double MutationEta { get; init; } = 3;

    /// <summary>Probability that a variable mutates; null (default) is 1 / number of variables = 1/32, the original's rule.</summary>
    public double? MutationProbability { get; init; }

    /// <summary>
    /// Rounds of mating a generation, after which it has fewer children rather than none new to be found. pymoo 0.3.0, the
    /// original's library: 100.
    /// </summary>
    public int MaximumMatings { get; init; } = 100;

    public NsgaNetDuplicates Duplicates { get; init; } = NsgaNetDuplicates.Architecture;

    /// <summary>
    /// Nodes that a cell's output concatenates. All (default) is the space of every method here; the original concatenates
    /// loose ends.
    /// </summary>
    public ConcatRule Concat { get; init; } = ConcatRule.All;

    /// <summary>
    /// Side of the image for which multiply-adds are counted, in px; null (default) is the data's. The original counts at
    /// 32 px whatever the data.
    /// </summary>
    public int? MacsImageSize { get; init; }

    /// <summary>Epochs that each individual is trained from scratch. Published run: 20; default of the original code: 25.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Images a step. Original code: 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>C of an individual's network. Published run: 16.</summary>
    public int Channels { get; init; } = 16;

    /// <summary>L of an individual's network. Published run: 8.</summary>
    public int Cells { get; init; } = 8;

    public Stem Stem { get; init; } = Stem.Cifar;

    /// <summary>
    /// Batch norm after pools. Always (default) is the augment network of the paper's code; the original's networks have
    /// none.
    /// </summary>
    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    /// <summary>lr₀ of SGD, which falls to 0 along half a cosine. Original code: 0.025.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>Original code: 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>L2, added to the gradient. Original code: 3e-4.</summary>
    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Largest global L2 norm of the gradient. Original code: 5.</summary>
    public double GradientClip { get; init; } = 5;

    /// <summary>
    /// Seed of the initial weights, the order and the augmentation of every individual's training, whatever the search
    /// seed, so that an architecture has one fitness. Original code: 0.
    /// </summary>
    public ulong TrainingSeed { get; init; }

    public NsgaNetTrainOrder TrainOrder { get; init; } = NsgaNetTrainOrder.Shuffled;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        Require(Population >= 2, "population", Population, "2 or more (a tournament needs two)");
        Require(Offspring >= 1, "offspring", Offspring, "1 or more");
        Require(Generations >= 1, "generations", Generations, "1 or more");
        Require(MutationEta >= 0 && double.IsFinite(MutationEta), "mutation-eta", MutationEta, "0 or more");
        double probability = MutationProbability ?? 0;
        Require(probability is >= 0 and <= 1, "mutation-probability", probability, "between 0 and 1, or left out");
        Require(MaximumMatings >= 1, "max-matings", MaximumMatings, "1 or more");
        Require(MacsImageSize is null or >= 1, "macs-image-size", MacsImageSize ?? 0, "1 or more, or left out");
        Require(Epochs >= 1, "epochs", Epochs, "1 or more");
        Require(BatchSize >= 2, "batch", BatchSize, "2 or more (batch normalisation needs two images)");
        Require(Channels >= 1, "channels", Channels, "1 or more");
        Require(Cells >= 1, "cells", Cells, "1 or more");
        Require(LearningRate > 0, "lr", LearningRate, "above 0");
        Require(Momentum is >= 0 and < 1, "momentum", Momentum, "at least 0 and below 1");
        Require(WeightDecay >= 0, "weight-decay", WeightDecay, "0 or more");
        Require(GradientClip > 0, "grad-clip", GradientClip, "above 0");
    }

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
