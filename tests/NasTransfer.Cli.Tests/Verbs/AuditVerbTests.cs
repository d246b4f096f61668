using System.Text.Json;

namespace NasTransfer.Cli.Tests.Verbs;

[TestFixture]
public sealed class AuditVerbTests
{
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
