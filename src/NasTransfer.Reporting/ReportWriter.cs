using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Pages;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting;

/// <summary>Writes a report: index.html, claims/*.html, verdicts.json and verdicts.txt.</summary>
public static class ReportWriter
{
    /// <param name="folder">Made if it is not there; files of an earlier report are replaced.</param>
    public static void Write(StudyReport report, string folder)
    {
        string claims = Path.Combine(folder, "claims");
        Directory.CreateDirectory(claims);
        foreach (ClaimResult result in report.Results)
        {
            Write(Path.Combine(claims, $"{result.Definition.Id}.html"), ClaimPage.Of(report, result));
        }

        Write(Path.Combine(folder, "verdicts.json"), VerdictJson.Text(report));
        Write(Path.Combine(folder, "index.html"), FrontPage.Of(report));
        Write(Path.Combine(folder, "verdicts.txt"), VerdictText.Of(report));
    }

    private static void Write(string path, string text) =>
        File.WriteAllText(
            path,
            text.ReplaceLineEndings("\n"),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
}
