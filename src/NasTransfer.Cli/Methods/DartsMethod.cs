using NasTransfer.Cli.Options;
using NasTransfer.Engine.Search.Darts;

namespace NasTransfer.Cli.Methods;

/// <summary>DARTS on the command line.</summary>
internal static class DartsMethod
{
    // Liu, Simonyan and Yang, "DARTS: Differentiable Architecture Search", ICLR 2019, and the code that came with it.
    private const string Authors = "DARTS code, CIFAR-10 search";

    // The re-implementation that the NASTransfer paper ran its experiments with.
    private const string PtDarts = "pt.darts";
    private const string Ours = "this project";

    public static SearchMethod Create() =>
        new SearchMethod<DartsOptions>(Options(), options => new DartsSearch(options));

    private static OptionTable<DartsOptions> Options() =>
        new OptionTable<DartsOptions>(new DartsOptions())
            .Add(
                "--order",
                "How the gradient of alpha is taken: at the present weights, or one virtual step ahead.",
                "",
                PtDarts,
                options => options.Order,
                (options, value) => options with { Order = value }
            )
            .Add(
                "--hessian",
                "The second-order term: as the equation reads, or with the missing parenthesis of a published code.",
                "",
                "DARTS, equation 8",
                options => options.Hessian,
                (options, value) => options with { Hessian = value }
            )
            .Add(
                "--derivation",
                "What ranks the edges of a node in the end.",
                "",
                Authors,
                options => options.Derivation,
                (options, value) => options with { Derivation = value }
            )
            .Add(
                "--skip-limit",
                "Most skip connections among the strongest operations of the normal cell.",
                "edges",
                $"{Ours}: off, as the paper has none",
                options => options.SkipLimit,
                (options, value) => options with { SkipLimit = value }
            )
            .Add(
                "--epochs",
                "Passes over the training half.",
                "epochs",
                Authors,
                options => options.Epochs,
                (options, value) => options with { Epochs = value }
            )
            .Add(
                "--batch",
                "Images a step, of each half.",
                "images",
                Authors,
                options => options.BatchSize,
                (options, value) => options with { BatchSize = value }
            )
            .Add(
                "--channels",
                "C of the supernet.",
                "channels",
                Authors,
                options => options.Channels,
                (options, value) => options with { Channels = value }
            )
            .Add(
                "--cells",
                "L of the supernet.",
                "cells",
                Authors,
                options => options.Cells,
                (options, value) => options with { Cells = value }
            )
            .Add(
                "--stem",
                "What stands before the first cell.",
                "",
                Authors,
                options => options.Stem,
                (options, value) => options with { Stem = value }
            )
            .Add(
                "--pool-bn",
                "Where a pool is followed by batch normalisation.",
                "",
                PtDarts,
                options => options.PoolBatchNorm,
                (options, value) => options with { PoolBatchNorm = value }
            )
            .Add(
                "--lr",
                "Learning rate of the weights (SGD) in the first epoch.",
                "",
                Authors,
                options => options.LearningRate,
                (options, value) => options with { LearningRate = value }
            )
            .Add(
                "--min-lr",
                "Where the cosine of the learning rate ends.",
                "",
                Authors,
                options => options.MinimumLearningRate,
                (options, value) => options with { MinimumLearningRate = value }
            )
            .Add(
                "--momentum",
                "Momentum of the weights.",
                "",
                Authors,
                options => options.Momentum,
                (options, value) => options with { Momentum = value }
            )
            .Add(
                "--weight-decay",
                "L2 of the weights, added to the gradient.",
                "",
                Authors,
                options => options.WeightDecay,
                (options, value) => options with { WeightDecay = value }
            )
            .Add(
                "--grad-clip",
                "Largest global L2 norm of the weights' gradient.",
                "",
                Authors,
                options => options.GradientClip,
                (options, value) => options with { GradientClip = value }
            )
            .Add(
                "--alpha-lr",
                "Learning rate of alpha (Adam).",
                "",
                Authors,
                options => options.AlphaLearningRate,
                (options, value) => options with { AlphaLearningRate = value }
            )
            .Add(
                "--alpha-beta1",
                "First decay rate of alpha's Adam.",
                "",
                Authors,
                options => options.AlphaBeta1,
                (options, value) => options with { AlphaBeta1 = value }
            )
            .Add(
                "--alpha-beta2",
                "Second decay rate of alpha's Adam.",
                "",
                Authors,
                options => options.AlphaBeta2,
                (options, value) => options with { AlphaBeta2 = value }
            )
            .Add(
                "--alpha-weight-decay",
                "L2 of alpha, added to the gradient.",
                "",
                Authors,
                options => options.AlphaWeightDecay,
                (options, value) => options with { AlphaWeightDecay = value }
            );
}
