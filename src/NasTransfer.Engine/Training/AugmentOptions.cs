using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;

namespace NasTransfer.Engine.Training;

/// <summary>
/// How the network of a genotype is trained from scratch. The defaults are the paper's protocol, with the values of
/// pt.darts where the paper is silent; everything it trains without is off.
/// </summary>
public sealed record AugmentOptions : IOptions
{
    private const string Paper = "NASTransfer paper";

    // The re-implementation that the paper ran its experiments with fills what the paper does not say.
    private const string PtDarts = "pt.darts";
    private const string TrainsWithout = "NASTransfer paper: off in the main results";

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
        "Images a step.",
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
        "this project"
    )]
    public Precision Precision { get; init; } = Precision.Fp32;
}
