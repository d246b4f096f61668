using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Local;

/// <summary>
/// The place of one worker: takes tasks from the queue and sees them through. It looks into the store first, so a study
/// whose every result is there starts no process at all.
/// </summary>
internal sealed class Slot(
    int number,
    TaskQueue queue,
    Crew crew,
    RunStore store,
    LocalExecutorOptions options,
    ExecutionNews news
)
{
    // One retry from the last checkpoint, and no more.
    private const int MostDeaths = 2;

    private WorkerProcess? worker;

    public int Number { get; } = number;

    /// <summary>Returns when nothing is left to do, or the queue was closed.</summary>
    public void Serve()
    {
        try
        {
            while (queue.Take() is { } task)
            {
                See(task);
            }
        }
        finally
        {
            Dismiss();
        }
    }

    private void See(QueuedTask task)
    {
        if (task.Task.UnitIn(store, news.Note) is not { } unit)
        {
            GiveUp(task, $"The result of {task.Task.Search.Title} has gone from the store meanwhile.", log: "");
        }
        else if (queue.TryClaim(task, unit.Key) && !IsInStore(task, unit, TaskNews.WasStored))
        {
            if (unit is AugmentUnit { Options.Ranks: > 1 and var ranks })
            {
                // A launcher has to start them, and one machine may be too small for them.
                GiveUp(
                    task,
                    $"{task.Task.Title} trains on {ranks} ranks, which a worker cannot start; run it by itself with the same options: mpirun -np {ranks} nastransfer run … --unit {unit.Key}",
                    log: ""
                );
                return;
            }

            Run(task, unit);
        }
    }

    private void Run(QueuedTask task, Unit unit)
    {
        // One that died while it had nothing to do costs nobody a retry.
        if (worker is { HasEnded: true })
        {
            Dismiss();
        }

        worker ??= crew.Hire();
        if (worker is null)
        {
            queue.Defer(task, TimeSpan.Zero);
            return;
        }

        news.Advance(Number, task, fraction: 0, epoch: 0, epochs: 0);
        WorkerReport? ended = worker.Run(
            new RunOrder(task.Task, store.Folder),
            store.LogOf(unit),
            step => news.Advance(Number, task, step.Fraction, step.Epoch, step.Epochs)
        );
        switch (ended)
        {
            case CompletedReport completed:
                Believe(task, unit, completed);
                break;
            case LockedReport:
                Wait(task);
                break;
            case FailedReport { IsBadInput: true } failed:
                GiveUp(task, failed.Reason, worker.LogTail, isBadInput: true);
                Dismiss();
                break;
            case FailedReport failed:
                Mourn(task, $"failed: {failed.Reason}");
                break;
            default:
                Mourn(task, $"lost its worker, which {worker.Exit}");
                break;
        }
    }

    private void Believe(QueuedTask task, Unit unit, CompletedReport completed)
    {
        if (completed.Note is { } note)
        {
            news.Note(note);
        }

        if (!completed.FromStore)
        {
            news.Count(completed.Seconds);
        }

        if (!IsInStore(task, unit, completed.FromStore ? TaskNews.WasStored : TaskNews.Ran))
        {
            Mourn(task, "left no result in the store that can be trusted");
        }
    }

    /// <summary>Ends the task if the store has its result.</summary>
    private bool IsInStore(QueuedTask task, Unit unit, TaskNews how)
    {
        if (!store.Has(unit, news.Note))
        {
            return false;
        }

        // A worker that was killed between its result and its end leaves one.
        store.CheckpointOf(unit).Delete();
        news.End(Number, task, how, queue => queue.Complete(task, store.CostOf(unit)?.Seconds));
        return true;
    }

    private void Wait(QueuedTask task)
    {
        if (!task.WasLocked)
        {
            task.WasLocked = true;
            news.Note($"{task.Task.Title}: another study is at it; its result was waited for.");
        }

        queue.Defer(task, options.LockedRetry);
    }

    private void Mourn(QueuedTask task, string what)
    {
        string log = worker!.LogTail;
        Dismiss();
        // A worker that was told to stop has not died.
        if (crew.IsStopped)
        {
            queue.Defer(task, TimeSpan.Zero);
        }
        else if (++task.Deaths < MostDeaths)
        {
            news.Note($"{task.Task.Title}: {what}; tried again from its last checkpoint.");
            queue.Defer(task, TimeSpan.Zero);
        }
        else
        {
            GiveUp(task, $"Tried twice: {what}.", log);
        }
    }

    private void GiveUp(QueuedTask task, string reason, string log, bool isBadInput = false) =>
        news.End(Number, task, TaskNews.GivenUp, queue => queue.GiveUp(task, reason, log, isBadInput));

    private void Dismiss()
    {
        if (worker is not null)
        {
            crew.Dismiss(worker);
            worker = null;
        }
    }
}
