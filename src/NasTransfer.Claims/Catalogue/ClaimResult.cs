using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Catalogue;

/// <summary>A part of a claim, judged by itself.</summary>
/// <param name="Brief">A few words for the claim's one sentence.</param>
/// <param name="Reason">With numbers.</param>
/// <param name="P">Of the part's own test; NaN where its rule has none.</param>
public sealed record ClaimPart(
    string Name,
    string OperationalForm,
    Verdict Verdict,
    string Brief,
    string Reason,
    double P
);

/// <summary>Runs that are one group of a claim.</summary>
/// <param name="Name">"DARTS CIFAR10→ImageNet1K".</param>
/// <param name="Planned">n that was fixed before; null where none was.</param>
public sealed record RunGroup(string Name, RunFilter Filter, Replicates Runs, int? Planned)
{
    /// <summary>Top-1 in percent, one a search.</summary>
    public ImmutableArray<double> Values => Runs.Values;

    /// <summary>All runs, diverged ones too.</summary>
    public ImmutableArray<Observation> Observations => Runs.Observations;

    public int Diverged => Runs.Diverged;
}

/// <summary>A row of a claim: runs A beside runs B.</summary>
/// <param name="A">Name of the group that the claim favours, or of the first.</param>
/// <param name="P">Two-sided of a difference, or of the similarity's own tests; NaN without noise.</param>
/// <param name="AdjustedP">Holm, over the claim's rows.</param>
/// <param name="Detectable">The smallest effect that the planned n detects, in the comparison's unit; null without a pilot.</param>
/// <param name="Paper">The paper's effect in the same unit and direction; null where it prints none.</param>
/// <param name="Margin">Of a similarity; null for a direction.</param>
/// <param name="Outcome">What the rule says of this row.</param>
public sealed record ClaimComparison(
    string A,
    string B,
    Comparison Comparison,
    double P,
    double AdjustedP,
    double? Detectable,
    double? Paper,
    double? Margin,
    Verdict Outcome,
    string Reason
)
{
    public string Name => $"{A} against {B}";
}

/// <summary>What the claim's n can see, by its smallest groups that are compared.</summary>
/// <param name="DetectableEffect">In standard deviations: two-sided .05, 80 % power.</param>
/// <param name="Pilot">The noise that was assumed; null without a pilot.</param>
/// <param name="DetectablePoints">The same in points of top-1, by the pilot.</param>
/// <param name="DetectableImprovement">The same as RI in percent, by the pilot.</param>
public sealed record PowerGate(
    int CountA,
    int CountB,
    double DetectableEffect,
    Pilot? Pilot,
    double? DetectablePoints,
    double? DetectableImprovement
);

/// <summary>A claim, judged.</summary>
public sealed record ClaimResult
{
    public required ClaimDefinition Definition { get; init; }

    /// <summary>After the cap of the evidence level.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Before the cap: what the same numbers would say at the paper's protocol.</summary>
    public required Verdict UncappedVerdict { get; init; }

    public required EvidenceLevel Level { get; init; }

    /// <summary>One sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Hypothesis, margins, n and α in words.</summary>
    public required string OperationalForm { get; init; }

    public required ImmutableArray<ClaimPart> Parts { get; init; }

    public required ImmutableArray<ClaimComparison> Comparisons { get; init; }

    /// <summary>Every group of runs that the claim looked at, empty ones too.</summary>
    public required ImmutableArray<RunGroup> Groups { get; init; }

    /// <summary>Null where nothing is compared.</summary>
    public required PowerGate? Power { get; init; }

    /// <summary>p of the claim: the largest of its parts' where all must hold; NaN where its rules have none.</summary>
    public required double P { get; init; }

    /// <summary>Holm, over the claims of the family that were judged together; NaN before that.</summary>
    public double AdjustedP { get; init; } = double.NaN;

    /// <summary>What would change this verdict, a sentence each.</summary>
    public required ImmutableArray<string> WouldChange { get; init; }

    public required ImmutableArray<Deviation> Deviations { get; init; }

    /// <summary>Every observation that the verdict rests on.</summary>
    public required ImmutableArray<Observation> Observations { get; init; }
}
