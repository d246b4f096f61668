using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reporting.Pages;

/// <summary>The first page: claims × evidence, the count, and what is not tested.</summary>
internal static class FrontPage
{
    private static readonly (string Name, string Profile)[] Runs =
    [
        ("tiny (L2)", "tiny"),
        ("medium (L3)", "medium"),
        ("full (L4)", "full"),
    ];

    public static string Of(StudyReport report)
    {
        Html page = new();
        page.Heading(1, "NasTransfer: the paper's claims, one by one");
        page.Raw("<p class=\"lead\">").Text(VerdictText.CountLine(report)).Raw("</p>\n");
        page.Paragraph($"Profile {report.Profile.Name}, {VerdictText.Data(report)}.");
        if (report.Tested.Any(result => result.Level == EvidenceLevel.L2))
        {
            page.Raw("<p class=\"notice\">")
                .Text(
                    "Evidence at level L2 decides nothing: the runs are tiny, or their images are drawn in the process. It shows that search, training and judging work, and what a verdict would rest on."
                )
                .Raw("</p>\n");
        }

        page.Heading(2, "Judged");
        Judged(page, report);
        page.Heading(2, "All claims, all evidence");
        Matrix(page, report);
        page.Heading(2, "Not tested");
        page.Table(
            $"{Words.Plural(report.NotTested.Count(), "claim")} without a verdict, and what is missing",
            ["Claim", "In our words", "Where", "Missing"],
            report.NotTested.Select(one =>
                (string[])[$"{one.Claim.Id} {one.Claim.Name}", one.Claim.Statement, one.Claim.Place, one.Missing]
            )
        );
        page.Heading(2, "Data");
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

        page.Heading(2, "Make it again");
        page.Raw("<pre>").Text(report.Command).Raw("</pre>\n");
        page.Raw("<p><a href=\"verdicts.json\">verdicts.json</a> · <a href=\"verdicts.txt\">verdicts.txt</a></p>\n");
        page.Heading(2, "Environment");
        page.Pairs(report.Environment.Values.Select(pair => (pair.Key, pair.Value)));
        return Layout.Page($"NasTransfer, profile {report.Profile.Name}", page);
    }

    private static void Judged(Html page, StudyReport report)
    {
        foreach (ClaimResult result in report.Tested)
        {
            string id = result.Definition.Id;
            page.Raw($"<h3><a href=\"claims/{id}.html\">").Text($"{id} {result.Definition.Name}").Raw("</a></h3>\n");
            page.Paragraph(result.Definition.Statement);
            page.Raw("<p>").Raw(Layout.Chip(result.Verdict)).Text($" at evidence level {result.Level}. ");
            page.Text(result.Reason).Raw("</p>\n");
        }
    }

    private static void Matrix(Html page, StudyReport report)
    {
        page.Raw("<div class=\"scroll\" tabindex=\"0\"><table>\n");
        page.Element("caption", "Claims × evidence; a dash is evidence that this report does not have");
        page.Raw("<thead><tr>").Element("th scope=\"col\"", "Claim");
        page.Element("th scope=\"col\"", "Paper's tables (L0)");
        foreach (var (name, _) in Runs)
        {
            page.Element("th scope=\"col\"", name);
        }

        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (ClaimDefinition claim in ClaimCatalogue.All)
        {
            ClaimResult? result = report.Results.FirstOrDefault(one => one.Definition.Id == claim.Id);
            page.Raw("<tr><th scope=\"row\">");
            page.Raw(result is null ? "" : $"<a href=\"claims/{claim.Id}.html\">");
            page.Text($"{claim.Id} {claim.Name}").Raw(result is null ? "</th>" : "</a></th>");
            ClaimAudit audit = PaperAudit.Find(claim.Id);
            page.Raw("<td>");
            page.Raw(audit.Finding == PrintedFinding.NothingPrinted ? "" : Layout.Chip(audit.Verdict) + " ");
            page.Text(Words.Of(audit.Finding)).Raw("</td>");
            foreach (var (_, profile) in Runs)
            {
                page.Raw("<td>");
                if (result is not null && profile == report.Profile.Name)
                {
                    page.Raw(Layout.Chip(result.Verdict)).Text($" {result.Level}");
                }
                else
                {
                    page.Raw("<span class=\"muted\">–</span>");
                }

                page.Raw("</td>");
            }

            page.Raw("</tr>\n");
        }

        page.Raw("</tbody></table></div>\n");
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
