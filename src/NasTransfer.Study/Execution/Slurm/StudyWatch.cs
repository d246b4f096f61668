using System.Collections.Immutable;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>What of a study has come into its store while jobs run elsewhere.</summary>
internal sealed class StudyWatch(IReadOnlyList<UnitTask> tasks, RunStore store, IProgress<ExecutionProgress>? progress)
{
    private readonly SubmittedTasks submitted = new(store);
    private readonly HashSet<UnitTask> done = new(ReferenceEqualityComparer.Instance);
    private bool isFirstLook = true;

    /// <summary>Reports what is new.</summary>
    /// <returns>Whether all is there.</returns>
    public bool Look()
    {
        StudyStatus status = StudyStatus.Of([.. Missing], store, queue: null, submitted);
        foreach (TaskProgress task in status.Tasks.Where(task => task.Phase == TaskPhase.Done))
        {
            done.Add(task.Task);
            Tell(task.Task, isFirstLook ? TaskNews.WasStored : TaskNews.Ran, fraction: 1);
        }

        isFirstLook = false;
        return done.Count == tasks.Count;
    }

    public bool IsAnyQueued(StudyQueue queue) => Missing.Any(task => queue.JobOf(TaskId.Of(task)) is not null);

    /// <summary>
    /// Trainings that were never begun although their searches are stored. Slurm looks at a task's dependency late, forgets
    /// a finished job after some minutes, and then takes it for one that failed. None after a cancellation.
    /// </summary>
    public ImmutableArray<UnitTask> Orphans()
    {
        if (SubmissionFolder.All(store).LastOrDefault() is not { IsCancelled: false })
        {
            return [];
        }

        HashSet<string> searches = [.. done.Where(task => task.Augment is null).Select(task => task.Search.Key)];
        return
        [
            .. StudyStatus
                .Of([.. Missing], store, queue: null, submitted)
                .Tasks.Where(status => status is { Phase: TaskPhase.Waiting, Reason: null, Task.Augment: not null })
                .Select(status => status.Task)
                .Where(task => searches.Contains(task.Search.Key)),
        ];
    }

    /// <summary>What has no result, and why.</summary>
    public ImmutableArray<TaskFailure> GiveUpRest()
    {
        StudyStatus status = StudyStatus.Of([.. Missing], store, queue: null, submitted);
        ImmutableArray<TaskFailure> failures =
        [
            .. status.Tasks.Select(task => new TaskFailure(
                task.Task,
                task.Reason
                    ?? $"Its job is no longer in the queue and wrote nothing: it was cancelled, or its node does not see {store.Folder}.",
                task.LogTail
            )),
        ];
        foreach (TaskFailure failure in failures)
        {
            done.Add(failure.Task);
            Tell(failure.Task, TaskNews.GivenUp, fraction: 0);
        }

        return failures;
    }

    private IEnumerable<UnitTask> Missing => tasks.Where(task => !done.Contains(task));

    private void Tell(UnitTask task, TaskNews news, double fraction) =>
        progress?.Report(
            new ExecutionProgress(
                done.Count,
                tasks.Count,
                Worker: null,
                task,
                news,
                fraction,
                Epoch: 0,
                Epochs: 0,
                Remaining: null
            )
        );
}
