using System.Collections.Immutable;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>A stored unit that was run again.</summary>
/// <param name="Stored">SHA-256 of the stored result.</param>
/// <param name="Again">Of the new one; null where it failed.</param>
public sealed record VerifiedUnit(string Title, string Key, string Stored, string? Again)
{
    public bool IsSame => Stored == Again;
}

/// <summary>Whether stored results come out again, bit for bit.</summary>
/// <param name="Candidates">Stored units of the plan that could have been chosen.</param>
public sealed record Verification(int Candidates, ImmutableArray<VerifiedUnit> Units)
{
    public bool Holds => Units.All(unit => unit.IsSame);

    /// <summary>Runs some stored units again, in a store of their own, and compares.</summary>
    /// <param name="count">How many; null for all. Which ones is drawn from <paramref name="seed"/>.</param>
    /// <param name="scratch">An empty store; a training finds its search's stored result in it.</param>
    public static Verification Run(
        UnitPlan plan,
        RunStore store,
        int? count,
        ulong seed,
        RunStore scratch,
        IExecutor executor,
        IProgress<ExecutionProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var stored = plan
            .Tasks.Select(task => (Task: task, Unit: task.UnitIn(store)))
            .Where(pair => pair.Unit is { } unit && store.Has(unit))
            .ToArray();
        var chosen = new CounterRandom(seed, "verify")
            .Permutation(stored.Length)
            .Take(count ?? stored.Length)
            .Order()
            .Select(i => stored[i])
            .ToArray();
        HashSet<string> again = [.. chosen.Select(pair => pair.Unit!.Key)];
        foreach (SearchUnit search in chosen.Select(pair => pair.Task.Search).DistinctBy(search => search.Key))
        {
            // A search that is not run again lends its stored genotype.
            if (!again.Contains(search.Key) && store.Find<SearchResult>(search) is { } lent)
            {
                scratch.Put(search, lent.Result, lent.Cost ?? new UnitCost(0, 0, 0));
            }
        }

        UnitTask[] searches =
        [
            .. plan.Tasks.Where(task => task.Augment is null && chosen.Any(pair => pair.Task.Search == task.Search)),
        ];
        executor.Run(
            [.. searches, .. chosen.Select(pair => pair.Task).Where(task => task.Augment is not null)],
            scratch,
            progress,
            cancellation
        );

        Dictionary<string, string> before = Hashes(store, again);
        Dictionary<string, string> after = Hashes(scratch, again);
        return new Verification(
            stored.Length,
            [
                .. chosen.Select(pair => new VerifiedUnit(
                    pair.Task.Title,
                    pair.Unit!.Key,
                    before[pair.Unit.Key],
                    after.GetValueOrDefault(pair.Unit.Key)
                )),
            ]
        );
    }

    private static Dictionary<string, string> Hashes(RunStore store, IEnumerable<string> keys) =>
        StoreHash.Of(store, keys).Results.ToDictionary(result => result.Key, result => result.Sha256);
}
