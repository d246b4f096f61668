using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
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
    public required ImmutableArray<StudyOutcome> Outcomes { get; init; }

    /// <summary>The machine and how it was set up.</summary>
    public required RuntimeEnvironment Environment { get; init; }

    /// <summary>The command that makes this report again.</summary>
    public required string Command { get; init; }

    /// <summary>The folder of the run store, for links; null leaves them out.</summary>
    public string? StoreFolder { get; init; }

    /// <summary>The approved snapshot of a claim, as a path below the repository, by claim id.</summary>
    public ImmutableSortedDictionary<string, string> Snapshots { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Every data set in use.</summary>
    public IEnumerable<StudyDataSet> DataSets =>
        Outcomes.SelectMany(outcome => outcome.Plan.Sets).DistinctBy(set => set.Role);

    /// <summary>Claims of the catalogue that have no result.</summary>
    public IEnumerable<ClaimDefinition> NotTested =>
        ClaimCatalogue.All.Where(claim => Results.All(result => result.Definition.Id != claim.Id));

    /// <summary>Why the others have no verdict.</summary>
    public const string NotBuiltYet = "not built yet: comes with a later step";
}
