using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>
/// The inside of a job: a task of an array runs the units of its line of the manifest, one after another, in one worker.
/// What the store has already is not run again, so a job may come twice.
/// </summary>
public static class SlurmJob
{
    /// <summary>Exit code: all results are in the store.</summary>
    public const int Done = 0;

    /// <summary>Exit code: some result is missing; another try may bring it.</summary>
    public const int Failed = 1;

    /// <summary>Exit code: some result is missing, and another try would end in the same way.</summary>
    public const int IsBadInput = 2;

    /// <summary>Exit code, of ranks as well: it was told to stop, and is further than when it began.</summary>
    public const int Stopped = 85;

    public const string StoreOption = "--store";
    public const string ManifestOption = "--manifest";
    public const string TaskOption = "--task";

    /// <summary>What the program of a job is given, but for the task's index.</summary>
    internal static ImmutableArray<string> ArgumentsOf(RunStore store, string manifest) =>
        [StoreOption, store.Folder, ManifestOption, manifest];

    /// <param name="index">Which line of the manifest.</param>
    /// <param name="worker">What runs the units.</param>
    /// <param name="told">Told what there is to say, a sentence each.</param>
    /// <returns>The exit code of the job.</returns>
    /// <exception cref="BadInputException">There is no such line.</exception>
    public static int Run(
        string manifest,
        int index,
        RunStore store,
        WorkerProgram worker,
        TimeProvider clock,
        Action<string> told,
        IProgress<ExecutionProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ImmutableArray<UnitTask> tasks = WithSearches(TasksOf(manifest, index));
        long before = Advance(tasks, store);
        try
        {
            ExecutionReport report = new LocalExecutor(worker, new LocalExecutorOptions { Workers = 1 }, clock).Run(
                tasks,
                store,
                progress,
                cancellation
            );
            return Tell(report, told);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            bool isFurther = Advance(tasks, store) > before;
            told(
                isFurther
                    ? "Stopped; the next try goes on from the last checkpoint."
                    : "Stopped before an epoch had ended: the time limit may be too short (slurm:timeLimit)."
            );
            // Without an epoch a try, a job would be requeued for ever.
            return isFurther ? Stopped : Failed;
        }
    }

    /// <summary>The one task of a line that several ranks run together, each of which asks; null for other lines.</summary>
    /// <exception cref="BadInputException">There is no such line.</exception>
    public static UnitTask? RankedTask(string manifest, int index) =>
        TasksOf(manifest, index) is [var task] && SubmissionPlan.RanksOf(task) > 1 ? task : null;

    private static ImmutableArray<UnitTask> TasksOf(string manifest, int index)
    {
        if (!File.Exists(manifest))
        {
            throw new BadInputException(
                $"{ManifestOption} is {manifest}, which this node does not see; the run store must be on a file system that all nodes share."
            );
        }

        return SubmissionFolder.ReadManifest(manifest).FirstOrDefault(line => line.Index == index)?.Tasks
            ?? throw new BadInputException(
                $"{TaskOption} is {index.ToString(CultureInfo.InvariantCulture)}, which {manifest} has no line for."
            );
    }

    // A training's search is in the store by now, or costs nothing.
    private static ImmutableArray<UnitTask> WithSearches(ImmutableArray<UnitTask> tasks) =>
        [
            .. tasks
                .Select(task => task.Search)
                .DistinctBy(search => search.Key)
                .Select(search => new UnitTask(search.Title, search, Augment: null)),
            .. tasks.Where(task => task.Augment is not null),
        ];

    // Grows with every epoch that ends and every result.
    private static long Advance(IEnumerable<UnitTask> tasks, RunStore store) =>
        tasks
            .Select(task => task.UnitIn(store))
            .OfType<Unit>()
            .Sum(unit =>
                store
                    .HistoryOf(unit)
                    .Events.Count(happened =>
                        happened is SearchEpochEnded or AugmentEpochEnded or UnitEnded { Status: UnitStatus.Done }
                    )
            );

    private static int Tell(ExecutionReport report, Action<string> told)
    {
        foreach (string note in report.Notes)
        {
            told(note);
        }

        foreach (TaskFailure failure in report.Failures)
        {
            told($"{failure.Task.Title}: {failure.Reason}");
            if (failure.LogTail.Length > 0)
            {
                told(failure.LogTail);
            }
        }

        return report.Failures.IsEmpty ? Done
            : report.Failures.All(failure => failure.IsBadInput) ? IsBadInput
            : Failed;
    }
}
