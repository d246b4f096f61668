using System.Collections.Immutable;
using System.Diagnostics;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>Runs a plan's units one after another in this process; what the store has already is not run again.</summary>
/// <param name="store">Where results are looked for and put.</param>
/// <param name="work">What a unit does.</param>
public sealed class StudyRunner(RunStore store, UnitWork work)
{
    /// <exception cref="OperationCanceledException">Units that ended are stored.</exception>
    public StudyOutcome Run(
        StudyPlan plan,
        IProgress<StudyProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Execution execution = new(store, work, plan, progress, cancellation);
        ImmutableArray<CompletedSearch> searches = [.. plan.Searches.Select(execution.Search)];
        Dictionary<SearchUnit, CompletedSearch> byUnit = searches.ToDictionary(search => search.Unit);
        ImmutableArray<CompletedAugment> augments =
        [
            .. plan.Augments.Select(planned => execution.Augment(planned, byUnit[planned.Search])),
        ];
        return new StudyOutcome(plan, searches, augments, [.. execution.Notes]);
    }

    /// <summary>One pass over one plan.</summary>
    private sealed class Execution(
        RunStore store,
        UnitWork work,
        StudyPlan plan,
        IProgress<StudyProgress>? progress,
        CancellationToken cancellation
    )
    {
        private int done;

        public List<string> Notes { get; } = [];

        public CompletedSearch Search(SearchUnit unit)
        {
            var (result, cost, fromStore) = Complete(
                unit,
                unit.Title,
                () =>
                    work.Search(
                        unit,
                        unit.Source is { } source ? plan.Splits[source.Role].Data : null,
                        Relay<SearchProgress>(unit, unit.Title, p => (p.Step, p.Steps)),
                        cancellation
                    )
            );
            return new CompletedSearch(unit, result, cost, fromStore);
        }

        public CompletedAugment Augment(PlannedAugment planned, CompletedSearch search)
        {
            AugmentUnit unit = plan.UnitOf(planned, search.Result.Genotype);
            string label = $"{search.Unit.Title} → {planned.Target.Role}, augment seed {unit.Seed}";
            var (result, cost, fromStore) = Complete(
                unit,
                label,
                () =>
                    work.Augment(
                        unit,
                        planned.Target.Train,
                        planned.Target.Test,
                        Relay<AugmentProgress>(unit, label, p => (p.Step, p.Steps)),
                        cancellation
                    )
            );
            return new CompletedAugment(planned, search, unit, result, cost, fromStore);
        }

        private (T Result, UnitCost? Cost, bool FromStore) Complete<T>(Unit unit, string label, Func<T> run)
            where T : notnull
        {
            cancellation.ThrowIfCancellationRequested();
            if (store.Find<T>(unit, Notes.Add) is { } stored)
            {
                Report(unit, label, fromStore: true);
                return (stored.Result, stored.Cost, true);
            }

            progress?.Report(new StudyProgress(done, plan.Units, unit, label, 0, FromStore: false));
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
            Report(unit, label, fromStore: false);
            return (result, cost, false);
        }

        private void Report(Unit unit, string label, bool fromStore)
        {
            done++;
            progress?.Report(new StudyProgress(done, plan.Units, unit, label, 1, fromStore));
        }

        // In the caller's thread, unlike Progress<T>: a line about step 5 must not come after one about step 6.
        private Relayed<T>? Relay<T>(Unit unit, string label, Func<T, (long Step, long Steps)> position) =>
            progress is null
                ? null
                : new Relayed<T>(value =>
                {
                    var (step, steps) = position(value);
                    double fraction = steps > 0 ? (double)step / steps : 0;
                    progress.Report(new StudyProgress(done, plan.Units, unit, label, fraction, FromStore: false));
                });
    }

    private sealed class Relayed<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
