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
    /// <param name="loaderThreads">Threads that make batches ready; 0 leaves it to the network's. Changes no result.</param>
    public static UnitWork OfEngine(int loaderThreads)
    {
        Preprocessing preprocessing = new() { Threads = loaderThreads };
        return new UnitWork(
            (unit, data, progress, checkpoint, cancellation) =>
                unit
                    .Options.CreateSearch()
                    .Run(
                        data is null ? null! : data with { Preprocessing = preprocessing },
                        unit.Seed,
                        progress,
                        checkpoint,
                        cancellation
                    ),
            (unit, train, test, progress, checkpoint, cancellation) =>
            {
                using AugmentRun run = new(unit.Genotype, unit.Network, unit.Options, unit.Seed)
                {
                    Preprocessing = preprocessing,
                };
                return run.Run(train, test, progress, checkpoint, cancellation);
            }
        );
    }
}
