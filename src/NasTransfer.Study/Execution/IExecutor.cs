using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution;

/// <summary>Brings the results of tasks into a run store, wherever it runs them.</summary>
public interface IExecutor
{
    /// <summary>
    /// Runs what the store lacks, searches before the trainings that wait for them. The store is the truth: a result that
    /// is there is not computed again, and what this returns says nothing that the store does not.
    /// </summary>
    /// <param name="tasks">In the order in which they are wanted; each search that a training waits for is among them.</param>
    /// <exception cref="BadInputException">Nothing can be run at all, for example because a worker cannot start.</exception>
    /// <exception cref="OperationCanceledException">Units that ended are stored, others have their checkpoints.</exception>
    ExecutionReport Run(
        IReadOnlyList<UnitTask> tasks,
        RunStore store,
        IProgress<ExecutionProgress>? progress = null,
        CancellationToken cancellation = default
    );
}

/// <summary>How an execution went.</summary>
/// <param name="Failures">Tasks without a result.</param>
/// <param name="Notes">What was distrusted, retried or waited for, a sentence each.</param>
/// <param name="Effort">What the units that were run took, and who ran them; null where that cannot be told.</param>
public sealed record ExecutionReport(
    ImmutableArray<TaskFailure> Failures,
    ImmutableArray<string> Notes,
    ExecutionEffort? Effort = null
);

/// <summary>What an execution did with its time.</summary>
/// <param name="Units">Units that were run.</param>
/// <param name="UnitSeconds">Wall clock of all of them, summed.</param>
/// <param name="Workers">That could run units side by side.</param>
/// <param name="Seconds">Wall clock of the execution, from its first worker's start to its last worker's end.</param>
public sealed record ExecutionEffort(int Units, double UnitSeconds, int Workers, double Seconds)
{
    /// <summary>The part of the workers' time that went into no unit: starting, waiting, bookkeeping. 0 … 1.</summary>
    // 1 - Σ units / (workers · wall)
    public double Overhead => Workers * Seconds > 0 ? 1 - UnitSeconds / (Workers * Seconds) : 0;
}

/// <summary>A task that has no result.</summary>
/// <param name="Reason">One sentence; for a task that was never started, which other one failed.</param>
/// <param name="LogTail">The last lines that its worker wrote; empty where it was never started.</param>
/// <param name="IsBadInput">Another try would end in the same way.</param>
public sealed record TaskFailure(UnitTask Task, string Reason, string LogTail, bool IsBadInput = false)
{
    /// <summary>Of a training that was not started.</summary>
    internal static string Without(string search) => $"Not started, as {search} has no result.";
}

/// <summary>What there is to say about a task.</summary>
public enum TaskNews
{
    /// <summary>A worker is at it.</summary>
    Running,

    /// <summary>A worker has put its result into the store.</summary>
    Ran,

    /// <summary>Its result was in the store.</summary>
    WasStored,

    /// <summary>It has no result, and is not tried again.</summary>
    GivenUp,
}

/// <summary>How far an execution is.</summary>
/// <param name="Done">Tasks with a result, or given up.</param>
/// <param name="Total">All of them.</param>
/// <param name="Worker">Which worker speaks, from 0; null where workers have no numbers.</param>
/// <param name="Task">What it is at, or has just ended.</param>
/// <param name="Fraction">How much of it is done, 0 … 1.</param>
/// <param name="Epoch">Epochs, generations or rounds of it that have ended.</param>
/// <param name="Epochs">How many there will be; 0 where that is not known yet.</param>
/// <param name="Remaining">A guess at the time that all the rest takes; null while there is nothing to guess from.</param>
public sealed record ExecutionProgress(
    int Done,
    int Total,
    int? Worker,
    UnitTask Task,
    TaskNews News,
    double Fraction,
    int Epoch,
    int Epochs,
    TimeSpan? Remaining
)
{
    /// <summary>The task is one of <see cref="Done"/>, since now.</summary>
    public bool HasEnded => News != TaskNews.Running;
}
