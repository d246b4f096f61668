using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Reporting.Columns;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reporting.Tests.Columns;

[TestFixture]
public sealed class EvidenceColumnTests
{
    [Test]
    public void Counts_OfAColumn_AddUpToAllClaims()
    {
        foreach (EvidenceColumn column in WholeStudy.Report.Columns)
        {
            Assert.That(column.Counts.Sum(count => count.Count), Is.EqualTo(ClaimCatalogue.All.Length), column.Id);
        }
    }

    [Test]
    public void Printed_OfEveryClaim_IsOfLevelZeroAndRestsOnNoRun()
    {
        Assert.That(EvidenceColumn.Printed.Cells.Select(cell => cell.Level), Is.All.EqualTo(EvidenceLevel.L0));
        Assert.That(EvidenceColumn.Printed.Cells.Select(cell => cell.Result), Is.All.Null);
    }

    [Test]
    public void Columns_OfAReport_HaveTheLevelsOfTheirEvidence()
    {
        Dictionary<string, EvidenceCell> cells = WholeStudy.Report.Columns.ToDictionary(
            column => column.Id,
            column => column.Of(ClaimCatalogue.Find("C16"))
        );

        Assert.That(
            cells.Select(cell => (cell.Key, cell.Value.Level)),
            Is.EqualTo(
                new[]
                {
                    ("paper", EvidenceLevel.L0),
                    ("tiny", EvidenceLevel.L2),
                    ("other", EvidenceLevel.L3),
                    ("results: runs.csv", EvidenceLevel.L1),
                }
            )
        );
        Assert.That(cells["other"].Verdict, Is.EqualTo(Verdict.NotTested));
    }
}
