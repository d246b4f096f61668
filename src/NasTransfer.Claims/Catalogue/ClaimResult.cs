using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Catalogue;

/// <summary>How one method × transfer came out against random sampling.</summary>
public enum CellOutcome
{
    /// <summary>The method beats random sampling by the direction rule.</summary>
    Beats,

    /// <summary>Random sampling holds: the method is below it, or gains less than half of what the paper prints.</summary>
    Holds,

    /// <summary>It ran, and cannot decide.</summary>
    Undecided,

    /// <summary>No runs.</summary>
    NotTested,
}

/// <summary>One method × transfer: a method's runs on a target, after a search on a source, beside random sampling's.</summary>
/// <param name="Method">Its accuracies, one a search seed, in percent.</param>
/// <param name="Random">Random sampling's accuracies on the same target.</param>
/// <param name="Bootstrap">Of RI; null below n = 8.</param>
/// <param name="ProbabilityGreater">P(method &gt; random).</param>
/// <param name="P">Two-sided, Welch.</param>
/// <param name="AdjustedP">Holm, over the claim's cells.</param>
/// <param name="BeatsRandom">The direction rule's answer to "RI &gt; 0".</param>
/// <param name="PaperImprovement">RI as Table 2 prints it; null where it prints none.</param>
/// <param name="Diverged">Runs of either side that diverged; they enter no mean.</param>
public sealed record TransferCell(
    string Source,
    string Target,
    string MethodName,
    Sample Method,
    Sample Random,
    RelativeImprovement Improvement,
    Interval? Bootstrap,
    double HedgesG,
    double ProbabilityGreater,
    double P,
    double AdjustedP,
    Verdict BeatsRandom,
    CellOutcome Outcome,
    double? PaperImprovement,
    int Diverged
);

/// <summary>A part of a claim, judged by itself.</summary>
/// <param name="Brief">A few words for the claim's one sentence.</param>
/// <param name="Reason">With all numbers.</param>
public sealed record ClaimPart(string Name, string OperationalForm, Verdict Verdict, string Brief, string Reason);

/// <summary>What the claim's n can see.</summary>
/// <param name="CountMethod">n of a method.</param>
/// <param name="CountRandom">N of random sampling.</param>
/// <param name="DetectableEffect">In standard deviations: two-sided .05, 80 % power.</param>
/// <param name="Pilot">The noise that was assumed; null without a pilot.</param>
/// <param name="DetectableImprovement">The same as RI in percent, by the pilot.</param>
public sealed record PowerGate(
    int CountMethod,
    int CountRandom,
    double DetectableEffect,
    Pilot? Pilot,
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

    public required ImmutableArray<TransferCell> Cells { get; init; }

    public required PowerGate Power { get; init; }

    /// <summary>What would change this verdict, a sentence each.</summary>
    public required ImmutableArray<string> WouldChange { get; init; }

    public required ImmutableArray<Deviation> Deviations { get; init; }

    /// <summary>Every observation that the verdict rests on.</summary>
    public required ImmutableArray<Observation> Observations { get; init; }
}

/// <summary>A claim that can be judged.</summary>
public interface IClaim
{
    ClaimDefinition Definition { get; }

    /// <summary>A function of the observations and of what the claim was built with, and of nothing else.</summary>
    ClaimResult Judge(IEnumerable<Observation> observations);
}
