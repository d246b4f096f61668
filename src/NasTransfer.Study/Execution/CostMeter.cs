using System.Diagnostics;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>
/// What a unit has taken, over all processes that worked on it. Where a checkpoint waits, the store knows what the earlier
/// ones took up to about then; what was spent after the last note, and lost, is not counted.
/// </summary>
internal sealed class CostMeter
{
    // A unit of seconds is run whole or not at all; only longer ones are worth a note on the way.
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(5);

    private readonly RunStore store;
    private readonly Unit unit;
    private readonly TimeProvider clock;
    private readonly int processes;
    private readonly UnitCost earlier;
    private readonly TimeSpan processorTime = ProcessorTime();
    private readonly long start;
    private long noted;

    /// <param name="resumes">A checkpoint waits.</param>
    /// <param name="processes">So many work at the unit in step, each with as much processor time as this one.</param>
    public CostMeter(RunStore store, Unit unit, bool resumes, TimeProvider clock, int processes = 1)
    {
        (this.store, this.unit, this.clock, this.processes) = (store, unit, clock, processes);
        earlier = (resumes ? store.CostOf(unit) : null) ?? new UnitCost(0, 0, 0);
        start = noted = clock.GetTimestamp();
    }

    /// <summary>Wall clock of this process alone.</summary>
    public double Seconds => clock.GetElapsedTime(start).TotalSeconds;

    /// <summary>Up to now, over all processes.</summary>
    public UnitCost Cost
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return new UnitCost(
                earlier.Seconds + Seconds,
                earlier.CoreSeconds + processes * (process.TotalProcessorTime - processorTime).TotalSeconds,
                Math.Max(earlier.PeakMemoryBytes, process.PeakWorkingSet64)
            );
        }
    }

    /// <summary>An epoch has ended: the store is told, now and then.</summary>
    public void Note()
    {
        if (clock.GetElapsedTime(noted) >= BetweenNotes)
        {
            noted = clock.GetTimestamp();
            store.PutCost(unit, Cost);
        }
    }

    private static TimeSpan ProcessorTime()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
