using NasTransfer.Claims.Paper;
using NasTransfer.Reporting.Figures;

namespace NasTransfer.Reporting.Tests.Figures;

[TestFixture]
public sealed class PaperTableTests
{
    private static readonly Lazy<IReadOnlyList<PaperTable>> Tables = new(() => PaperTable.All(WholeStudy.Report));

    // 14 rows of selection, classes, train and validation images; the printed cells of the others, by their CSV files.
    [TestCase(1, 14 * 4)]
    [TestCase(2, 27)]
    [TestCase(3, 16)]
    [TestCase(4, 24)]
    public void All_OfAWholeStudy_HasBothValuesInEveryPrintedCellAndNothingElsewhere(int number, int printed)
    {
        TableCell[] cells = [.. Find(number).Rows.SelectMany(row => row.Cells)];

        Assert.That(cells.Count(cell => cell.Paper.Length > 0), Is.EqualTo(printed));
        Assert.That(cells.Where(cell => cell.Paper.Length > 0).Select(cell => cell.Here), Is.All.Not.Empty);
        Assert.That(cells.Where(cell => cell.Paper.Length == 0), Is.All.EqualTo(TableCell.Empty));
        Assert.That(Find(number).Rows.Select(row => row.Cells.Length + 1), Is.All.EqualTo(Find(number).Head.Length));
    }

    [Test]
    public void All_OfTable3_PutsRandomSamplingUnderTheProxy()
    {
        TableCell[] random = [.. Find(3).Rows.Single(row => row.Name == "RandomSampling").Cells];

        Assert.That(random.Select(cell => cell.Paper), Is.EqualTo(new[] { "", "", "70.45", "71.35" }));
    }

    [Test]
    public void All_OfTable4_PrintsThePapersOwnAccuracies()
    {
        Assert.That(
            Find(4).Rows.SelectMany(row => row.Cells).Select(cell => cell.Paper),
            Is.EqualTo(
                PaperTable4.All.Select(cell =>
                    cell.Top1.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)
                )
            )
        );
    }

    [Test]
    public void All_OfAStudyWithoutTheRuns_LeavesOurValueEmpty()
    {
        // Two transfers of DARTS, and nothing of Table 4 but what they share with it.
        PaperTable table = PaperTable.All(Reports.Usual())[1];

        Assert.That(table.Rows.SelectMany(row => row.Cells).Count(cell => cell.Here.Length > 0), Is.EqualTo(2));
    }

    private static PaperTable Find(int number) => Tables.Value.Single(table => table.Number == number);
}
