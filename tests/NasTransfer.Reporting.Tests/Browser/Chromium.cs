using Microsoft.Playwright;

namespace NasTransfer.Reporting.Tests.Browser;

/// <summary>The Chromium of the machine; none is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    // Where distributions put it.
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private readonly IPlaywright playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    /// <summary>Ends the fixture where there is no browser: ignored, and failed where CI is true.</summary>
    public static async Task<Chromium> Start()
    {
        string? path = Places.FirstOrDefault(File.Exists);
        if (path is null)
        {
            const string missing = "There is no Chromium in /usr/bin; on Debian, apt-get install chromium.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(missing);
            }

            Assert.Ignore(missing);
        }

        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                // Its sandbox wants rights that a container does not have; the pages are our own.
                Args = ["--no-sandbox"],
            }
        );
        return new Chromium(playwright, browser);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
