using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Catalogue;

/// <summary>One run of a made-up study, before it has an accuracy.</summary>
/// <param name="Source">A name of Table 1; null for random sampling.</param>
/// <param name="Z">
/// Where the search lies among those of its group: mean 0 and sample SD 1 over all of them, the same in every group.
/// </param>
internal sealed record MadeUpRun(
    string Method,
    string? Source,
    string Target,
    ulong AugmentSeed,
    int Cells,
    Trick Trick,
    double Z
)
{
    public bool IsRandom => Source is null;

    /// <summary>A small set, which is no proxy.</summary>
    public bool IsSmall => Source is not null && !Source.StartsWith("ImNet", StringComparison.Ordinal);
}

/// <summary>A world in which every run has a known accuracy, and the observations that a study of it gives.</summary>
internal static class StudyRuns
{
    public const int Count = 6;

    public static readonly ClaimSetting AtThePapersProtocol = new()
    {
        Level = EvidenceLevel.L4,
        Counts = Enum.GetValues<ArchitectureCount>().ToImmutableSortedDictionary(kind => kind, _ => Count),
        AugmentSeeds = [Experiment.DefaultAugmentSeed],
    };

    /// <summary>All runs that a claim needs.</summary>
    /// <param name="top1">In percent.</param>
    /// <param name="searchImages">Of a source, by its name; one epoch of 10 where none is given.</param>
    public static ImmutableArray<Observation> Of(
        string claim,
        Func<MadeUpRun, double> top1,
        Func<string, long>? searchImages = null
    ) =>
        [
            .. ClaimNeeds
                .ExperimentsOf([claim])
                .SelectMany(experiment => RunsOf(experiment, top1, searchImages ?? (_ => 10))),
        ];

    /// <summary>All runs of the paper, in one study.</summary>
    public static ImmutableArray<Observation> OfAll(Func<MadeUpRun, double> top1, Func<string, long> searchImages) =>
        [.. PaperExperiments.Paper.All.SelectMany(experiment => RunsOf(experiment, top1, searchImages))];

    public static ClaimResult Judge(string claim, IEnumerable<Observation> runs, ClaimSetting? setting = null) =>
        ClaimCatalogue.Claims.Single(one => one.Definition.Id == claim).Judge(runs, setting ?? AtThePapersProtocol);

    private static IEnumerable<Observation> RunsOf(
        Experiment experiment,
        Func<MadeUpRun, double> top1,
        Func<string, long> searchImages
    )
    {
        double[] z = Runs.Exactly(Count, 0, 1);
        return from method in experiment.Methods
            from source in experiment.Sources.IsEmpty ? [null] : experiment.Sources.Cast<string?>()
            from i in Enumerable.Range(0, Count)
            from target in experiment.Targets
            from augmentSeed in experiment.AugmentSeeds
            from cells in experiment.Cells
            from trick in experiment.Tricks
            let run = new MadeUpRun(method, source, target, augmentSeed, cells, trick, z[i])
            select Runs.One(method, SetOf(source), target, (ulong)i, top1(run), augmentSeed) with
            {
                Experiment = experiment.Name,
                Proxy = source is null || SetOf(source) == source ? null : source,
                Cells = cells,
                Tricks = trick == Trick.None ? TrainingTricks.None : Enum.Parse<TrainingTricks>(trick.ToString()),
                SearchImages = source is null ? 0 : searchImages(source),
                // Two experiments may need the same run: it is one unit.
                UnitKey = $"{method} {source} {i} {target} {augmentSeed} {cells} {trick}",
            };
    }

    private static string? SetOf(string? source) => source is null ? null : Study.Plans.StudyPlan.SetOf(source);
}
