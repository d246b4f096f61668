using static NasTransfer.Engine.OptionCheck;

namespace NasTransfer.Engine.Training;

/// <summary>
/// How the network of a genotype is trained from scratch. The defaults are the paper's protocol, with the values of
/// pt.darts where the paper is silent; everything it trains without is off.
/// </summary>
public sealed record AugmentOptions
{
    /// <summary>Passes over the training images. Paper: 600 on the four small sets, 120 on ImageNet1K, 60 on ImageNet22K.</summary>
    public int Epochs { get; init; } = 600;

    public int BatchSize { get; init; } = 96;

    /// <summary>lr₀ of lr(e) = ½·lr₀·(1 + cos(π·e/E)).</summary>
    public double LearningRate { get; init; } = 0.025;

    public double Momentum { get; init; } = 0.9;

    /// <summary>L2, added to the gradient.</summary>
    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Largest global L2 norm of the gradient.</summary>
    public double GradientClip { get; init; } = 5;

    /// <summary>Weight of the auxiliary head's loss; 0 builds no head. DARTS: 0.4.</summary>
    public double AuxiliaryWeight { get; init; }

    /// <summary>Side of the square that is blanked in every training image, in px; 0 is off. DARTS: 16.</summary>
    public int CutoutLength { get; init; }

    /// <summary>Probability p of dropping a path in the last epoch; grows as p·e/E. DARTS: 0.2.</summary>
    public double DropPathProbability { get; init; }

    /// <summary>ε of the smoothed target (1 − ε)·onehot + ε/K. DARTS on ImageNet: 0.1.</summary>
    public double LabelSmoothing { get; init; }

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        Require(Epochs >= 1, "epochs", Epochs, "1 or more");
        Require(BatchSize >= 2, "batch", BatchSize, "2 or more (batch normalisation needs two images)");
        Require(LearningRate > 0, "lr", LearningRate, "above 0");
        Require(Momentum is >= 0 and < 1, "momentum", Momentum, "at least 0 and below 1");
        Require(WeightDecay >= 0, "weight-decay", WeightDecay, "0 or more");
        Require(GradientClip > 0, "grad-clip", GradientClip, "above 0");
        Require(AuxiliaryWeight >= 0, "aux-weight", AuxiliaryWeight, "0 or more");
        Require(CutoutLength >= 0, "cutout", CutoutLength, "0 (off) or a length in pixels");
        Require(DropPathProbability is >= 0 and < 1, "drop-path", DropPathProbability, "at least 0 and below 1");
        Require(LabelSmoothing is >= 0 and < 1, "label-smoothing", LabelSmoothing, "at least 0 and below 1");
    }
}
