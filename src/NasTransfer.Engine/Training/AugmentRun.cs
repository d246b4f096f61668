using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Runtime.Collectives;
using NasTransfer.Engine.Training.Checkpoints;
using NasTransfer.Engine.Training.Ranks;

namespace NasTransfer.Engine.Training;

/// <summary>Told after every step.</summary>
/// <param name="Epoch">Epochs that have ended.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Steps done over the whole run.</param>
/// <param name="Steps">Steps there will be.</param>
/// <param name="Ended">The epoch that has just ended, or null within one.</param>
public sealed record AugmentProgress(int Epoch, int Epochs, long Step, long Steps, AugmentEpoch? Ended);

/// <summary>Trains the network of one genotype from scratch.</summary>
public sealed class AugmentRun : IDisposable
{
    private readonly AugmentOptions options;
    private readonly ulong seed;

    /// <param name="network">
    /// The network's size. Its auxiliary head follows <see cref="AugmentOptions.AuxiliaryWeight"/>.
    /// </param>
    /// <param name="seed">The augment seed: of the initial weights, the order, the augmentation and drop path.</param>
    /// <param name="initialWeights">A safetensors file to start from instead of fresh weights; null for fresh ones.</param>
    /// <exception cref="BadInputException">An option is out of range, or the file does not fit.</exception>
    public AugmentRun(
        Genotype genotype,
        NetworkOptions network,
        AugmentOptions options,
        ulong seed,
        string? initialWeights = null
    )
    {
        options.Validate();
        this.options = options;
        this.seed = seed;
        Network = new AugmentNetwork(genotype, network with { AuxiliaryHead = options.AuxiliaryWeight > 0 }, seed)
        {
            Precision = options.Precision,
        };
        if (initialWeights is not null)
        {
            NetworkWeights.Load(Network, initialWeights);
        }
    }

    /// <summary>The network; after <see cref="Run"/> with the weights of the last epoch.</summary>
    public AugmentNetwork Network { get; }

    /// <summary>
    /// Tests after every epoch; otherwise after the last one only, and the others have NaN for test loss and top-1. Changes
    /// no weight.
    /// </summary>
    public bool TestsEveryEpoch { get; init; } = true;

    /// <summary>Sees the training images in another order every epoch; otherwise always in the order of the set.</summary>
    public bool Shuffles { get; init; } = true;

    /// <summary>What images go through on their way to the network.</summary>
    public Preprocessing Preprocessing { get; init; } = new();

    /// <summary>The processes that train together; each has a run of its own, with the same options, seed and images.</summary>
    public ICollective Collective { get; init; } = OneProcess.Instance;

    /// <summary>
    /// Stops all ranks after the same step, one that any of them was told to; a checkpoint is written there, and
    /// <see cref="TrainingStoppedException"/> thrown.
    /// </summary>
    public CancellationToken StopAfterStep { get; init; }

    /// <summary>Trains and tests. Call once.</summary>
    /// <param name="checkpoint">
    /// Where to keep a checkpoint after each epoch, and to resume from if it is there; null for none. Only the first rank
    /// looks at it.
    /// </param>
    /// <param name="cancellation">Ends a run in one process at once. Several ranks have to end together.</param>
    /// <exception cref="BadInputException">The images do not fit the network, or there are other ranks than the options say.</exception>
    /// <exception cref="TrainingStoppedException">On <see cref="StopAfterStep"/>.</exception>
    public AugmentResult Run(
        IImageSource train,
        IImageSource test,
        IProgress<AugmentProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    )
    {
        Validate(train, test);
        var ranks = new DataParallel(Collective);
        BatchLoader trainLoader = (Preprocessing with { Shard = ranks.Shard }).TrainLoader(
            train,
            Network.Options.Stem,
            options.BatchSize,
            seed,
            options.CutoutLength,
            Shuffles
        );
        using var training = new AugmentSteps(Network, options, seed, ranks);
        var statistics = new RunningStatistics(Network, ranks);
        SharedCheckpoint saved = new(
            ranks,
            checkpoint,
            IdentityOf(checkpoint, ranks, train, test),
            [.. NetworkWeights.Entries(Network), ("momentum", training.Momentum)],
            statistics
        );

        StartingPoint start = saved.Start();
        var epochs = start.Epochs.ToImmutableArray();
        PartOfEpoch? part = start.Part;
        bool diverged = false;
        long all = (long)options.Epochs * trainLoader.StepsPerEpoch;
        while (epochs.Length < options.Epochs && !diverged)
        {
            int epoch = epochs.Length;
            long before = (long)epoch * trainLoader.StepsPerEpoch;
            Tally tally = part?.Tally() ?? new Tally();
            var (end, steps) = training.Epoch(
                epoch,
                trainLoader,
                part?.Steps ?? 0,
                tally,
                step => progress?.Report(new(epoch, options.Epochs, before + step, all, null)),
                StopAfterStep,
                cancellation
            );
            part = null;
            if (end == EpochEnd.Stopped)
            {
                saved.Save(epochs, PartOfEpoch.Of(steps, tally));
                throw new TrainingStoppedException(epoch, steps);
            }

            statistics.Average();
            diverged = end == EpochEnd.Diverged;
            if (!diverged)
            {
                epochs = epochs.Add(Tested(epoch, tally, test, ranks, cancellation));
                saved.Save(epochs);
                progress?.Report(new(epoch + 1, options.Epochs, before + trainLoader.StepsPerEpoch, all, epochs[^1]));
            }
        }

        AugmentResult result = Result(epochs, diverged, train);
        ranks.Agree("weights", result.WeightsSha256);
        return result;
    }

