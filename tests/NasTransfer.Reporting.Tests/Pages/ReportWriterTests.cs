using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NasTransfer.Reporting.Tests.Pages;

[TestFixture]
public sealed partial class ReportWriterTests
{
    private string folder = "";

    [OneTimeSetUp]
    public void WriteAReport()
    {
        folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"report-{Guid.NewGuid():N}");
        ReportWriter.Write(Reports.Usual(), folder);
    }

    [OneTimeTearDown]
    public void RemoveIt() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Write_AReport_LeavesAPageAClaimAndTheRest()
    {
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(Relative)];

        Assert.That(
            files,
            Is.EquivalentTo([
                .. Enumerable.Range(1, 25).Select(number => $"claims/C{number:00}.html"),
                "claims.json",
                "claims.schema.json",
                "figures.html",
                "index.html",
                "report.md",
                "tables.html",
                "verdicts.txt",
            ])
        );
    }

    [TestCase("index.html")]
    [TestCase("figures.html")]
    [TestCase("tables.html")]
    [TestCase("claims/C01.html")]
    [TestCase("claims/C15.html")]
    [TestCase("claims/C20.html")]
    [TestCase("claims/C23.html")]
    public void Write_APage_NeedsNothingFromElsewhere(string page)
    {
        string html = Read(page);

        Assert.That(html, Does.Not.Contain("<script").And.Not.Contain("<link").And.Not.Contain("@import"));
        Assert.That(
            Links().Matches(html).Select(match => match.Groups[1].Value).Where(link => link.Contains("://")),
            Is.Empty
        );
    }

    [TestCase("index.html")]
    [TestCase("figures.html")]
    [TestCase("tables.html")]
    [TestCase("claims/C01.html")]
    [TestCase("claims/C15.html")]
    [TestCase("claims/C20.html")]
    [TestCase("claims/C23.html")]
    public void Write_APage_IsWellFormed(string page)
    {
        // Our HTML closes every element but meta, and so is XML up to that and the doctype.
        string html = Read(page).Replace("<!DOCTYPE html>", "");
        string xml = MetaTags().Replace(html, "");

        Assert.That(() => XDocument.Parse(xml), Throws.Nothing);
    }

    [TestCase("index.html")]
    [TestCase("claims/C01.html")]
    [TestCase("claims/C15.html")]
    [TestCase("claims/C20.html")]
    [TestCase("claims/C23.html")]
    public void Write_APage_EscapesWhatItIsGiven(string page)
    {
        Assert.That(Read(page), Does.Contain("made-up &lt;processor&gt; &amp; co"));
    }

    [Test]
    public void Write_TheClaimsPage_DrawsADotForEveryRun()
    {
        // 2 sources × 3 searches and 3 random architectures, on one target.
        Assert.That(DotTitles().Count(Read("claims/C15.html")), Is.EqualTo(9));
    }

    [Test]
    public void Write_AClaimsPage_ListsItsOwnUnitsOnly()
    {
        // C05 looks at DARTS from both CIFAR sets, and at no random architecture. All found one genotype: one augment unit.
        string html = Read("claims/C05.html");

        Assert.That(StoredUnits().Count(html), Is.EqualTo(6 + 1));
        Assert.That(StoredUnits().Count(Read("claims/C15.html")), Is.EqualTo(9 + 1));
        Assert.That(StoredUnits().Count(Read("claims/C23.html")), Is.Zero);
    }

    [Test]
    public void Write_TheFrontPage_LinksTheClaimAndListsTheOthers()
    {
        string html = Read("index.html");

        Assert.That(html, Does.Contain("href=\"claims/C15.html\""));
        Assert.That(html, Does.Contain("claims without a verdict").And.Contain("see the audit"));
        Assert.That(html, Does.Contain("decides nothing"));
    }

    [Test]
    public void Write_TheFrontPage_ShowsWhichUnitsWereRunAgain()
    {
        string other = Path.Combine(folder, "verified");
        ReportWriter.Write(WholeStudy.Report, other);
        string verified = File.ReadAllText(Path.Combine(other, "index.html"));
        Directory.Delete(other, recursive: true);

        // Three units: the same bits (and another result by now), other bits, no result.
        Assert.That(verified, Does.Contain("1 of 3 units that were run again gave the same bits"));
        Assert.That(verified, Does.Contain("the store has another result now</td>"));
        Assert.That(verified, Does.Contain("<td>other bits</td>").And.Contain("<td>failed</td>"));
        Assert.That(Read("index.html"), Does.Contain(">nastransfer verify --profile tiny --store DIR</pre>"));
    }

    [Test]
    public void Write_ADivergedRun_IsShown()
    {
        string other = Path.Combine(folder, "diverged");
        ReportWriter.Write(Reports.Of([61, 62, 63], [60, double.NaN, 62]), other);
        string html = File.ReadAllText(Path.Combine(other, "claims", "C15.html"));
        Directory.Delete(other, recursive: true);

        Assert.That(html, Does.Contain("augment seed 2: diverged").And.Contain(">diverged</td>"));
    }

    private string Relative(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private string Read(string page) => File.ReadAllText(Path.Combine(folder, page));

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<meta[^>]*>")]
    private static partial Regex MetaTags();

    [GeneratedRegex("/result.json\"")]
    private static partial Regex StoredUnits();

    [GeneratedRegex("<title>search seed \\d+, augment seed 2: [0-9.]+ %</title>")]
    private static partial Regex DotTitles();
}
