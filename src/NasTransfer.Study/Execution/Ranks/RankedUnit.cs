using NasTransfer.Engine.Data;
using NasTransfer.Engine.Runtime.Collectives;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Ranks;

/// <summary>How a unit of several ranks ended.</summary>
public enum RankedEnd : byte
{
    /// <summary>Its result is in the store, since now.</summary>
    Ran,

    /// <summary>Its result was in the store.</summary>
    WasStored,

    /// <summary>Somebody else is at it.</summary>
    Locked,
}

/// <summary>
/// One training that several processes run together, each of which calls this. The first holds the lock, keeps the
/// checkpoint, and stores the result; the others need of the store only what names the unit.
/// </summary>
/// <param name="images">What the unit names.</param>
/// <param name="loaderThreads">Threads of each rank that make batches ready.</param>
public sealed class RankedUnit(RunStore store, IUnitImages images, int loaderThreads)
{
    /// <param name="collective">As many ranks as the unit asks for.</param>
    /// <param name="progress">Told on the first rank.</param>
    /// <param name="stop">Stops all ranks after the same step.</param>
    /// <exception cref="TrainingStoppedException">They were stopped, and go on there the next time.</exception>
    public RankedEnd Run(
        AugmentUnit unit,
        ICollective collective,
        IProgress<AugmentProgress>? progress,
        CancellationToken stop
    )
    {
        bool leads = collective.Rank == 0;
        using UnitLock? held = leads ? store.TryLock(unit) : null;
        byte[] end =
        [
            (byte)(
                held is null ? RankedEnd.Locked
                : store.Has(unit) ? RankedEnd.WasStored
                : RankedEnd.Ran
            ),
        ];
        collective.Broadcast(end);
        if ((RankedEnd)end[0] != RankedEnd.Ran)
        {
            return (RankedEnd)end[0];
        }

        if (leads)
        {
            CheckpointFile checkpoint = store.CheckpointOf(unit);
            CostMeter meter = new(
                store,
                unit,
                resumes: File.Exists(checkpoint.Path),
                TimeProvider.System,
                processes: collective.Size
            );
            AugmentResult result = Told(
                unit,
                events => Train(unit, collective, new Relay(events, meter, progress), checkpoint, stop)
            );
            store.Put(unit, result, meter.Cost);
            store.EventsOf(unit).Append(new UnitEnded(UnitStatus.Done));
        }
        else
        {
            Train(unit, collective, progress: null, checkpoint: null, stop);
        }

        collective.Barrier();
        return RankedEnd.Ran;
    }

    private AugmentResult Train(
        AugmentUnit unit,
        ICollective collective,
        IProgress<AugmentProgress>? progress,
        CheckpointFile? checkpoint,
        CancellationToken stop
    )
    {
        var (train, test) = images.Of(unit);
        using AugmentRun run = new(unit.Genotype, unit.Network, unit.Options, unit.Seed)
        {
            Preprocessing = new Preprocessing { Threads = loaderThreads },
            Collective = collective,
            StopAfterStep = stop,
        };
        // One rank alone must not leave at once: the others would wait for it.
        return run.Run(train, test, progress, checkpoint, CancellationToken.None);
    }

    private AugmentResult Told(AugmentUnit unit, Func<EventLog, AugmentResult> train)
    {
        EventLog events = store.EventsOf(unit);
        events.Append(UnitStarted.Of(unit));
        try
        {
            return train(events);
        }
        catch (Exception failure)
        {
            events.Append(
                failure is TrainingStoppedException
                    ? new UnitEnded(UnitStatus.Cancelled)
                    : new UnitEnded(UnitStatus.Failed, failure.Message)
            );
            throw;
        }
    }

    private sealed class Relay(EventLog events, CostMeter meter, IProgress<AugmentProgress>? progress)
        : IProgress<AugmentProgress>
    {
        public void Report(AugmentProgress value)
        {
            if (value.Ended is { } epoch)
            {
                events.Append(new AugmentEpochEnded(epoch));
                meter.Note();
            }

            progress?.Report(value);
        }
    }
}
