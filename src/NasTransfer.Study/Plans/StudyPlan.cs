using System.Collections.Immutable;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Study.Plans;

/// <summary>A search of the study, or a random architecture.</summary>
/// <param name="Method">As the paper writes it.</param>
/// <param name="Source">A set or a proxy of Table 1; null for random sampling, which searches nothing.</param>
public sealed record PlannedSearch(string Method, string? Source, ulong Seed)
{
    public bool IsRandom => Method == RandomSamplingSearch.Name;

    /// <summary>A few words for progress and logs.</summary>
    public string Title => Source is null ? $"{Method} seed {Seed}" : $"{Method} on {Source}, seed {Seed}";
}

/// <summary>A training of what a search found.</summary>
/// <param name="Target">A set of the paper.</param>
/// <param name="Cells">In the paper's number; the profile says what it puts for it.</param>
public sealed record PlannedAugment(PlannedSearch Search, string Target, ulong AugmentSeed, int Cells, Trick Trick)
{
    /// <summary>A few words for progress and logs.</summary>
    public string Title =>
        $"{Search.Title} → {Target}, augment seed {AugmentSeed}"
        + (Cells == Experiment.DefaultCells ? "" : $", for {Cells} cells")
        + (Trick == Trick.None ? "" : $", {Trick}");
}

/// <summary>
/// What a study runs: a DAG in which each training waits for one search. It is a function of the paper's experiments and a
/// profile; no image has been looked at.
/// </summary>
public sealed record StudyPlan
{
    public required Profile Profile { get; init; }

    /// <summary>What it is made from, in the order of the paper's file.</summary>
    public required ImmutableArray<Experiment> Experiments { get; init; }

    /// <summary>Each once, whichever experiments need it.</summary>
    public required ImmutableArray<PlannedSearch> Searches { get; init; }

    /// <summary>Each once, with the names of the experiments that need it.</summary>
    public required ImmutableArray<(PlannedAugment Run, ImmutableArray<string> Experiments)> Augments { get; init; }

    public int Units => Searches.Length + Augments.Length;

    /// <summary>The paper's sets that are searched (or whose proxies are) or trained on.</summary>
    public ImmutableSortedSet<string> Sets =>
        [
            .. Searches.Where(search => search.Source is not null).Select(search => SetOf(search.Source!)),
            .. Augments.Select(augment => augment.Run.Target),
        ];

    /// <summary>The set that a source is, or is taken from.</summary>
    public static string SetOf(string source) => ProxyCatalogue.Find(source).Source;

    /// <summary>Lays the units of experiments out.</summary>
    public static StudyPlan Of(Profile profile, PaperExperiments paper, IEnumerable<Experiment> experiments)
    {
        Experiment[] chosen = [.. experiments];
        Dictionary<PlannedSearch, int> searches = [];
        Dictionary<PlannedAugment, ImmutableArray<string>> augments = [];
        List<PlannedAugment> order = [];
        foreach (Experiment experiment in chosen)
        {
            foreach (PlannedSearch search in SearchesOf(experiment, paper, profile))
            {
                searches.TryAdd(search, searches.Count);
                foreach (PlannedAugment augment in AugmentsOf(experiment, search))
                {
                    if (augments.TryGetValue(augment, out ImmutableArray<string> names))
                    {
                        augments[augment] = names.Add(experiment.Name);
                        continue;
                    }

                    augments[augment] = [experiment.Name];
                    order.Add(augment);
                }
            }
        }

        return new StudyPlan
        {
            Profile = profile,
            Experiments = [.. chosen],
            Searches = [.. searches.OrderBy(search => search.Value).Select(search => search.Key)],
            Augments = [.. order.Select(augment => (augment, augments[augment]))],
        };
    }

    /// <summary>The seeds of an experiment's architectures.</summary>
    private static IEnumerable<PlannedSearch> SearchesOf(Experiment experiment, PaperExperiments paper, Profile profile)
    {
        int count = profile.Counts[experiment.Count];
        return from method in experiment.Methods
            from source in experiment.Sources.IsEmpty ? [null] : experiment.Sources.Cast<string?>()
            from i in Enumerable.Range(0, count)
            let first = source is null ? paper.FirstRandomSeed : paper.FirstSearchSeed
            select new PlannedSearch(method, source, first + (ulong)i);
    }

    private static IEnumerable<PlannedAugment> AugmentsOf(Experiment experiment, PlannedSearch search) =>
        from target in experiment.Targets
        from seed in experiment.AugmentSeeds
        from cells in experiment.Cells
        from trick in experiment.Tricks
        select new PlannedAugment(search, target, seed, cells, trick);
}
