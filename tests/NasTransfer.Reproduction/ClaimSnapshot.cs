using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reproduction;

/// <summary>What is approved of a judged claim: no time, no path, no machine. Numbers are rounded to two decimals.</summary>
internal sealed record ClaimSnapshot
{
    /// <summary>
    /// Accuracies may differ by 0.05 points, RI and its bounds by 0.1 %: less than a verdict can hang on, more than another
    /// rounding gives. Verdicts, levels, outcomes, n and seeds are exact.
    /// </summary>
    public static readonly ImmutableDictionary<string, double> Tolerances = new Dictionary<string, double>
    {
        ["mean"] = 0.05,
        ["randomMean"] = 0.05,
        ["ri"] = 0.1,
        ["riInterval"] = 0.1,
        ["probabilityGreater"] = 0.05,
    }.ToImmutableDictionary();

    public required string Claim { get; init; }

    public required Verdict Verdict { get; init; }

    public required Verdict UncappedVerdict { get; init; }

    public required EvidenceLevel Level { get; init; }

    public required string Reason { get; init; }

    public required int N { get; init; }

    public required int NRandom { get; init; }

    public required ImmutableArray<ulong> SearchSeeds { get; init; }

    public required ImmutableArray<ulong> RandomSeeds { get; init; }

    public required ImmutableArray<ulong> AugmentSeeds { get; init; }

    public required ImmutableSortedDictionary<string, Verdict> Parts { get; init; }

    public required ImmutableArray<CellSnapshot> Cells { get; init; }

    public static ClaimSnapshot Of(ClaimResult result, ClaimSizes sizes) =>
        new()
        {
            Claim = $"{result.Definition.Id} {result.Definition.Name}",
            Verdict = result.Verdict,
            UncappedVerdict = result.UncappedVerdict,
            Level = result.Level,
            Reason = result.Reason,
            N = result.Power.CountMethod,
            NRandom = result.Power.CountRandom,
            SearchSeeds = sizes.SearchSeeds,
            RandomSeeds = sizes.RandomSeeds,
            AugmentSeeds = sizes.AugmentSeeds,
            Parts = result.Parts.ToImmutableSortedDictionary(part => part.Name, part => part.Verdict),
            Cells = [.. result.Cells.Select(CellSnapshot.Of)],
        };
}

/// <summary>What is approved of one cell.</summary>
internal sealed record CellSnapshot(
    string Transfer,
    string Method,
    int N,
    int NRandom,
    double? Mean,
    double? RandomMean,
    double? Ri,
    ImmutableArray<double?> RiInterval,
    double? ProbabilityGreater,
    CellOutcome Outcome
)
{
    public static CellSnapshot Of(TransferCell cell) =>
        new(
            $"{cell.Source}→{cell.Target}",
            cell.MethodName,
            cell.Method.Count,
            cell.Random.Count,
            Rounded(cell.Method.Mean),
            Rounded(cell.Random.Mean),
            Rounded(cell.Improvement.Value),
            [Rounded(cell.Improvement.Interval.Low), Rounded(cell.Improvement.Interval.High)],
            Rounded(cell.ProbabilityGreater),
            cell.Outcome
        );

    private static double? Rounded(double value) => double.IsFinite(value) ? Math.Round(value, 2) : null;
}
