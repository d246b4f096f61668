using NasTransfer.Engine.Data;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>Runs one search unit. Random sampling gets no data.</summary>
public delegate SearchResult SearchWork(
    SearchUnit unit,
    SearchData? data,
    IProgress<SearchProgress>? progress,
    CheckpointFile? checkpoint,
    CancellationToken cancellation
);

/// <summary>Runs one augment unit.</summary>
public delegate AugmentResult AugmentWork(
    AugmentUnit unit,
    IImageSource train,
    IImageSource test,
    IProgress<AugmentProgress>? progress,
    CheckpointFile? checkpoint,
    CancellationToken cancellation
);

/// <summary>What units do when they run.</summary>
public sealed record UnitWork(SearchWork Search, AugmentWork Augment)
{
    /// <summary>The engine's own. <see cref="Engine.Runtime.TorchRuntime.Start"/> must have been called.</summary>
    public static UnitWork Engine { get; } = new(Searching, Augmenting);

    private static SearchResult Searching(
        SearchUnit unit,
        SearchData? data,
        IProgress<SearchProgress>? progress,
        CheckpointFile? checkpoint,
        CancellationToken cancellation
    ) => unit.Options.CreateSearch().Run(data!, unit.Seed, progress, checkpoint, cancellation);

    private static AugmentResult Augmenting(
        AugmentUnit unit,
        IImageSource train,
        IImageSource test,
        IProgress<AugmentProgress>? progress,
        CheckpointFile? checkpoint,
        CancellationToken cancellation
    )
    {
        using AugmentRun run = new(unit.Genotype, unit.Network, unit.Options, unit.Seed);
        return run.Run(train, test, progress, checkpoint, cancellation);
    }
}
