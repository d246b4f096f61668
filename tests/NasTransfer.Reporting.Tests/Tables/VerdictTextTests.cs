using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Tests.Tables;

[TestFixture]
public sealed class VerdictTextTests
{
    [Test]
    public void Of_AReport_FitsATerminal()
    {
        string[] lines = VerdictText.Of(Reports.Usual()).Split('\n');

        Assert.That(lines.Select(line => line.TrimEnd('\r').Length), Is.All.LessThanOrEqualTo(VerdictText.Width));
    }

    [Test]
    public void Of_AReport_SaysVerdictCellsAndWhatIsMissing()
    {
        string text = VerdictText.Of(Reports.Usual());

        Assert.That(text, Does.Contain("C15    RandomIsStrong                Inconclusive          L2"));
        Assert.That(text, Does.Contain("DARTS CIFAR100→ImageNet1K").And.Contain("random sampling on ImageNet1K"));
        Assert.That(text, Does.Contain("25 claims: 5 Inconclusive · 20 Not tested"));
        Assert.That(text, Does.Contain("Not tested: C02–C03, C06–C14, C17–C25"));
    }

    [Test]
    public void Of_ComparisonsWithoutRuns_AreCountedAndNotListed()
    {
        string text = VerdictText.Of(Reports.Usual());

        // C15 has 27 comparisons, of which two were run.
        Assert.That(text, Does.Contain("25 comparisons without runs on a side"));
        Assert.That(text, Does.Not.Contain("NSGANet CIFAR10→CIFAR100  "));
    }

    [Test]
    public void Of_StandIns_SaysWhoseNameTheyDoNotBear()
    {
        string text = VerdictText.Of(Reports.Of([61, 62, 63], [60, 61, 62], standIn: "other images"));

        Assert.That(text, Does.Contain("stand-ins for CIFAR100"));
    }

    [TestCase(new[] { "C15" }, "C15")]
    [TestCase(new[] { "C01", "C02", "C03", "C07" }, "C01–C03, C07")]
    [TestCase(new[] { "C01", "C03" }, "C01, C03")]
    public void Ranges_OfIds_AreJoined(string[] ids, string expected)
    {
        Assert.That(VerdictText.Ranges(ids), Is.EqualTo(expected));
    }
}
