using System.Text.Json;

namespace NasTransfer.Cli.Tests.Verbs;

[TestFixture]
public sealed class AuditVerbTests
{
    private const string Header =
        "source,proxy,target,method,search_seed,augment_seed,cells,drop_path,auxiliary,cutout,top1";

    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Audit_AResultsFileThatThereIsNot_IsRefused() =>
        CommandLine.IsRefused(CommandLine.Run("audit", "--results", folder["none.csv"]), "none.csv", "CSV");

    [Test]
    public void Audit_AResultsFileWithAWrongLine_IsRefusedByLine() =>
        CommandLine.IsRefused(
            CommandLine.Run("audit", "--results", FileOf("CIFAR10,,ImageNet1K,PNAS,1,2,20,0,0,0,71.58")),
            "line 2",
            "PNAS"
        );

    // Ten runs a side, all methods far below random sampling in the transfer that the text names: C15's second part.
    [Test]
    public void Audit_AResultsFile_IsJudgedAsPublishedRuns()
    {
        Said said = CommandLine.Run("audit", "--results", FarBelowRandom(), "--json");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Json.GetProperty("runs").GetInt32(), Is.EqualTo(40));
        JsonElement[] claims = [.. said.Json.GetProperty("claims").EnumerateArray()];
        Assert.That(claims.Select(claim => claim.GetProperty("level").GetString()), Is.All.EqualTo("L1"));
        JsonElement c15 = claims.Single(claim => claim.GetProperty("id").GetString() == "C15");
        Assert.That(c15.GetProperty("runs").GetInt32(), Is.EqualTo(40));
        Assert.That(c15.GetProperty("verdict").GetString(), Is.EqualTo("partially-reproduced"));
    }

    [Test]
    public void Audit_OneClaimOfAResultsFile_ShowsItsParts()
    {
        Said said = CommandLine.Run("audit", "--results", FarBelowRandom(), "--claim", "C15");

        Assert.That(said.Out, Does.Contain("verdict at L1  partially reproduced, from 40 runs"));
        Assert.That(said.Out, Does.Match(@"(?m)^part +verdict +numbers"));
    }

    private string FarBelowRandom() =>
        FileOf([
            .. from method in (string[])["DARTS", "ENAS", "NAO", "RandomSampling"]
            from seed in Enumerable.Range(1, 10)
            let top1 = (method == "RandomSampling" ? 70 : 60) + seed % 3 * 0.1
            select FormattableString.Invariant(
                $"{(method == "RandomSampling" ? "" : "CIFAR100")},,ImageNet1K,{method},{seed},2,20,0,0,0,{top1}"
            ),
        ]);

    private string FileOf(params string[] lines)
    {
        File.WriteAllLines(folder["runs.csv"], [Header, .. lines]);
        return folder["runs.csv"];
    }

    [Test]
    public void Audit_AClaimThatThereIsNot_IsRefused() =>
        CommandLine.IsRefused(CommandLine.Run("audit", "--claim", "C26"), "'C26'", "C01 to C25");

    [Test]
    public void Audit_AllClaims_AreALineEachWithTheirFinding()
    {
        Said said = CommandLine.Run("audit");

        Assert.That(said.ExitCode, Is.Zero);
        Assert.That(
            said.Out,
            Does.Match(@"(?m)^C02 +SmallSetsBeatCifar100 +contradicted +inconclusive +It is not so for")
        );
        Assert.That(said.Out, Does.Match(@"(?m)^C18 +RandomSpreadGrows +nothing printed +not tested "));
        Assert.That(said.Out, Does.Match(@"(?m)^C25 +TablesAgree +contradicted +not reproduced "));
        Assert.That(
            said.Out,
            Does.Contain("Of 25 claims: holds 11, holds in part 1, contradicted 7, nothing printed 6.")
        );
    }

    [Test]
    public void Audit_OneClaim_ShowsEveryCheckWithItsNumbers()
    {
        Said said = CommandLine.Run("audit", "--claim", "C20");

        Assert.That(said.ExitCode, Is.Zero);
        Assert.That(said.Out, Does.Contain("not reproduced, on the printed numbers"));
        Assert.That(said.Out, Does.Contain("56.58, 72.50, 72.55 at 20, 40, 60"));
        Assert.That(said.Out, Does.Contain("1 of 8 rows gain at 60"));
    }

    [Test]
    public void Audit_AClaimWithoutPrintedFigures_HasNoTableOfChecks() =>
        Assert.That(CommandLine.Run("audit", "--claim", "C18").Out, Does.Not.Contain("decide"));

    [Test]
    public void Audit_AllClaimsAsJson_HaveChecksAndLevel()
    {
        JsonElement json = CommandLine.Run("audit", "--json").Json;

        Assert.That(json.GetProperty("level").GetString(), Is.EqualTo("L0"));
        Assert.That(json.GetProperty("claims").GetArrayLength(), Is.EqualTo(25));
        JsonElement last = json.GetProperty("claims")[24];
        Assert.That(last.GetProperty("finding").GetString(), Is.EqualTo("contradicted"));
        Assert.That(last.GetProperty("verdict").GetString(), Is.EqualTo("not-reproduced"));
        Assert.That(last.GetProperty("checks").GetArrayLength(), Is.EqualTo(12));
    }

    [Test]
    public void Audit_OneClaimAsJson_IsThatClaimAlone() =>
        Assert.That(
            CommandLine.Run("audit", "--claim", "c22", "--json").Json.GetProperty("id").GetString(),
            Is.EqualTo("C22")
        );
}
