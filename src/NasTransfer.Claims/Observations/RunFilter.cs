using System.Collections.Immutable;
using NasTransfer.Engine;

namespace NasTransfer.Claims.Observations;

/// <summary>Which runs make one group of a claim: a method, what it searched, what it was trained on, and how.</summary>
public sealed record RunFilter
{
    /// <summary>Null takes any, for the claims that read runs of several.</summary>
    public string? Experiment { get; init; }

    public required string Method { get; init; }

    /// <summary>Null only for random sampling.</summary>
    public required string? Source { get; init; }

    /// <summary>Null for the whole source.</summary>
    public string? Proxy { get; init; }

    public required string Target { get; init; }

    /// <summary>Cells of the augment network; null takes what there is, if it is one number.</summary>
    public int? Cells { get; init; }

    /// <summary>Exactly these: the paper's protocol has none.</summary>
    public TrainingTricks Tricks { get; init; }

    /// <summary>Runs of a method after a search.</summary>
    public static RunFilter Of(string method, string source, string target, string? proxy = null) =>
        new()
        {
            Method = method,
            Source = source,
            Proxy = proxy,
            Target = target,
        };

    /// <summary>Random architectures on a target.</summary>
    public static RunFilter Random(string target) =>
        new()
        {
            Method = Observation.RandomSampling,
            Source = null,
            Target = target,
        };

    /// <summary>The runs that a claim may use; an experiment that a file does not name fits every filter.</summary>
    public bool Takes(Observation run) =>
        (Experiment is null || run.Experiment is null || run.Experiment == Experiment)
        && run.Method == Method
        && run.Source == Source
        && run.Proxy == Proxy
        && run.Target == Target
        && (Cells is null || run.Cells == Cells)
        && run.Tricks == Tricks;

    public override string ToString() =>
        $"{Method} {Proxy ?? Source ?? "–"}→{Target}"
        + (Cells is null ? "" : $" at {Cells} cells")
        + (Tricks == TrainingTricks.None ? "" : $" with {Tricks}");
}

/// <summary>The values of one group that count: one a search, augment repeats averaged first.</summary>
/// <param name="Values">Last-epoch top-1 in percent, in the order of the search seeds.</param>
/// <param name="Observations">All runs of the group, diverged ones too.</param>
/// <param name="Diverged">Runs that diverged: they enter no value.</param>
public sealed record Replicates(ImmutableArray<double> Values, ImmutableArray<Observation> Observations, int Diverged)
{
    /// <exception cref="BadInputException">The filter leaves the number of cells open, and there are several.</exception>
    public static Replicates Of(IEnumerable<Observation> observations, RunFilter filter)
    {
        ImmutableArray<Observation> runs = [.. observations.Where(filter.Takes)];
        int[] cells = [.. runs.Select(run => run.Cells).Distinct().Order()];
        if (cells.Length > 1)
        {
            throw new BadInputException(
                $"The runs of {filter} have {string.Join(", ", cells)} cells; a claim that does not compare numbers of cells needs runs of one."
            );
        }

        return new Replicates(
            [
                .. runs.Where(run => !run.Diverged)
                    .GroupBy(run => run.SearchSeed)
                    .OrderBy(group => group.Key)
                    .Select(group => group.Average(run => run.Top1Last)),
            ],
            runs,
            runs.Count(run => run.Diverged)
        );
    }

    /// <summary>
    /// One value an augment seed, in their order, for claims about the augment seed itself: the mean over those searches
    /// that were trained with every augment seed, so that nothing else differs.
    /// </summary>
    public ImmutableArray<double> ByAugmentSeed
    {
        get
        {
            Observation[] trained = [.. Observations.Where(run => !run.Diverged)];
            int seeds = trained.DistinctBy(run => run.AugmentSeed).Count();
            return
            [
                .. trained
                    .GroupBy(run => run.SearchSeed)
                    .Where(search => search.Count() == seeds)
                    .SelectMany(search => search)
                    .GroupBy(run => run.AugmentSeed)
                    .OrderBy(group => group.Key)
                    .Select(group => group.Average(run => run.Top1Last)),
            ];
        }
    }
}
