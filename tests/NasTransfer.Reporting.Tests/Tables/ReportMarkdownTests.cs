using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Tests.Tables;

[TestFixture]
public sealed class ReportMarkdownTests
{
    [Test]
    public void Of_AReport_HasAMatrixOfAllClaimsAndColumns()
    {
        string[] rows = [.. Lines(WholeStudy.Report).Where(line => line.StartsWith('|'))];

        // Head and rule, then a row a claim; an escaped bar is no cell.
        Assert.That(rows, Has.Length.EqualTo(2 + ClaimCatalogue.All.Length));
        Assert.That(rows.Select(row => row.Replace("\\|", "").Count(c => c == '|')), Is.All.EqualTo(1 + 1 + 4));
        Assert.That(rows[0], Is.EqualTo("| Claim | Paper's tables | tiny profile | other profile | runs.csv |"));
        Assert.That(
            rows[2 + 24],
            Is.EqualTo(
                "| C25 TablesAgree | Not reproduced (L0, contradicted) | Not tested (L2) | Not tested (L3) | Not tested (L1) |"
            )
        );
    }

    [Test]
    public void Of_AReport_HasASectionAClaimAndWhatIsMissing()
    {
        string[] lines = Lines(Reports.Usual());

        Assert.That(lines.Count(line => line.StartsWith("## C", StringComparison.Ordinal)), Is.EqualTo(25 + 1));
        Assert.That(lines, Does.Contain("## Counts"));
        Assert.That(
            lines,
            Has.One.StartsWith("- C02 SmallSetsBeatCifar100: ")
                .And.EndsWith("`./build.sh --target=Reproduce --profile=tiny --only=C02`")
        );
    }

    [Test]
    public void Of_AVerifiedStore_SaysHowManyBitsWereTheSame()
    {
        Assert.That(ReportMarkdown.Of(WholeStudy.Report), Does.Contain("1 of 3 units that were run again"));
        Assert.That(
            ReportMarkdown.Of(Reports.Usual()),
            Does.Contain("`nastransfer verify --profile tiny --store DIR`")
        );
    }

    private static string[] Lines(StudyReport report) => ReportMarkdown.Of(report).ReplaceLineEndings("\n").Split('\n');
}
