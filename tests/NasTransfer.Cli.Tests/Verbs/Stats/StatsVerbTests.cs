using System.Text.Json;

namespace NasTransfer.Cli.Tests.Verbs.Stats;

[TestFixture]
public sealed class StatsVerbTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void CreateFiles()
    {
        folder = new TemporaryFolder();
        // The samples of tests/NasTransfer.Claims.Tests/Statistics/reference.R; the figures below are R's.
        File.WriteAllText(
            folder["both.csv"],
            "method,random\n70.1,68.3\n70.9,69.0\n71.4,67.9\n69.8,68.8\n70.5,70.0\n,67.2\n"
        );
        File.WriteAllText(folder["a.csv"], "top1\n70.1\n70.9\n71.4\n69.8\n70.5\n");
        File.WriteAllText(folder["b.csv"], "top1\n68.3\n69.0\n67.9\n68.8\n70.0\n67.2\n");
    }

    [TearDown]
    public void RemoveFiles() => folder.Dispose();

    [Test]
    public void Ri_TwoColumns_IsWhatRSays()
    {
        JsonElement json = Json("stats", "ri", folder["both.csv"], "--a", "method", "--b", "random");

        Assert.That(json.GetProperty("effect").GetDouble(), Is.EqualTo(2.928015564).Within(1e-8));
        Assert.That(json.GetProperty("interval").GetProperty("low").GetDouble(), Is.EqualTo(1.278318647).Within(1e-8));
        Assert.That(json.GetProperty("a").GetProperty("count").GetInt32(), Is.EqualTo(5));
        Assert.That(json.GetProperty("b").GetProperty("count").GetInt32(), Is.EqualTo(6));
        Assert.That(json.TryGetProperty("bootstrap", out _), Is.False);
    }

    [Test]
    public void Compare_TwoFiles_IsWhatRSays()
    {
        JsonElement json = Json("stats", "compare", folder["a.csv"], folder["b.csv"]);

        Assert.That(json.GetProperty("effect").GetDouble(), Is.EqualTo(2.006666667).Within(1e-8));
        Assert.That(json.GetProperty("p").GetDouble(), Is.EqualTo(0.002814577710).Within(1e-9));
    }

    [Test]
    public void Equivalence_AWideMargin_IsWhatRSays()
    {
        JsonElement json = Json("stats", "equivalence", folder["a.csv"], folder["b.csv"], "--margin", "4");

        Assert.That(json.GetProperty("p").GetDouble(), Is.EqualTo(0.00146443097).Within(1e-9));
        Assert.That(
            json.GetProperty("interval90").GetProperty("high").GetDouble(),
            Is.EqualTo(2.902321679).Within(1e-8)
        );
    }

    [Test]
    public void Power_AnEffectOfOneSd_TakesSeventeenRuns()
    {
        // Cohen, Statistical Power Analysis, 1988, table 2.4.1.
        JsonElement json = Json("stats", "power", "--n", "5", "--sd", "0.5", "--effect", "0.5");

        Assert.That(json.GetProperty("runsForEffect").GetInt32(), Is.EqualTo(17));
        Assert.That(json.GetProperty("detectablePoints").GetDouble(), Is.EqualTo(1.0).Within(0.03));
    }

    [Test]
    public void Compare_OneFileOnATerminal_PrintsAFigureALine()
    {
        Said said = CommandLine.Run("stats", "compare", folder["both.csv"], "--a", "method", "--b", "random");

        Assert.That(said.ExitCode, Is.Zero);
        Assert.That(said.Out, Does.Contain("2.0067").And.Contain("[0.8995, 3.1138]"));
    }

    [Test]
    public void Compare_OneFileWithoutColumns_AsksForThem()
    {
        Said said = CommandLine.Run("stats", "compare", folder["both.csv"]);

        Assert.That(said.ExitCode, Is.EqualTo(App.BadInput));
        Assert.That(said.Error, Does.Contain("needs --a and --b"));
    }

    [TestCase("no_such", "has no column 'no_such'; its columns are method, random")]
    public void Compare_AWrongColumn_NamesTheColumns(string column, string sentence)
    {
        Said said = CommandLine.Run("stats", "compare", folder["both.csv"], "--a", column, "--b", "random");

        Assert.That(said.ExitCode, Is.EqualTo(App.BadInput));
        Assert.That(said.Error, Does.Contain(sentence));
    }

    [Test]
    public void Compare_AWordAmongNumbers_IsNamedByLine()
    {
        File.WriteAllText(folder["bad.csv"], "top1\n70\nseventy\n");

        Said said = CommandLine.Run("stats", "compare", folder["bad.csv"], folder["b.csv"]);

        Assert.That(said.ExitCode, Is.EqualTo(App.BadInput));
        Assert.That(said.Error, Does.Contain("line 3: top1 is 'seventy'; it must be a number."));
    }

    [TestCase("--margin", "0")]
    [TestCase("--margin", "-1")]
    public void Equivalence_NoMargin_IsRefused(string option, string value)
    {
        Said said = CommandLine.Run("stats", "equivalence", folder["a.csv"], folder["b.csv"], option, value);

        Assert.That(said.ExitCode, Is.EqualTo(App.BadInput));
        Assert.That(said.Error, Does.Contain($"--margin is '{value}'; it must be above 0."));
    }

    [Test]
    public void Power_OneRun_IsRefused()
    {
        Said said = CommandLine.Run("stats", "power", "--n", "1");

        Assert.That(said.ExitCode, Is.EqualTo(App.BadInput));
        Assert.That(said.Error, Does.Contain("--n is '1'; it must be at least 2."));
    }

    private static JsonElement Json(params string[] line)
    {
        Said said = CommandLine.Run([.. line, "--json"]);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        return said.Json;
    }
}
