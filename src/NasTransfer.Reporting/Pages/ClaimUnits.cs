using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Reporting.Pages;

/// <summary>The units of a study that one claim rests on, by the keys of its observations.</summary>
internal sealed record ClaimUnits(
    ImmutableArray<CompletedSearch> Searches,
    ImmutableArray<CompletedAugment> Augments,
    ImmutableArray<StudyDataSet> Sets,
    ImmutableArray<SearchSource> Sources
)
{
    public IEnumerable<UnitCost> Costs =>
        Searches
            .Select(search => search.Cost)
            .Concat(Augments.DistinctBy(augment => augment.Unit.Key).Select(augment => augment.Cost))
            .OfType<UnitCost>();

    public IEnumerable<Unit> Units =>
        Searches
            .Select(search => (Unit)search.Unit)
            .Concat(Augments.Select(augment => (Unit)augment.Unit))
            .DistinctBy(unit => unit.Key);

    public static ClaimUnits Of(StudyOutcome outcome, ClaimResult result)
    {
        // Two searches that found one genotype share its augment unit: the key alone does not say whose run it was.
        HashSet<(string?, string, ulong, string)> runs =
        [
            .. result.Observations.Select(run =>
                (run.Proxy ?? run.Source, run.Method, run.SearchSeed, run.UnitKey ?? "")
            ),
        ];
        ImmutableArray<CompletedAugment> augments =
        [
            .. outcome.Augments.Where(augment =>
                runs.Contains(
                    (
                        augment.Planned.Search.Source,
                        augment.Planned.Search.Method,
                        augment.Planned.Search.Seed,
                        augment.Unit.Key
                    )
                )
            ),
        ];
        ImmutableArray<CompletedSearch> searches =
        [
            .. augments.Select(augment => augment.Search).DistinctBy(search => search.Unit.Key),
        ];
        UnitData[] sources = [.. searches.Select(search => search.Unit.Source).OfType<UnitData>()];
        HashSet<string> roles =
        [
            .. augments.Select(augment => augment.Planned.Target),
            .. sources.Select(source => source.Role),
        ];
        HashSet<string> names = [.. sources.Select(source => source.Name)];
        return new ClaimUnits(
            searches,
            augments,
            [.. outcome.Plan.Sets.Where(set => roles.Contains(set.Role))],
            [.. outcome.Plan.Sources.Where(source => names.Contains(source.Data.Name))]
        );
    }
}
