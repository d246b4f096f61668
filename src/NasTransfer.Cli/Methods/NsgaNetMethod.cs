using NasTransfer.Cli.Options;
using NasTransfer.Engine.Search.NsgaNet;

namespace NasTransfer.Cli.Methods;

/// <summary>NSGA-Net on the command line.</summary>
internal static class NsgaNetMethod
{
    // Lu et al., "NSGA-Net: Neural Architecture Search using Multi-Objective Genetic Algorithm", GECCO 2019.
    private const string Code = "NSGA-Net code";
    private const string Published = "NSGA-Net, published run";
    private const string PtDarts = "pt.darts";
    private const string Ours = "this project";

    public static SearchMethod Create() =>
        new SearchMethod<NsgaNetOptions>(Options(), options => new NsgaNetSearch(options));

    private static OptionTable<NsgaNetOptions> Options() =>
        new OptionTable<NsgaNetOptions>(new NsgaNetOptions())
            .Add(
                "--population",
                "Individuals that survive a generation.",
                "individuals",
                Code,
                options => options.Population,
                (options, value) => options with { Population = value }
            )
            .Add(
                "--offspring",
                "Children a generation.",
                "individuals",
                Published,
                options => options.Offspring,
                (options, value) => options with { Offspring = value }
            )
            .Add(
                "--generations",
                "Generations, of which the random initial population is the first.",
                "generations",
                Published,
                options => options.Generations,
                (options, value) => options with { Generations = value }
            )
            .Add(
                "--mutation-eta",
                "Polynomial mutation: the larger, the nearer a mutated value stays.",
                "",
                Code,
                options => options.MutationEta,
                (options, value) => options with { MutationEta = value }
            )
            .Add(
                "--mutation-probability",
                "Probability that a variable mutates; off is 1 / number of variables.",
                "",
                Code,
                options => options.MutationProbability,
                (options, value) => options with { MutationProbability = value }
            )
            .Add(
                "--max-matings",
                "Rounds of mating a generation, after which it has fewer children.",
                "rounds",
                "pymoo 0.3.0, the library of the NSGA-Net code",
                options => options.MaximumMatings,
                (options, value) => options with { MaximumMatings = value }
            )
            .Add(
                "--duplicates",
                "When two individuals count as the same.",
                "",
                $"{Ours}; the NSGA-Net code: encoding",
                options => options.Duplicates,
                (options, value) => options with { Duplicates = value }
            )
            .Add(
                "--concat",
                "Nodes that the output of a cell concatenates.",
                "",
                $"{Ours}: one search space for all; the NSGA-Net code: loose-ends",
                options => options.Concat,
                (options, value) => options with { Concat = value }
            )
            .Add(
                "--macs-image-size",
                "Side of the image for which multiply-adds are counted; off is the data's.",
                "px",
                $"{Ours}; the NSGA-Net code: 32",
                options => options.MacsImageSize,
                (options, value) => options with { MacsImageSize = value }
            )
            .Add(
                "--epochs",
                "Epochs that each individual is trained from scratch.",
                "epochs",
                Published,
                options => options.Epochs,
                (options, value) => options with { Epochs = value }
            )
            .Add(
                "--batch",
                "Images a step.",
                "images",
                Code,
                options => options.BatchSize,
                (options, value) => options with { BatchSize = value }
            )
            .Add(
                "--channels",
                "C of an individual's network.",
                "channels",
                Published,
                options => options.Channels,
                (options, value) => options with { Channels = value }
            )
            .Add(
                "--cells",
                "L of an individual's network.",
                "cells",
                Published,
                options => options.Cells,
                (options, value) => options with { Cells = value }
            )
            .Add(
                "--stem",
                "What stands before the first cell.",
                "",
                Code,
                options => options.Stem,
                (options, value) => options with { Stem = value }
            )
            .Add(
                "--pool-bn",
                "Where a pool is followed by batch normalisation.",
                "",
                $"{PtDarts}; the NSGA-Net code: never",
                options => options.PoolBatchNorm,
                (options, value) => options with { PoolBatchNorm = value }
            )
            .Add(
                "--lr",
                "Learning rate in the first epoch; half a cosine takes it to 0.",
                "",
                Code,
                options => options.LearningRate,
                (options, value) => options with { LearningRate = value }
            )
            .Add(
                "--momentum",
                "Momentum of SGD.",
                "",
                Code,
                options => options.Momentum,
                (options, value) => options with { Momentum = value }
            )
            .Add(
                "--weight-decay",
                "L2, added to the gradient.",
                "",
                Code,
                options => options.WeightDecay,
                (options, value) => options with { WeightDecay = value }
            )
            .Add(
                "--grad-clip",
                "Largest global L2 norm of the gradient.",
                "",
                Code,
                options => options.GradientClip,
                (options, value) => options with { GradientClip = value }
            )
            .Add(
                "--training-seed",
                "Seed of every individual's training, whatever the search seed.",
                "",
                Code,
                options => options.TrainingSeed,
                (options, value) => options with { TrainingSeed = value }
            )
            .Add(
                "--train-order",
                "In which order the images of an individual's training come.",
                "",
                $"{Ours}; the NSGA-Net code: as-published",
                options => options.TrainOrder,
                (options, value) => options with { TrainOrder = value }
            );
}
