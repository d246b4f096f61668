using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Columns;
using NasTransfer.Reporting.Pages;

namespace NasTransfer.Reporting.Tables;

/// <summary>The report as Markdown, short enough for a pull request.</summary>
public static class ReportMarkdown
{
    public const string File = "report.md";

    /// <summary>Characters that would mean something in Markdown.</summary>
    private const string Special = "\\`*_{}[]<>|#";

    public static string Of(StudyReport report)
    {
        StringBuilder text = new();
        EvidenceColumn[] columns = [.. report.Columns];
        text.AppendLine("# NasTransfer: the paper's claims, one by one\n");
        text.AppendLine($"Profile {Escaped(report.Profile.Name)}, {Escaped(VerdictText.Data(report))}.\n");
        Matrix(text, columns);
        text.AppendLine("## Counts\n");
        foreach (EvidenceColumn column in columns)
        {
            text.AppendLine(
                $"- {Escaped(column.Title)} ({Escaped(column.Basis)}): {Escaped(VerdictText.CountLine(column))}"
            );
        }

        NotTested(text, report);
        text.AppendLine("\n## Run again\n");
        text.AppendLine(
            report.Verification is { } stored
                ? Escaped(VerificationSection.Sentence(stored))
                : $"Nobody has run stored units again: `{report.VerificationCommand}`"
        );
        foreach (ClaimDefinition claim in ClaimCatalogue.All)
        {
            Claim(text, claim, columns);
        }

        text.AppendLine($"\n## Make it again\n\n```sh\n{report.Command}\n```");
        return text.ToString();
    }

    private static void Matrix(StringBuilder text, EvidenceColumn[] columns)
    {
        Row(text, ["Claim", .. columns.Select(column => column.Title)]);
        text.AppendLine($"|{string.Concat(Enumerable.Repeat(" --- |", columns.Length + 1))}");
        foreach (ClaimDefinition claim in ClaimCatalogue.All)
        {
            Row(text, [$"{claim.Id} {claim.Name}", .. columns.Select(column => Cell(column.Of(claim)))]);
        }

        text.AppendLine();
    }

    private static void NotTested(StringBuilder text, StudyReport report)
    {
        text.AppendLine("\n## Not tested\n");
        var missing = report.NotTested.ToArray();
        if (missing.Length == 0)
        {
            text.AppendLine($"The profile {Escaped(report.Profile.Name)} has runs for every claim.");
            return;
        }

        foreach (var (claim, why, command) in missing)
        {
            text.AppendLine($"- {claim.Id} {claim.Name}: {Escaped(why)}. `{command}`");
        }
    }

    private static void Claim(StringBuilder text, ClaimDefinition claim, EvidenceColumn[] columns)
    {
        text.AppendLine($"\n## {claim.Id} {claim.Name}\n");
        text.AppendLine($"{Escaped(claim.Statement)} ({Escaped(claim.Place)})\n");
        foreach (EvidenceColumn column in columns)
        {
            EvidenceCell cell = column.Of(claim);
            text.AppendLine($"- {Escaped(column.Title)}: **{Cell(cell)}**. {Escaped(cell.Reason)}");
        }
    }

    private static string Cell(EvidenceCell cell) =>
        $"{Words.Of(cell.Verdict)} ({cell.Level}{(cell.Audit is { } audit ? $", {Words.Of(audit.Finding)}" : "")})";

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendLine($"| {string.Join(" | ", cells.Select(Escaped))} |");

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
