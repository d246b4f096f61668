using NasTransfer.Engine.Training;

namespace NasTransfer.Cli.Options;

/// <summary>The options of training a network from scratch, on the command line.</summary>
internal static class AugmentOptionTable
{
    private const string Paper = "NASTransfer paper";

    // The re-implementation that the paper ran its experiments with fills what the paper does not say.
    private const string PtDarts = "pt.darts";
    private const string PaperTrainsWithout = "NASTransfer paper: off in the main results";

    public static OptionTable<AugmentOptions> Create() =>
        new OptionTable<AugmentOptions>(new AugmentOptions())
            .Add(
                "--epochs",
                "Passes over the training images.",
                "epochs",
                $"{Paper}: the four small sets",
                options => options.Epochs,
                (options, value) => options with { Epochs = value }
            )
            .Add(
                "--batch",
                "Images a step.",
                "images",
                PtDarts,
                options => options.BatchSize,
                (options, value) => options with { BatchSize = value }
            )
            .Add(
                "--lr",
                "Learning rate in the first epoch; a cosine takes it to 0.",
                "",
                Paper,
                options => options.LearningRate,
                (options, value) => options with { LearningRate = value }
            )
            .Add(
                "--momentum",
                "Momentum of SGD.",
                "",
                Paper,
                options => options.Momentum,
                (options, value) => options with { Momentum = value }
            )
            .Add(
                "--weight-decay",
                "L2, added to the gradient.",
                "",
                PtDarts,
                options => options.WeightDecay,
                (options, value) => options with { WeightDecay = value }
            )
            .Add(
                "--grad-clip",
                "Largest global L2 norm of the gradient.",
                "",
                Paper,
                options => options.GradientClip,
                (options, value) => options with { GradientClip = value }
            )
            .Add(
                "--aux-weight",
                "Weight of the auxiliary head's loss; 0 builds no head.",
                "",
                PaperTrainsWithout,
                options => options.AuxiliaryWeight,
                (options, value) => options with { AuxiliaryWeight = value }
            )
            .Add(
                "--cutout",
                "Side of the square that is blanked in every training image.",
                "px",
                PaperTrainsWithout,
                options => options.CutoutLength,
                (options, value) => options with { CutoutLength = value }
            )
            .Add(
                "--drop-path",
                "Probability of dropping a path in the last epoch; it grows from 0.",
                "",
                PaperTrainsWithout,
                options => options.DropPathProbability,
                (options, value) => options with { DropPathProbability = value }
            )
            .Add(
                "--label-smoothing",
                "Share of the target that is spread over all classes.",
                "",
                PaperTrainsWithout,
                options => options.LabelSmoothing,
                (options, value) => options with { LabelSmoothing = value }
            );
}
