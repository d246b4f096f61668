using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Tests.Browser;

/// <summary>The report as a reader has it: opened from a folder, without a network.</summary>
[TestFixture]
public sealed class ReportInBrowserTests
{
    private const int Narrow = 400;
    private const int Wide = 1200;

    // One page of each kind; of the claims one with many comparisons, one with reference lines, one without runs.
    private static readonly string[] Kinds =
    [
        "index.html",
        "figures.html",
        "tables.html",
        "claims/C07.html",
        "claims/C24.html",
        "claims/C25.html",
    ];

    // Together they have every element that a page can have; axe takes seconds a page.
    private static readonly string[] Elements = ["index.html", "figures.html", "tables.html", "claims/C24.html"];

    // Together they have every colour.
    private static readonly string[] Colours = ["index.html", "figures.html", "claims/C24.html"];

    private string folder = "";
    private string pages = "";
    private Chromium chromium = null!;
    private ImmutableArray<Visit> visits = [];

    [OneTimeSetUp]
    public async Task Start()
    {
        chromium = await Chromium.Start();
        folder = Directory.CreateTempSubdirectory("nastransfer-browser-").FullName;
        pages = WholeStudy.Write(WholeStudy.Report, folder);
        visits = await VisitAll();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void EveryPage_Opened_SaysNothingOnTheConsoleAndAsksForNothingElse()
    {
        Assert.That(visits, Has.Length.EqualTo(25 + 3));
        foreach (Visit visit in visits)
        {
            Assert.That(visit.Said, Is.Empty, visit.Address);
            Assert.That(visit.Asked, Is.EqualTo(new[] { visit.Address }));
        }
    }

    [Test]
    public void EveryLink_OfEveryPage_Resolves()
    {
        Dictionary<string, string[]> anchors = visits.ToDictionary(visit => visit.Address, visit => visit.Anchors);
        string[] links = [.. visits.SelectMany(visit => visit.Links).Distinct()];

        string[] broken =
        [
            .. links.Where(link =>
            {
                Uri address = new(link);
                string file = address.GetLeftPart(UriPartial.Path);
                return !address.IsFile
                    || !File.Exists(address.LocalPath)
                    || (address.Fragment.Length > 0 && !anchors[file].Contains(address.Fragment[1..]));
            }),
        ];
        Assert.That(broken, Is.Empty);
        // 25 claims, figures, tables, the files for programs, anchors, logs of units.
        Assert.That(links, Has.Length.GreaterThan(100));
    }

    [Test]
    public void EveryPage_OnANarrowScreen_HasNoScrollBarOfItsOwn() =>
        Assert.That(
            visits.Where(visit => visit.Width > Narrow).Select(visit => $"{visit.Address}: {visit.Width} px"),
            Is.Empty
        );

    [Test]
    public async Task Matrix_OnTheFrontPage_SaysWhatClaimsJsonSays()
    {
        await using IBrowserContext context = await chromium.Browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(Address("index.html"));

        string[] shown = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('tr[data-claim]')].map(row =>
              [row.dataset.claim, ...[...row.querySelectorAll('td')].map(cell =>
                cell.querySelector('.verdict').innerText + ' ' + cell.childNodes[1].textContent.trim())].join(' | '))
            """
        );

        JsonNode json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(pages, ClaimsJson.File)))!;
        Assert.That(shown, Is.EqualTo(json["claims"]!.AsArray().Select(Row)));
    }

    [Test]
    public async Task Page_CheckedByAxe_HasNoSeriousViolation([ValueSource(nameof(Elements))] string path) =>
        Assert.That(await Violations(path, ColorScheme.Light, new AxeRunOptions()), Is.Empty);

    // The scheme changes colours and nothing else.
    [Test]
    public async Task Page_InTheDark_HasEnoughContrast([ValueSource(nameof(Colours))] string path) =>
        Assert.That(
            await Violations(
                path,
                ColorScheme.Dark,
                new AxeRunOptions
                {
                    RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
                }
            ),
            Is.Empty
        );

    [TestCaseSource(nameof(Kinds))]
    public async Task Page_WithoutJavaScript_ReadsTheSame(string path)
    {
        string[] texts =
        [
            await Text(path, new BrowserNewContextOptions { JavaScriptEnabled = false }),
            await Text(path, new BrowserNewContextOptions()),
        ];

        Assert.That(texts[0], Is.EqualTo(texts[1]));
        Assert.That(texts[0], Has.Length.GreaterThan(500));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Page_Printed_ShowsWhatIsFoldedAndFitsThePaper(string path)
    {
        // A4 at 96 dots an inch, less margins of 1 cm.
        const int paper = 718;
        await using IBrowserContext context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = paper, Height = 1000 },
            }
        );
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(Address(path));
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        JsonElement printed = await page.EvaluateAsync<JsonElement>(
            """
            () => ({
              width: document.documentElement.scrollWidth,
              folded: [...document.querySelectorAll('details > *:last-child')].filter(one => one.clientHeight === 0).length
            })
            """
        );

        Assert.That(printed.GetProperty("folded").GetInt32(), Is.Zero);
        Assert.That(printed.GetProperty("width").GetInt32(), Is.LessThanOrEqualTo(paper));
    }

    /// <summary>Opens every page once, on a narrow screen, with everything that opens opened.</summary>
    private async Task<ImmutableArray<Visit>> VisitAll()
    {
        await using IBrowserContext context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = Narrow, Height = 800 },
            }
        );
        IPage page = await context.NewPageAsync();
        List<string> said = [];
        List<string> asked = [];
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);
        page.Request += (_, request) => asked.Add(request.Url);
        var all = ImmutableArray.CreateBuilder<Visit>();
        foreach (string path in AllPages())
        {
            await page.GotoAsync(Address(path));
            JsonElement seen = await page.EvaluateAsync<JsonElement>(
                """
                () => {
                  document.querySelectorAll('details').forEach(one => one.open = true);
                  return {
                    width: document.documentElement.scrollWidth,
                    anchors: [...document.querySelectorAll('[id]')].map(one => one.id),
                    links: [...document.querySelectorAll('a')].map(one => one.href),
                  };
                }
                """
            );
            all.Add(
                new Visit(
                    Address(path),
                    [.. said],
                    [.. asked],
                    seen.GetProperty("width").GetInt32(),
                    seen.GetProperty("anchors").Deserialize<string[]>()!,
                    seen.GetProperty("links").Deserialize<string[]>()!
                )
            );
            said.Clear();
            asked.Clear();
        }

        return all.ToImmutable();
    }

    /// <summary>What axe finds that is serious or critical.</summary>
    private async Task<string[]> Violations(string path, ColorScheme scheme, AxeRunOptions rules)
    {
        await using IBrowserContext context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = Wide, Height = 900 },
            }
        );
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(Address(path));

        AxeResult result = await page.RunAxe(rules);

        // It looked at something.
        Assert.That(result.Passes, Is.Not.Empty);
        return
        [
            .. result
                .Violations.Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}"),
        ];
    }

    private async Task<string> Text(string path, BrowserNewContextOptions options)
    {
        await using IBrowserContext context = await chromium.Browser.NewContextAsync(options);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(Address(path));
        return await page.Locator("main").InnerTextAsync();
    }

    private static string Row(JsonNode? claim) =>
        string.Join(
            " | ",
            claim!["evidence"]!
                .AsArray()
                .Select(cell => $"{Words.Of(Enum.Parse<Verdict>((string)cell!["verdict"]!))} {(string?)cell["level"]}")
                .Prepend((string)claim["id"]!)
        );

    private IEnumerable<string> AllPages() =>
        Directory
            .GetFiles(pages, "*.html", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => Path.GetRelativePath(pages, path));

    private string Address(string page) => new Uri(Path.Combine(pages, page)).AbsoluteUri;

    /// <summary>What a page did and was when it was opened.</summary>
    /// <param name="Said">On the console.</param>
    /// <param name="Asked">Addresses that were requested.</param>
    /// <param name="Width">Of all that there is, in px.</param>
    private sealed record Visit(
        string Address,
        string[] Said,
        string[] Asked,
        int Width,
        string[] Anchors,
        string[] Links
    );
}
