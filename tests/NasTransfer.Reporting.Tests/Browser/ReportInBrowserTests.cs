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

    // One page of each kind; of the claims one with comparisons, one with reference lines, one without runs.
    private static readonly string[] Kinds =
    [
        "index.html",
        "figures.html",
        "tables.html",
        "claims/C07.html",
        "claims/C24.html",
        "claims/C25.html",
    ];

    private string folder = "";
    private string pages = "";
    private Chromium chromium = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        chromium = await Chromium.Start();
        folder = Directory.CreateTempSubdirectory("nastransfer-browser-").FullName;
        pages = WholeStudy.Write(WholeStudy.Report, folder);
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
    public async Task EveryPage_Opened_SaysNothingOnTheConsoleAndAsksForNothingElse()
    {
        List<string> said = [];
        List<string> asked = [];
        await using IBrowserContext context = await chromium.Browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) => said.Add($"{page.Url}: {message.Text}");
        page.PageError += (_, error) => said.Add($"{page.Url}: {error}");
        page.Request += (_, request) => asked.Add(request.Url);

        foreach (string path in AllPages())
        {
            await page.GotoAsync(Address(path));
        }

        Assert.That(said, Is.Empty);
        Assert.That(asked, Is.EqualTo(AllPages().Select(Address)));
    }

    [Test]
    public async Task EveryLink_OfEveryPage_Resolves()
    {
        await using IBrowserContext context = await chromium.Browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        Dictionary<string, string[]> anchors = [];
        HashSet<string> links = [];
        foreach (string path in AllPages())
        {
            await page.GotoAsync(Address(path));
            anchors[Address(path)] = await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('[id]')].map(one => one.id)"
            );
            links.UnionWith(
                await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a')].map(one => one.href)")
            );
        }

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
        // 25 claims, figures, tables, the four files for programs and people, anchors, logs of units.
        Assert.That(links, Has.Count.GreaterThan(100));
    }

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
    public async Task EveryPage_OnANarrowScreen_HasNoScrollBarOfItsOwn()
    {
        await using IBrowserContext context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = Narrow, Height = 800 },
            }
        );
        IPage page = await context.NewPageAsync();
        List<string> wide = [];
        foreach (string path in AllPages())
        {
            await page.GotoAsync(Address(path));
            // Everything that opens is opened: what is in it must fit as well.
            int width = await page.EvaluateAsync<int>(
                """
                () => {
                  document.querySelectorAll('details').forEach(one => one.open = true);
                  return document.documentElement.scrollWidth;
                }
                """
            );
            if (width > Narrow)
            {
                wide.Add($"{path}: {width} px");
            }
        }

        Assert.That(wide, Is.Empty);
    }

    [Test]
    public async Task Page_CheckedByAxe_HasNoSeriousViolation([ValueSource(nameof(Kinds))] string path) =>
        Assert.That(await Violations(path, ColorScheme.Light, new AxeRunOptions()), Is.Empty);

    // The scheme changes colours and nothing else.
    [Test]
    public async Task Page_InTheDark_HasEnoughContrast([ValueSource(nameof(Kinds))] string path) =>
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
}
