using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Columns;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reporting.Pages;

/// <summary>The first page: claims × evidence, the counts, and what is not tested.</summary>
internal static class FrontPage
{
    public static string Of(StudyReport report)
    {
        Html page = new();
        Layout.Navigation(page, "");
        page.Heading(1, "NasTransfer: the paper's claims, one by one");
        page.Raw("<p class=\"lead\">").Text(VerdictText.CountLine(report.Main)).Raw("</p>\n");
        page.Paragraph($"Profile {report.Profile.Name}, {VerdictText.Data(report)}.");
        if (report.Tested.Any(result => result.Level == EvidenceLevel.L2))
        {
            page.Raw("<p class=\"notice\">")
                .Text(
                    "Evidence at level L2 decides nothing: the runs are tiny, or their images are drawn in the process. It shows that search, training and judging work, and what a verdict would rest on."
                )
                .Raw("</p>\n");
        }

        page.Heading(2, "All claims, all evidence");
        Matrix(page, report);
        page.Heading(2, "Not tested");
        NotTested(page, report);
        page.Heading(2, "Judged");
        Judged(page, report);
        page.Heading(2, "Run again");
        VerificationSection.Write(page, report);
        page.Heading(2, "Data");
        Data(page, report);
        page.Heading(2, "Make it again");
        page.Command(report.Command);
        page.Raw(
            $"<p>The same for programs: <a href=\"{ClaimsJson.File}\">{ClaimsJson.File}</a>, in the form of <a href=\"{ClaimsJson.SchemaFile}\">{ClaimsJson.SchemaFile}</a>; as Markdown: <a href=\"{ReportMarkdown.File}\">{ReportMarkdown.File}</a>; as plain text: <a href=\"{VerdictText.File}\">{VerdictText.File}</a>.</p>\n"
        );
        page.Heading(2, "Environment");
        page.Paragraph("The machine that wrote this report.");
        page.Pairs(report.Environment.Values.Select(pair => (pair.Key, pair.Value)));
        return Layout.Page($"NasTransfer, profile {report.Profile.Name}", page);
    }

    private static void Matrix(Html page, StudyReport report)
    {
        EvidenceColumn[] columns = [.. report.Columns];
        page.Paragraph(
            "Each cell has a verdict and the level of its evidence: L0 printed numbers, L1 somebody's published runs, L2 tiny runs, L3 reduced runs, L4 the paper's protocol."
        );
        page.OpenTable("Claims × evidence", "matrix").Raw("<thead><tr>").Element("th scope=\"col\"", "Claim");
        foreach (EvidenceColumn column in columns)
        {
            page.Element("th scope=\"col\"", column.Title);
        }

        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (ClaimDefinition claim in ClaimCatalogue.All)
        {
            page.Raw($"<tr data-claim=\"{claim.Id}\"><th scope=\"row\"><a href=\"claims/{claim.Id}.html\">");
            page.Text($"{claim.Id} {claim.Name}").Raw("</a></th>");
            foreach (EvidenceCell cell in columns.Select(column => column.Of(claim)))
            {
                page.Raw("<td>").Raw(Layout.Chip(cell.Verdict)).Text(cell.Level.ToString());
                page.Raw(cell.Audit is { } audit ? $" <span class=\"muted\">{Words.Of(audit.Finding)}</span>" : "");
                page.Raw("</td>");
            }

            page.Raw("</tr>\n");
        }

        page.CloseTable();
        page.List(columns.Select(column => $"{column.Title} ({column.Basis}): {VerdictText.CountLine(column)}"));
    }

    private static void NotTested(Html page, StudyReport report)
    {
        var missing = report.NotTested.ToArray();
        if (missing.Length == 0)
        {
            page.Paragraph($"The profile {report.Profile.Name} has runs for every claim.");
            return;
        }

        page.Table(
            $"{Words.Plural(missing.Length, "claim")} without a verdict from the profile {report.Profile.Name}, what is missing, and the command that gets it",
            ["Claim", "In our words", "Where", "Missing", "Command"],
            missing.Select(one =>
                (string[])
                    [$"{one.Claim.Id} {one.Claim.Name}", one.Claim.Statement, one.Claim.Place, one.Missing, one.Command]
            )
        );
    }

    private static void Judged(Html page, StudyReport report)
    {
        if (!report.Tested.Any())
        {
            page.Paragraph("The store has no run that a claim rests on yet.");
        }

        foreach (ClaimResult result in report.Tested)
        {
            string id = result.Definition.Id;
            page.Raw($"<h3><a href=\"claims/{id}.html\">").Text($"{id} {result.Definition.Name}").Raw("</a></h3>\n");
            page.Paragraph(result.Definition.Statement);
            page.Raw("<p>").Raw(Layout.Chip(result.Verdict)).Text($" at evidence level {result.Level}. ");
            page.Text(result.Reason).Raw("</p>\n");
        }
    }

    private static void Data(Html page, StudyReport report)
    {
        page.Table(
            "What plays the paper's data sets here",
            ["Role", "What it is", "px", "Classes", "Train", "Reported", "Content (SHA-256, train)"],
            report.DataSets.Select(Row),
            2,
            3,
            4,
            5
        );
        string[] warnings = [.. report.DataSets.SelectMany(set => set.Warnings)];
        if (warnings.Length > 0)
        {
            page.List(warnings);
        }
    }

    private static string[] Row(StudyDataSet set) =>
        [
            set.Role,
            set.IsGenerated ? "images drawn in the process" : set.StandIn ?? "the real set",
            $"{set.Train.Size}",
            $"{set.Classes}",
            Words.Count(set.Train.Count),
            Words.Count(set.Test.Count),
            set.Train.Fingerprint[..16],
        ];
}
