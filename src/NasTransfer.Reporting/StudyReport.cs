using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Engine.Runtime;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reporting;

/// <summary>Everything that a report says, before it is put into words.</summary>
public sealed record StudyReport
{
    public required Profile Profile { get; init; }

    /// <summary>Every claim that was judged.</summary>
    public required ImmutableArray<ClaimResult> Results { get; init; }

    /// <summary>The runs behind them: their costs and where they lie.</summary>
    public required StudyOutcome Outcome { get; init; }

    /// <summary>The machine and how it was set up.</summary>
    public required RuntimeEnvironment Environment { get; init; }

    /// <summary>The command that makes this report again.</summary>
    public required string Command { get; init; }

    /// <summary>The folder of the run store, for links; null leaves them out.</summary>
    public string? StoreFolder { get; init; }

    /// <summary>The approved snapshot of a claim, as a path below the repository, by claim id.</summary>
    public ImmutableSortedDictionary<string, string> Snapshots { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Why a claim of the catalogue has no result.</summary>
    public const string NotJudged = "not judged in this run";

    /// <summary>Every data set in use.</summary>
    public IEnumerable<StudyDataSet> DataSets => Outcome.Plan.Sets;

    /// <summary>Results that say something.</summary>
    public IEnumerable<ClaimResult> Tested => Results.Where(result => result.Verdict != Verdict.NotTested);

    /// <summary>The other claims of the catalogue, and what is missing.</summary>
    public IEnumerable<(ClaimDefinition Claim, string Missing)> NotTested =>
        from claim in ClaimCatalogue.All
        let result = Results.FirstOrDefault(one => one.Definition.Id == claim.Id)
        where result is null || result.Verdict == Verdict.NotTested
        select (claim, result?.Reason ?? NotJudged);
}
