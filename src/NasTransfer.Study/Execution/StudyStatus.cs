using System.Collections.Immutable;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>How far a task is.</summary>
public enum TaskPhase
{
    /// <summary>Its result is in the store.</summary>
    Done,

    /// <summary>A process is at it.</summary>
    Running,

    /// <summary>For its search, for a worker, or for somebody to run or submit it.</summary>
    Waiting,

    /// <summary>Its last try brought no result, or the search that it needs has none.</summary>
    Failed,
}

/// <summary>How far a task is.</summary>
/// <param name="Reason">Why it waits or failed, in a few words; null where there is nothing to say.</param>
/// <param name="LogTail">Of a task that failed: the last lines that its worker, or its job, wrote.</param>
public sealed record TaskProgress(UnitTask Task, TaskPhase Phase, string? Reason = null, string LogTail = "");

/// <summary>How far a study is: what its store says, and Slurm's queue where there is one.</summary>
/// <param name="Tasks">In the order of the plan.</param>
public sealed record StudyStatus(ImmutableArray<TaskProgress> Tasks)
{
    public int Count(TaskPhase phase) => Tasks.Count(task => task.Phase == phase);

    /// <param name="slurm">Null where there is none.</param>
    /// <exception cref="Engine.BadInputException">Slurm does not answer.</exception>
    public static StudyStatus Of(IReadOnlyList<UnitTask> tasks, RunStore store, SlurmClient? slurm) =>
        Of(
            tasks,
            store,
            slurm is null || !SubmissionFolder.IsAny(store) ? null : StudyQueue.Of(store, slurm),
            new SubmittedTasks(store)
        );

    internal static StudyStatus Of(
        IReadOnlyList<UnitTask> tasks,
        RunStore store,
        StudyQueue? queue,
        SubmittedTasks submitted
    )
    {
        Dictionary<string, TaskProgress> searches = [];
        var all = ImmutableArray.CreateBuilder<TaskProgress>();
        foreach (UnitTask task in tasks.OrderBy(task => task.Augment is not null))
        {
            TaskProgress status = Of(task, store, queue, submitted);
            if (task.Augment is null)
            {
                searches[task.Search.Key] = status;
            }
            else if (
                status.Phase == TaskPhase.Waiting
                && queue?.JobOf(TaskId.Of(task)) is null
                && searches.GetValueOrDefault(task.Search.Key) is { Phase: TaskPhase.Failed } failed
            )
            {
                status = new TaskProgress(task, TaskPhase.Failed, TaskFailure.Without(failed.Task.Title));
            }

            all.Add(status);
        }

        return new StudyStatus(all.ToImmutable());
    }

    private static TaskProgress Of(UnitTask task, RunStore store, StudyQueue? queue, SubmittedTasks submitted)
    {
        Unit? unit = task.UnitIn(store);
        if (unit is not null && store.Has(unit))
        {
            return new TaskProgress(task, TaskPhase.Done);
        }

        UnitEvent? last = unit is null ? null : store.HistoryOf(unit).Events.LastOrDefault();
        bool isBegun = last is not (null or UnitEnded);
        if (queue?.JobOf(TaskId.Of(task)) is { } job)
        {
            return job.IsRunning && isBegun ? new TaskProgress(task, TaskPhase.Running)
                : job.IsRunning ? new TaskProgress(task, TaskPhase.Waiting, "its job is running")
                : new TaskProgress(task, TaskPhase.Waiting, $"in Slurm's queue: {job.Reason}");
        }

        return last switch
        {
            not null when isBegun && IsHeld(unit!, store) => new TaskProgress(task, TaskPhase.Running),
            UnitEnded { Status: UnitStatus.Failed } failed => new TaskProgress(
                task,
                TaskPhase.Failed,
                failed.Reason,
                store.LogTailOf(unit!)
            ),
            UnitEnded { Status: UnitStatus.Cancelled } => new TaskProgress(
                task,
                TaskPhase.Waiting,
                "was stopped, and goes on from its checkpoint"
            ),
            not null => new TaskProgress(
                task,
                TaskPhase.Failed,
                "Its process ended without a word.",
                store.LogTailOf(unit!) is { Length: > 0 } log ? log : submitted.LogTailOf(task)
            ),
            null when submitted.LogTailOf(task) is { Length: > 0 } log => new TaskProgress(
                task,
                TaskPhase.Failed,
                "Its job ended before it began.",
                log
            ),
            null => new TaskProgress(task, TaskPhase.Waiting),
        };
    }

    private static bool IsHeld(Unit unit, RunStore store)
    {
        using UnitLock? free = store.TryLock(unit);
        return free is null;
    }
}