    /// <summary>Writes weights and buffers under the names of the reference networks (safetensors).</summary>
    public void SaveWeights(string path) => NetworkWeights.Save(Network, path);

    public void Dispose() => Network.Dispose();

    private void Validate(IImageSource train, IImageSource test)
    {
        if (options.Ranks != Collective.Size)
        {
            throw new BadInputException(
                $"ranks is {options.Ranks}, but {Collective.Size} train together; start as many processes as there are ranks."
            );
        }

        int least = AugmentOptions.LeastShare * options.Ranks;
        if (train.Count < least)
        {
            throw new BadInputException($"{train.Name} has {train.Count} images; training needs at least {least}.");
        }

        if (train.Size != test.Size || !train.Classes.SequenceEqual(test.Classes))
        {
            throw new BadInputException(
                $"{train.Name} ({train.Size} px, {train.Classes.Length} classes) and {test.Name} ({test.Size} px, {test.Classes.Length} classes) do not belong together; read both from one data set."
            );
        }

        if (train.Classes.Length != Network.Options.Classes)
        {
            throw new BadInputException(
                $"classes is {Network.Options.Classes}, but {train.Name} has {train.Classes.Length}."
            );
        }

        Network.ValidateImageSize(train.Size);
    }

    // The ranks see to it that they are at one thing even where there is no file.
    private string IdentityOf(CheckpointFile? checkpoint, DataParallel ranks, IImageSource train, IImageSource test)
    {
        if (checkpoint is null && ranks.IsAlone)
        {
            return "";
        }

        string identity = Checkpoint.IdentityOf(
            $"augment {Network.Genotype} {Network.Options} {TestsEveryEpoch} {Shuffles}",
            options,
            seed,
            Preprocessing,
            train,
            test
        );
        ranks.Agree("settings and images", identity);
        return identity;
    }

    private AugmentEpoch Tested(
        int epoch,
        Tally tally,
        IImageSource test,
        DataParallel ranks,
        CancellationToken cancellation
    )
    {
        Tally? tested =
            TestsEveryEpoch || epoch == options.Epochs - 1
                ? Evaluation.Run(Network, test, Preprocessing, ranks, cancellation)
                : null;
        return new(
            epoch,
            options.LearningRateAt(epoch),
            tally.MeanLoss,
            tally.Top1,
            tested?.MeanLoss ?? double.NaN,
            tested?.Top1 ?? double.NaN
        );
    }

    private AugmentResult Result(ImmutableArray<AugmentEpoch> epochs, bool diverged, IImageSource train)
    {
        NetworkCost cost = NetworkCost.Of(Network.Genotype, Network.Options, train.Size);
        AugmentEpoch? best = epochs.MaxBy(epoch => epoch.TestTop1);
        return new AugmentResult(
            Top1Last: epochs.IsEmpty ? 0 : epochs[^1].TestTop1,
            Top1Best: best?.TestTop1 ?? 0,
            BestEpoch: best?.Epoch ?? 0,
            diverged,
            epochs,
            cost.Parameters,
            cost.Macs,
            (long)epochs.Length * train.Count,
            NetworkWeights.Sha256(Network)
        );
    }
}
