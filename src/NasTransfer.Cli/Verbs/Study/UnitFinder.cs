using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary>Finds a unit of a plan by the beginning of its key or of its title.</summary>
internal static class UnitFinder
{
    /// <summary>By title or by the key of a search; of a training, the store has to know the genotype for a key.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static UnitTask Find(UnitPlan plan, string name, RunStore? store = null) =>
        plan.Tasks.FirstOrDefault(task => task.Title.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? plan.Tasks.FirstOrDefault(task =>
            task.Title.StartsWith(name, StringComparison.OrdinalIgnoreCase) || HasKey(task, name, store)
        )
        ?? throw new BadInputException(
            $"No unit of this plan has a key or a title that begins with '{name}'; `nastransfer plan --json` lists them."
        );

    /// <summary>The unit, and before it the search that it waits for.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static ImmutableArray<UnitTask> Alone(UnitPlan plan, RunStore store, string name)
    {
        UnitTask task = Find(plan, name, store);
        return task.Augment is null
            ? [task]
            : [plan.Tasks.First(other => other.Augment is null && other.Search == task.Search), task];
    }

    private static bool HasKey(UnitTask task, string name, RunStore? store)
    {
        string? key =
            task.Augment is null ? task.Search.Key
            : store is null ? null
            : task.UnitIn(store)?.Key;
        return key?.StartsWith(name, StringComparison.OrdinalIgnoreCase) ?? false;
    }
}
