using System.Text.RegularExpressions;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Pages;

namespace NasTransfer.Reporting.Tests.Pages;

[TestFixture]
public sealed partial class ClaimPageTests
{
    // The order of a claim's page, and words that each of its parts must have.
    private static readonly (string Heading, string[] Words)[] Order =
    [
        ("1 The claim", ["In the paper: ", "class=\"lead\""]),
        ("2 Operational form", ["α = .05"]),
        ("3 Verdict", ["class=\"verdict ", "at evidence level L2", "evidence level L0"]),
        ("4 Effect", []),
        ("5 What it can see, and what would change the verdict", ["<p>"]),
        ("6 Deviations from the paper", []),
        ("7 Seeds, genotypes, data", []),
        ("8 Environment", ["made-up"]),
        ("9 Cost", ["<table", "GPU-hours", "MiB"]),
        ("10 The command", ["./build.sh --target=", "It takes "]),
        ("11 Logs and snapshot", ["snapshot"]),
    ];

    private static IEnumerable<string> Claims() => ClaimCatalogue.All.Select(claim => claim.Id);

    [TestCaseSource(nameof(Claims))]
    public void Of_AClaim_HasTheElevenItemsInOrderAndNoneEmpty(string id)
    {
        (string Heading, string Content)[] items = Items(Page(WholeStudy.Report, id));

        Assert.That(items.Select(item => item.Heading), Is.EqualTo(Order.Select(item => item.Heading)));
        foreach (var ((heading, content), (_, words)) in items.Zip(Order))
        {
            Assert.That(Tags().Replace(content, " ").Trim(), Has.Length.GreaterThan(20), heading);
            foreach (string word in words)
            {
                Assert.That(content, Does.Contain(word), heading);
            }
        }
    }

    [TestCaseSource(nameof(Claims))]
    public void Of_AClaimWithRuns_DrawsItsRunsItsGenotypesAndLinksItsLogs(string id)
    {
        ClaimResult result = WholeStudy.Report.Results.Single(one => one.Definition.Id == id);
        Dictionary<string, string> items = Items(Page(WholeStudy.Report, id)).ToDictionary();
        if (result.Observations.IsEmpty)
        {
            Assert.That(items["4 Effect"], Does.Contain("rests on no run"));
            return;
        }

        Assert.That(items["4 Effect"], Does.Contain("<svg").And.Contain("search seed "));
        Assert.That(items["6 Deviations from the paper"], Does.Contain("Expected bias"));
        Assert.That(
            items["7 Seeds, genotypes, data"],
            Does.Contain("Every run").And.Contain("<figure class=\"drawing\"")
        );
        Assert.That(items["11 Logs and snapshot"], Does.Contain("/result.json\"").And.Contain("/events.jsonl\""));
    }

    [Test]
    public void Of_SearchCost_DrawsPassesBySource()
    {
        string effect = Items(Page(WholeStudy.Report, "C22")).ToDictionary()["4 Effect"];

        // Made up: three passes over every source.
        Assert.That(effect, Does.Contain("Cost of a search by the size of its source"));
        Assert.That(effect, Does.Contain("ENAS on ImNet1K P3 (360 images): 3.00 passes"));
    }

    [Test]
    public void Of_Accuracy22K_DrawsThePrintedAccuraciesBeside()
    {
        string effect = Items(Page(WholeStudy.Report, "C24")).ToDictionary()["4 Effect"];

        Assert.That(effect, Does.Contain(">the paper&#39;s NAO, 30.91 %<").And.Contain(">WRN-50-4-2, 36.90 %<"));
    }

    [Test]
    public void Of_AClaimWithOtherEvidence_SaysWhatItSays()
    {
        string verdict = Items(Page(WholeStudy.Report, "C16")).ToDictionary()["3 Verdict"];

        Assert.That(
            verdict,
            Does.Contain("Other evidence").And.Contain("<td>runs.csv</td>\n<td>Partially reproduced</td>\n<td>L1</td>")
        );
    }

    private static string Page(StudyReport report, string id) =>
        ClaimPage.Of(report, report.Results.Single(result => result.Definition.Id == id));

    private static (string Heading, string Content)[] Items(string html) =>
        [.. Sections().Matches(html).Select(match => (match.Groups["heading"].Value, match.Groups["content"].Value))];

    [GeneratedRegex("<h2>(?<heading>[^<]*)</h2>(?<content>.*?)(?=<h2>|</main>)", RegexOptions.Singleline)]
    private static partial Regex Sections();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
