using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;

namespace NasTransfer.Engine.Training;

/// <summary>What the learning rate is meant for.</summary>
public enum LearningRateScaling
{
    /// <summary>The whole batch.</summary>
    None,

    /// <summary>
    /// The share of one rank: it is multiplied by the ranks (Goyal et al., "Accurate, large minibatch SGD", 2017).
    /// </summary>
    Linear,
}

/// <summary>
/// How the network of a genotype is trained from scratch. The defaults are the paper's protocol, with the values of
/// pt.darts where the paper is silent; everything it trains without is off.
/// </summary>
public sealed record AugmentOptions : IOptions
{
    private const string Paper = "NASTransfer paper";

    // The re-implementation that the paper ran its experiments with fills what the paper does not say.
    private const string PtDarts = "pt.darts";
    private const string ThisProject = "this project";
    private const string TrainsWithout = "NASTransfer paper: off in the main results";

    // Images of a rank in one step; batch normalisation cannot train on one.
    internal const int LeastShare = 2;

    [Option(
        "epochs",
        "Passes over the training images.",
        Paper + ": 600 on the four small sets, 120 on ImageNet1K, 60 on ImageNet22K",
        Unit = "epochs",
        Least = 1
    )]
    public int Epochs { get; init; } = 600;

    [Option(
        "batch",
        "Images a step, over all ranks together.",
        PtDarts,
        Unit = "images",
        Least = 2,
        Because = "batch normalisation needs two images"
    )]
    public int BatchSize { get; init; } = 96;

    [Option("lr", "Learning rate in the first epoch; a cosine takes it to 0.", Paper, Above = 0)]
    public double LearningRate { get; init; } = 0.025;

    [Option("momentum", "Momentum of SGD.", Paper, Least = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    [Option("weight-decay", "L2, added to the gradient.", PtDarts, Least = 0)]
    public double WeightDecay { get; init; } = 3e-4;

    [Option("grad-clip", "Largest global L2 norm of the gradient.", Paper, Above = 0)]
    public double GradientClip { get; init; } = 5;

    [Option(
        "aux-weight",
        "Weight of the auxiliary head's loss; 0 builds no head.",
        TrainsWithout + "; DARTS: 0.4",
        Least = 0
    )]
    public double AuxiliaryWeight { get; init; }

    [Option(
        "cutout",
        "Side of the square that is blanked in every training image; 0 is off.",
        TrainsWithout + "; DARTS: 16",
        Unit = "px",
        Least = 0
    )]
    public int CutoutLength { get; init; }

    [Option(
        "drop-path",
        "Probability p of dropping a path in the last epoch; it grows as p·e/E.",
        TrainsWithout + "; DARTS: 0.2",
        Least = 0,
        Below = 1
    )]
    public double DropPathProbability { get; init; }

    [Option(
        "label-smoothing",
        "ε of the smoothed target (1 − ε)·onehot + ε/K.",
        TrainsWithout + "; DARTS on ImageNet: 0.1",
        Least = 0,
        Below = 1
    )]
    public double LabelSmoothing { get; init; }

    [Option(
        "precision",
        "In which numbers the network multiplies; bf16 keeps batch norm, loss and weights in 32 bits.",
        ThisProject
    )]
    public Precision Precision { get; init; } = Precision.Fp32;

    [Option(
        "ranks",
        "Processes that train the network together, each on an equal share of every batch.",
        ThisProject,
        Unit = "processes",
        Least = 1,
        LeftOutAtDefault = true
    )]
    public int Ranks { get; init; } = 1;

    [Option(
        "learning-rate-scaling",
        "none: lr is for the whole batch; linear: it is for one rank's share, and is multiplied by the ranks.",
        ThisProject,
        LeftOutAtDefault = true
    )]
    public LearningRateScaling LearningRateScaling { get; init; } = LearningRateScaling.None;

    [Option(
        "warm-up-epochs",
        "First W epochs, of which epoch e takes the share (e + 1)/W of its learning rate.",
        ThisProject,
        Unit = "epochs",
        Least = 0,
        LeftOutAtDefault = true
    )]
    public int WarmUpEpochs { get; init; }

    /// <summary>The learning rate of every step of an epoch: a cosine, scaled and warmed up as the options say.</summary>
    /// <param name="epoch">From 0.</param>
    public double LearningRateAt(int epoch)
    {
        double first = LearningRateScaling == LearningRateScaling.Linear ? LearningRate * Ranks : LearningRate;
        double rate = CosineSchedule.At(epoch, Epochs, first);
        return epoch < WarmUpEpochs ? rate * (epoch + 1) / WarmUpEpochs : rate;
    }

    public IEnumerable<string> Conflicts()
    {
        if (BatchSize % Ranks != 0)
        {
            yield return $"batch is {BatchSize}; it must be a multiple of ranks, which is {Ranks}";
        }
        else if (BatchSize / Ranks < LeastShare)
        {
            yield return $"batch is {BatchSize}; {Ranks} ranks need {LeastShare * Ranks} or more (batch normalisation needs two images on each)";
        }

        if (WarmUpEpochs >= Epochs)
        {
            yield return $"warm-up-epochs is {WarmUpEpochs}; it must be below epochs, which is {Epochs}";
        }
    }
}
