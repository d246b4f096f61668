using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Engine.Runtime;
using NasTransfer.Reporting.Columns;
using NasTransfer.Reporting.Pages;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reporting;

/// <summary>Everything that a report says, before it is put into words.</summary>
public sealed record StudyReport
{
    public required Profile Profile { get; init; }

    /// <summary>Every claim of the catalogue, judged from the runs of the profile.</summary>
    public required ImmutableArray<ClaimResult> Results { get; init; }

    /// <summary>The runs behind them: their costs and where they lie.</summary>
    public required StudyOutcome Outcome { get; init; }

    /// <summary>The machine that wrote the report, and how it was set up.</summary>
    public required RuntimeEnvironment Environment { get; init; }

    /// <summary>The command that runs what is missing, and makes this report again.</summary>
    public required string Command { get; init; }

    /// <summary>Other evidence: profiles with a store of their own, results files.</summary>
    public ImmutableArray<EvidenceColumn> Beside { get; init; } = [];

    /// <summary>What came out when stored units were run again; null where nobody did.</summary>
    public StoredVerification? Verification { get; init; }

    /// <summary>The command that does so.</summary>
    public required string VerificationCommand { get; init; }

    /// <summary>The folder of the run store, for links; null leaves them out.</summary>
    public string? StoreFolder { get; init; }

    /// <summary>The approved snapshot of a claim, as a path below the repository, by claim id.</summary>
    public ImmutableSortedDictionary<string, string> Snapshots { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Shared by all pages.</summary>
    internal GenotypeDrawings Drawings { get; } = new();

    /// <summary>The paper's tables, this profile, and what is beside it.</summary>
    public IEnumerable<EvidenceColumn> Columns => [EvidenceColumn.Printed, Main, .. Beside];

    /// <summary>The column of the profile that the report is about.</summary>
    public EvidenceColumn Main => EvidenceColumn.OfProfile(Profile.Name, VerdictText.Data(this), Command, Results);

    /// <summary>Every data set in use.</summary>
    public IEnumerable<StudyDataSet> DataSets => Outcome.Plan.Sets;

    public ImmutableArray<Observation> Observations => ObservationTable.Of(Outcome);

    /// <summary>Results that say something.</summary>
    public IEnumerable<ClaimResult> Tested => Results.Where(result => result.Verdict != Verdict.NotTested);

    /// <summary>The other claims, what is missing, and the command that gets it.</summary>
    public IEnumerable<(ClaimDefinition Claim, string Missing, string Command)> NotTested =>
        from result in Results
        where result.Verdict == Verdict.NotTested
        select (result.Definition, result.Reason, CommandOf(result.Definition));

    /// <summary>The command that runs what one claim needs; of a claim about printed figures alone, the audit.</summary>
    public string CommandOf(ClaimDefinition claim) =>
        ClaimNeeds.ExperimentsOf([claim.Id]).IsEmpty
            ? $"{EvidenceColumn.Printed.Command} --claim={claim.Id}"
            : $"{Command} --only={claim.Id}";
}
