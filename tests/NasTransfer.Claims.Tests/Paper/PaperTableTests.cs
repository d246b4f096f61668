using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Paper;

namespace NasTransfer.Claims.Tests.Paper;

/// <summary>Counts of cells and a few figures of each table, at their places in the print.</summary>
[TestFixture]
public sealed class PaperTableTests
{
    [Test]
    public void Read_ATableThatThePaperDoesNotHave_IsAnError()
    {
        Assert.That(() => PrintedTable.Read("table5.csv"), Throws.ArgumentException);
    }

    [TestCase("table1.csv", 14, 0)]
    [TestCase("table2.csv", 28, 1)]
    [TestCase("table3.csv", 20, 4)]
    [TestCase("table4.csv", 24, 0)]
    public void Read_APrintedTable_HasItsCellsAndItsEmptyCells(string name, int cells, int empty)
    {
        var rows = PrintedTable.Read(name);

        Assert.That(rows, Has.Length.EqualTo(cells));
        Assert.That(rows.Count(row => row.ContainsValue("")), Is.EqualTo(empty));
    }

    [TestCase("ImNet1K P4", "Random", 200, 128_000, 5_000)]
    [TestCase("ImNet22K P2", "Uniform", 13_377, 35_000, 35_000)]
    [TestCase("FLOWERS102", "All", 102, 6_500, 1_700)]
    [TestCase("ImNet22K", "All", 21_841, 7_500_000, 7_000_000)]
    public void Table1_ARow_IsAsPrinted(string name, string selection, int classes, int train, int validation)
    {
        PrintedSet row = PaperTable1.Find(name);

        Assert.That(row.Selection, Is.EqualTo(selection));
        Assert.That(row.Classes.Value, Is.EqualTo(classes));
        Assert.That(row.Train.Value, Is.EqualTo(train));
        Assert.That(row.Validation.Value, Is.EqualTo(validation));
    }

    // The study keeps Table 1 for its proxies; both must be the same print.
    [Test]
    public void Table1_Everywhere_IsWhatTheStudyPlansBy()
    {
        var here = PaperTable1.Rows.Select(row =>
            (row.Name, row.Selection, row.Classes.Value, row.Train.Value, row.Train.Step, row.Validation.Value)
        );
        var study = Study.Proxies.PaperTable1.Rows.Select(row =>
            (
                row.Name,
                row.Selection.ToString(),
                (long)row.Classes,
                (long)row.Train,
                (long)row.TrainStep,
                (long)row.Validation
            )
        );

        Assert.That(here, Is.EqualTo(study));
    }

    [TestCase("6.5K", 6_449, false)]
    [TestCase("6.5K", 6_450, true)]
    [TestCase("6.5K", 6_507, true)]
    [TestCase("1.2M", 1_281_167, false)]
    [TestCase("13,377", 13_377, true)]
    [TestCase("13,377", 13_378, false)]
    public void PrintedCount_ACount_PrintsWithinHalfAUnitOfTheLastPlace(string text, int count, bool prints)
    {
        Assert.That(PrintedCount.Parse(text).Prints(count), Is.EqualTo(prints));
    }

    [Test]
    public void Table2_Cells_AreTwentySevenOfWhichNineteenAreAboveZero()
    {
        Assert.That(PaperTable2.Cells, Has.Length.EqualTo(27));
        Assert.That(PaperTable2.Cells.Count(cell => cell.Value > 0), Is.EqualTo(19));
    }

    [Test]
    public void Table2_ACellThatThePaperLeavesEmpty_IsNull()
    {
        Assert.That(PaperTable2.Find("ImageNet1K", "ImageNet22K", "NSGANet"), Is.Null);
        Assert.That(PaperTable2.Find("CIFAR100", "ImageNet22K", "DARTS"), Is.Null);
    }

    [TestCase("CIFAR100", "ImageNet1K", "DARTS", -18.71)]
    [TestCase("CIFAR10", "ImageNet22K", "NAO", 6.44)]
    [TestCase("CIFAR10", "CIFAR100", "NSGANet", 1.38)]
    [TestCase("MIT67", "ImageNet1K", "ENAS", 4.84)]
    public void Table2_APrintedCell_IsItsValue(string source, string target, string method, double value)
    {
        Assert.That(PaperTable2.Find(source, target, method), Is.EqualTo(value));
    }

    [Test]
    public void Table3_Cells_AreSixteenAtTwentyCells()
    {
        Assert.That(PaperTable3.All, Has.Length.EqualTo(16));
        Assert.That(PaperTable3.All.Select(cell => cell.Cells), Is.All.EqualTo(20));
        Assert.That(PaperTable3.Find(PrintedExperiment.DirectOnProxy1, "NSGANet", 2), Is.Null);
    }

    [TestCase(PrintedExperiment.TransferFromCifar10, "ENAS", 3ul, 72.69)]
    [TestCase(PrintedExperiment.DirectOnProxy1, "NAO", 3ul, 61.85)]
    [TestCase(PrintedExperiment.RandomSampling, Observation.RandomSampling, 3ul, 71.35)]
    [TestCase(PrintedExperiment.TransferFromCifar10, "NSGANet", 2ul, 69.86)]
    public void Table3_APrintedCell_IsItsValue(
        PrintedExperiment experiment,
        string method,
        ulong augmentSeed,
        double top1
    )
    {
        Assert.That(PaperTable3.Find(experiment, method, augmentSeed), Is.EqualTo(top1));
    }

    [Test]
    public void Table4_Cells_AreEightRowsOfThree()
    {
        Assert.That(PaperTable4.All, Has.Length.EqualTo(24));
        Assert.That(PaperTable4.All.GroupBy(cell => cell.Cells).Select(group => group.Count()), Is.All.EqualTo(8));
        Assert.That(PaperTable4.Find(PrintedExperiment.DirectOnProxy1, "NSGANet", 20), Is.Null);
    }

    [TestCase(PrintedExperiment.TransferFromCifar10, "NSGANet", 20, 68.38)]
    [TestCase(PrintedExperiment.TransferFromCifar10, "DARTS", 60, 53.98)]
    [TestCase(PrintedExperiment.DirectOnProxy1, "NAO", 40, 67.32)]
    [TestCase(PrintedExperiment.RandomSampling, Observation.RandomSampling, 60, 52.82)]
    public void Table4_APrintedCell_IsItsValue(PrintedExperiment experiment, string method, int cells, double top1)
    {
        Assert.That(PaperTable4.Find(experiment, method, cells), Is.EqualTo(top1));
    }

    [Test]
    public void Tables3And4_WhereTheyPrintTheSameRun_DifferForNsgaNetAlone()
    {
        var differing =
            from cell in PaperTable3.All
            where cell.AugmentSeed == 2
            where PaperTable4.Find(cell.Experiment, cell.Method, cell.Cells) is { } other && other != cell.Top1
            select cell.Method;

        Assert.That(differing, Is.EqualTo(new[] { "NSGANet" }));
    }
}
