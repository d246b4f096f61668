using System.Collections.Immutable;
using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reporting.Columns;

/// <summary>Where a column's verdicts come from.</summary>
public enum EvidenceKind
{
    /// <summary>The paper's own tables.</summary>
    Printed,

    /// <summary>The run store of a profile.</summary>
    Profile,

    /// <summary>A results file that somebody brought.</summary>
    Results,
}

/// <summary>What one kind of evidence says of one claim.</summary>
/// <param name="Result">Null in the column of the paper's tables.</param>
/// <param name="Audit">Set in that column alone.</param>
public sealed record EvidenceCell(
    ClaimDefinition Claim,
    Verdict Verdict,
    EvidenceLevel Level,
    string Reason,
    ClaimResult? Result,
    ClaimAudit? Audit
)
{
    public static EvidenceCell Of(ClaimResult result) =>
        new(result.Definition, result.Verdict, result.Level, result.Reason, result, Audit: null);

    public static EvidenceCell Of(ClaimAudit audit) =>
        new(audit.Definition, audit.Verdict, EvidenceLevel.L0, audit.Sentence, Result: null, audit);
}

/// <summary>A column of the matrix of claims and evidence: a cell for every claim of the catalogue.</summary>
/// <param name="Id">"paper", a profile's name, or "results: " and a file's name; no two columns share one.</param>
/// <param name="Title">For the head of the column.</param>
/// <param name="Basis">What the verdicts rest on, in one phrase.</param>
/// <param name="Command">What makes this evidence.</param>
public sealed record EvidenceColumn(
    string Id,
    EvidenceKind Kind,
    string Title,
    string Basis,
    string Command,
    ImmutableArray<EvidenceCell> Cells
)
{
    /// <summary>The first column of every report.</summary>
    public static EvidenceColumn Printed { get; } =
        new(
            "paper",
            EvidenceKind.Printed,
            "Paper's tables",
            "the printed tables alone, held against themselves",
            "./build.sh --target=Audit",
            [.. PaperAudit.All.Select(EvidenceCell.Of)]
        );

    /// <param name="command">The command that runs the profile.</param>
    public static EvidenceColumn OfProfile(
        string profile,
        string images,
        string command,
        ImmutableArray<ClaimResult> results
    ) =>
        new(
            profile,
            EvidenceKind.Profile,
            $"{profile} profile",
            $"runs of the profile {profile}, {images}",
            command,
            [.. results.Select(EvidenceCell.Of)]
        );

    /// <param name="file">Name of the file, without folders.</param>
    public static EvidenceColumn OfResults(string file, int runs, ImmutableArray<ClaimResult> results) =>
        new(
            $"results: {file}",
            EvidenceKind.Results,
            file,
            $"{runs} runs of the results file {file}",
            $"nastransfer audit --results {file}",
            [.. results.Select(EvidenceCell.Of)]
        );

    public EvidenceCell Of(ClaimDefinition claim) => Cells.Single(cell => cell.Claim.Id == claim.Id);

    /// <summary>How many claims got which verdict; verdicts that none got are left out.</summary>
    public IEnumerable<(Verdict Verdict, int Count)> Counts =>
        from verdict in Enum.GetValues<Verdict>()
        let count = Cells.Count(cell => cell.Verdict == verdict)
        where count > 0
        select (verdict, count);
}
