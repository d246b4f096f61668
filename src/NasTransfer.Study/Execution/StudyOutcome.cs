using System.Collections.Immutable;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>A search that has a result.</summary>
public sealed record CompletedSearch(PlannedSearch Planned, SearchUnit Unit, SearchResult Result, UnitCost? Cost);

/// <summary>A training that has a result.</summary>
/// <param name="Experiments">The experiments of the paper that it is for.</param>
public sealed record CompletedAugment(
    PlannedAugment Planned,
    ImmutableArray<string> Experiments,
    CompletedSearch Search,
    AugmentUnit Unit,
    AugmentResult Result,
    UnitCost? Cost
);

/// <summary>What a run store holds of a plan.</summary>
/// <param name="Missing">Titles of what has no result.</param>
/// <param name="Notes">What the store distrusts, a sentence each.</param>
public sealed record StudyOutcome(
    UnitPlan Plan,
    ImmutableArray<CompletedSearch> Searches,
    ImmutableArray<CompletedAugment> Augments,
    ImmutableArray<string> Missing,
    ImmutableArray<string> Notes
)
{
    /// <summary>Looks every unit of a plan up; runs nothing.</summary>
    public static StudyOutcome Of(UnitPlan plan, RunStore store)
    {
        List<string> missing = [];
        List<string> notes = [];
        Dictionary<PlannedSearch, CompletedSearch> searches = [];
        foreach (PlannedSearch planned in plan.Study.Searches)
        {
            SearchUnit unit = plan.UnitOf(planned);
            if (store.Find<SearchResult>(unit, notes.Add) is { } stored)
            {
                searches[planned] = new CompletedSearch(planned, unit, stored.Result, stored.Cost);
            }
            else
            {
                missing.Add(planned.Title);
            }
        }

        var augments = ImmutableArray.CreateBuilder<CompletedAugment>();
        foreach (var (planned, experiments) in plan.Study.Augments)
        {
            CompletedSearch? search = searches.GetValueOrDefault(planned.Search);
            AugmentUnit? unit = search is null ? null : plan.UnitOf(planned, search.Result.Genotype);
            if (unit is not null && store.Find<AugmentResult>(unit, notes.Add) is { } stored)
            {
                augments.Add(new CompletedAugment(planned, experiments, search!, unit, stored.Result, stored.Cost));
            }
            else
            {
                missing.Add(planned.Title);
            }
        }

        return new StudyOutcome(
            plan,
            [.. plan.Study.Searches.Where(searches.ContainsKey).Select(planned => searches[planned])],
            augments.ToImmutable(),
            [.. missing],
            [.. notes]
        );
    }
}
