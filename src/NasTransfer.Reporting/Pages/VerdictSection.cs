using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Columns;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Pages;

/// <summary>A claim's verdict, how its parts make it, and what the other columns of the front page say.</summary>
internal static class VerdictSection
{
    /// <summary>Characters of a part's reason that are read at once.</summary>
    private const int LongReason = 320;

    public static void Write(Html page, StudyReport report, ClaimResult result)
    {
        page.Raw("<p>")
            .Raw(Layout.Chip(result.Verdict))
            .Text($" at evidence level {result.Level}. {result.Reason}")
            .Raw("</p>\n");
        Parts(page, result);
        Beside(page, report, result.Definition);
        Printed(page, PaperAudit.Find(result.Definition.Id));
    }

    private static void Parts(Html page, ClaimResult result)
    {
        page.Raw("<ul>\n");
        foreach (ClaimPart part in result.Parts)
        {
            page.Raw("<li>").Text($"{part.Name}: ").Raw(Layout.Chip(part.Verdict));
            Why(page, part);
            page.Raw("</li>\n");
        }

        page.Raw("</ul>\n");
        if (!double.IsNaN(result.P))
        {
            page.Paragraph(
                $"p of the claim as a whole: {Words.Probability(result.P)}; after Holm's correction over the claims about the {result.Definition.Family}: {Words.Probability(result.AdjustedP)}."
            );
        }

        if (result.UncappedVerdict != result.Verdict)
        {
            page.Paragraph(
                $"Without the cap of level {result.Level}, the same numbers would read: {Words.Of(result.UncappedVerdict)}."
            );
        }
    }

    /// <summary>A part of many comparisons says each of them in a line that opens.</summary>
    private static void Why(Html page, ClaimPart part)
    {
        if (part.Reason.Length <= LongReason)
        {
            page.Text($" {part.Reason}");
            return;
        }

        page.Text($" {part.Brief}").Raw("<details><summary>").Text($"Each, {part.Name}").Raw("</summary>\n");
        page.List(part.Reason.Split("; "));
        page.Raw("</details>");
    }

    /// <summary>What the other columns of the front page say.</summary>
    private static void Beside(Html page, StudyReport report, ClaimDefinition claim)
    {
        if (report.Beside.IsEmpty)
        {
            return;
        }

        page.Heading(3, "Other evidence");
        page.Table(
            "The same claim judged from other runs",
            ["Evidence", "Verdict", "Level", "Runs", "Why"],
            report.Beside.Select(column =>
            {
                EvidenceCell cell = column.Of(claim);
                return (string[])
                    [
                        column.Title,
                        Words.Of(cell.Verdict),
                        $"{cell.Level}",
                        $"{cell.Result?.Observations.Length ?? 0}",
                        cell.Reason,
                    ];
            }),
            3
        );
    }

    private static void Printed(Html page, ClaimAudit audit)
    {
        page.Heading(3, "The paper's own tables");
        page.Raw("<p>")
            .Raw(Layout.Chip(audit.Verdict))
            .Text($" at evidence level L0: {Words.Of(audit.Finding)}. {audit.Sentence}")
            .Raw("</p>\n");
        if (!audit.Checks.IsEmpty)
        {
            page.Table(
                "Computed from the printed tables",
                ["Check", "Holds", "Both sides"],
                audit.Checks.Select(check => (string[])[check.Name, check.Holds ? "yes" : "no", check.Detail])
            );
        }
    }
}
