using System.Diagnostics;
using NasTransfer.Engine;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>Runs tasks one after another in this process, in the order given.</summary>
/// <param name="images">What units look at.</param>
/// <param name="work">What a unit does.</param>
public sealed class InProcessExecutor(IUnitImages images, UnitWork work) : IExecutor
{
    public ExecutionReport Run(
        IReadOnlyList<UnitTask> tasks,
        RunStore store,
        IProgress<ExecutionProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Pass pass = new(images, work, tasks, store, progress, cancellation);
        foreach (UnitTask task in tasks)
        {
            pass.Run(task);
        }

        return new ExecutionReport([], [.. pass.Notes]);
    }

    private sealed class Pass(
        IUnitImages images,
        UnitWork work,
        IReadOnlyList<UnitTask> tasks,
        RunStore store,
        IProgress<ExecutionProgress>? progress,
        CancellationToken cancellation
    )
    {
        private int done;

        public List<string> Notes { get; } = [];

        public void Run(UnitTask task)
        {
            cancellation.ThrowIfCancellationRequested();
            bool fromStore = task.Augment is null
                ? Complete(task.Search, () => Search(task))
                : Complete(UnitOf(task), () => Augment(task));
            done++;
            Report(task, 1, fromStore);
        }

        private SearchResult Search(UnitTask task) =>
            work.Search(
                task.Search,
                images.Of(task.Search),
                new Relay<SearchProgress>(value => Report(task, (double)value.Step / value.Steps, fromStore: false)),
                cancellation
            );

        private AugmentResult Augment(UnitTask task)
        {
            AugmentUnit unit = UnitOf(task);
            var (train, test) = images.Of(unit);
            return work.Augment(
                unit,
                train,
                test,
                new Relay<AugmentProgress>(value => Report(task, (double)value.Step / value.Steps, fromStore: false)),
                cancellation
            );
        }

        private AugmentUnit UnitOf(UnitTask task) =>
            store.Find<SearchResult>(task.Search) is { } search
                ? task.Augment!.For(search.Result.Genotype)
                : throw new BadInputException($"{task.Title} comes before its search; give the search first.");

        private bool Complete<T>(Unit unit, Func<T> run)
            where T : notnull
        {
            if (store.Find<T>(unit, Notes.Add) is not null)
            {
                return true;
            }

            using Process process = Process.GetCurrentProcess();
            Stopwatch watch = Stopwatch.StartNew();
            TimeSpan before = process.TotalProcessorTime;
            T result = run();
            process.Refresh();
            UnitCost cost = new(
                watch.Elapsed.TotalSeconds,
                (process.TotalProcessorTime - before).TotalSeconds,
                process.PeakWorkingSet64
            );
            store.Put(unit, result, cost);
            return false;
        }

        private void Report(UnitTask task, double fraction, bool fromStore) =>
            progress?.Report(new ExecutionProgress(done, tasks.Count, 0, task, fraction, fromStore, Remaining: null));
    }

    // In the caller's thread, unlike Progress<T>: a line about step 5 must not come after one about step 6.
    private sealed class Relay<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
