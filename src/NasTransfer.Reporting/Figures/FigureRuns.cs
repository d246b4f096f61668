using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Reporting.Plots;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Reporting.Figures;

/// <summary>Runs of one method on one target, as a figure or a table shows them.</summary>
internal sealed record FigureGroup(string Method, string? Source, string Target, Replicates Runs)
{
    public Sample Sample { get; } = Sample.Of(Runs.Values);

    public ImmutableArray<PlotDot> Dots =>
        [
            .. Runs.Observations.Select(run => new PlotDot(
                run.Diverged ? double.NaN : run.Top1Last,
                $"{Title(run)}: {(run.Diverged ? "diverged" : $"{Words.Fixed(run.Top1Last)} %")}"
            )),
        ];

    /// <summary>Top-1 in a row of a figure.</summary>
    public PlotRow Row(string block, string label, string note = "") =>
        new(block, label, MethodLook.Of(Method), Dots, Sample.Mean, Sample.IntervalOfMean, note);

    private string Title(Observation run) =>
        $"{Method}{(Source is null ? "" : $" from {Source}")} on {Target}, {(Source is null ? "architecture" : "search")} seed {run.SearchSeed}, augment seed {run.AugmentSeed}";
}

/// <summary>The observations of a study by what the paper's figures and tables ask for: a method, a source, a target.</summary>
internal sealed class FigureRuns(StudyReport report)
{
    public const string OneK = "ImageNet1K";
    public const string TwentyTwoK = "ImageNet22K";

    public static ImmutableArray<string> Methods { get; } = ["NSGANet", "ENAS", "DARTS", "NAO"];

    /// <summary>NSGANet was not searched on proxies.</summary>
    public static ImmutableArray<string> OnProxies { get; } = ["ENAS", "DARTS", "NAO"];

    public static ImmutableArray<string> SmallSets { get; } = ["MIT67", "FLOWERS102", "CIFAR10", "CIFAR100"];

    private readonly ImmutableArray<Observation> all = report.Observations;

    private readonly ImmutableDictionary<string, SearchSource> sources =
        report.Outcome.Plan.Sources.ToImmutableDictionary(source => source.Data.Name);

    public Profile Profile => report.Profile;

    public static string Proxy1K(int number) => $"ImNet1K P{number}";

    public static string Proxy22K(int number) => $"ImNet22K P{number}";

    /// <summary>What a search on a row of Table 1 sees; null where this study searches no such set.</summary>
    public SearchSource? Source(string name) => sources.GetValueOrDefault(name);

    /// <summary>The name of a source with its number of images here.</summary>
    public string Sized(string source) =>
        Source(source) is { } found ? $"{source} · {Words.Count(found.Images)} images" : source;

    /// <param name="source">A row of Table 1; null for random sampling.</param>
    /// <param name="cells">In the paper's number.</param>
    public FigureGroup Of(
        string method,
        string? source,
        string target,
        ArchitectureCount kind = ArchitectureCount.Searches,
        int cells = Experiment.DefaultCells,
        ulong augmentSeed = Experiment.DefaultAugmentSeed
    )
    {
        RunFilter filter = new()
        {
            Method = method,
            Source = source is null ? null : StudyPlan.SetOf(source),
            Proxy = source is null || ProxyCatalogue.Find(source).IsWhole ? null : source,
            Target = target,
            Cells = Profile.Cells.TryGetValue(cells, out int here) ? here : cells,
        };
        Observation[] taken = [.. all.Where(filter.Takes).Where(run => run.AugmentSeed == augmentSeed)];
        // As in the claims, the first planned seeds count, and no others.
        HashSet<ulong> seeds = [.. taken.Select(run => run.SearchSeed).Distinct().Order().Take(Profile.Counts[kind])];
        return new FigureGroup(
            method,
            source,
            target,
            Replicates.Of(taken.Where(run => seeds.Contains(run.SearchSeed)), filter)
        );
    }

    public FigureGroup Random(
        string target,
        ArchitectureCount kind = ArchitectureCount.Random,
        int cells = Experiment.DefaultCells,
        ulong augmentSeed = Experiment.DefaultAugmentSeed
    ) => Of(Observation.RandomSampling, source: null, target, kind, cells, augmentSeed);
}
