using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reproduction;

/// <summary>What is approved of a judged claim: no time, no path, no machine. Numbers are rounded to two decimals.</summary>
internal sealed record ClaimSnapshot
{
    /// <summary>
    /// Accuracies may differ by 0.05 points, effects and their bounds by 0.1: less than a verdict can hang on, more than
    /// another rounding gives. Verdicts, levels, outcomes, n and seeds are exact.
    /// </summary>
    public static readonly ImmutableDictionary<string, double> Tolerances = new Dictionary<string, double>
    {
        ["mean"] = 0.05,
        ["effect"] = 0.1,
        ["interval"] = 0.1,
        ["probabilityGreater"] = 0.05,
    }.ToImmutableDictionary();

    public required string Claim { get; init; }

    public required Verdict Verdict { get; init; }

    public required Verdict UncappedVerdict { get; init; }

    public required EvidenceLevel Level { get; init; }

    public required string Reason { get; init; }

    public required ImmutableArray<ulong> SearchSeeds { get; init; }

    public required ImmutableArray<ulong> RandomSeeds { get; init; }

    public required ImmutableArray<ulong> AugmentSeeds { get; init; }

    public required ImmutableArray<PartSnapshot> Parts { get; init; }

    public required ImmutableArray<GroupSnapshot> Groups { get; init; }

    public required ImmutableArray<ComparisonSnapshot> Comparisons { get; init; }

    public static ClaimSnapshot Of(ClaimResult result) =>
        new()
        {
            Claim = $"{result.Definition.Id} {result.Definition.Name}",
            Verdict = result.Verdict,
            UncappedVerdict = result.UncappedVerdict,
            Level = result.Level,
            Reason = result.Reason,
            SearchSeeds = Seeds(result.Observations.Where(run => !IsRandom(run)), run => run.SearchSeed),
            RandomSeeds = Seeds(result.Observations.Where(IsRandom), run => run.SearchSeed),
            AugmentSeeds = Seeds(result.Observations, run => run.AugmentSeed),
            Parts = [.. result.Parts.Select(part => new PartSnapshot(part.Name, part.Verdict))],
            Groups = [.. result.Groups.Select(GroupSnapshot.Of)],
            Comparisons = [.. result.Comparisons.Select(ComparisonSnapshot.Of)],
        };

    internal static double? Rounded(double value) => double.IsFinite(value) ? Math.Round(value, 2) : null;

    private static bool IsRandom(Observation run) => run.Method == Observation.RandomSampling;

    private static ImmutableArray<ulong> Seeds(IEnumerable<Observation> runs, Func<Observation, ulong> seed) =>
        [.. runs.Select(seed).Distinct().Order()];
}

/// <summary>What is approved of one part.</summary>
internal sealed record PartSnapshot(string Name, Verdict Verdict);

/// <summary>What is approved of one group of runs.</summary>
internal sealed record GroupSnapshot(string Name, int N, int? Planned, int Diverged, double? Mean)
{
    public static GroupSnapshot Of(RunGroup group) =>
        new(
            group.Name,
            group.Values.Length,
            group.Planned,
            group.Diverged,
            group.Values.IsEmpty ? null : ClaimSnapshot.Rounded(group.Values.Average())
        );
}

/// <summary>What is approved of one row.</summary>
internal sealed record ComparisonSnapshot(
    string Name,
    int N,
    int NAgainst,
    double? Effect,
    ImmutableArray<double?> Interval,
    double? ProbabilityGreater,
    Verdict Outcome
)
{
    public static ComparisonSnapshot Of(ClaimComparison row)
    {
        Comparison comparison = row.Comparison;
        return new ComparisonSnapshot(
            row.Name,
            comparison.A.Count,
            comparison.B.Count,
            ClaimSnapshot.Rounded(comparison.Effect.Value),
            [ClaimSnapshot.Rounded(comparison.Interval.Low), ClaimSnapshot.Rounded(comparison.Interval.High)],
            ClaimSnapshot.Rounded(comparison.Probability),
            row.Outcome
        );
    }
}
