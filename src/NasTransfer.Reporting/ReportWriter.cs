using System.Text;
using NasTransfer.Reporting.Figures;
using NasTransfer.Reporting.Pages;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting;

/// <summary>
/// Writes a report: index.html, claims/*.html, figures.html, tables.html, and the same as claims.json (with its schema),
/// report.md and verdicts.txt.
/// </summary>
public static class ReportWriter
{
    /// <summary>The first page.</summary>
    public const string FrontFile = "index.html";

    /// <param name="folder">Made if it is not there; files of an earlier report are replaced.</param>
    public static void Write(StudyReport report, string folder)
    {
        string claims = Path.Combine(folder, "claims");
        Directory.CreateDirectory(claims);
        Parallel.ForEach(
            report.Results,
            result => Write(Path.Combine(claims, $"{result.Definition.Id}.html"), ClaimPage.Of(report, result))
        );

        Write(Path.Combine(folder, PaperPlaces.FiguresPage), FiguresPage.Of(report));
        Write(Path.Combine(folder, PaperPlaces.TablesPage), TablesPage.Of(report));
        Write(Path.Combine(folder, ClaimsJson.SchemaFile), ClaimsJson.Schema());
        Write(Path.Combine(folder, ClaimsJson.File), ClaimsJson.Text(report));
        Write(Path.Combine(folder, ReportMarkdown.File), ReportMarkdown.Of(report));
        Write(Path.Combine(folder, VerdictText.File), VerdictText.Of(report));
        Write(Path.Combine(folder, FrontFile), FrontPage.Of(report));
    }

    private static void Write(string path, string text) =>
        File.WriteAllText(
            path,
            text.ReplaceLineEndings("\n"),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
}
