namespace NasTransfer.Cli.Tests.Verbs.Study;

[TestFixture]
public sealed class PlanVerbTests
{
    [Test]
    public void Plan_Full_CountsThePapersUnitsWithoutAnyImage()
    {
        Said said = CommandLine.Run("plan", "--profile", "full", "--assume", "v100", "--json");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        // By hand in PaperExperimentsTests: 230 searches and 484 trainings.
        Assert.That(said.Json.GetProperty("units").GetArrayLength(), Is.EqualTo(230 + 484));
        Assert.That(said.Json.GetProperty("longestChainHours").GetDouble(), Is.GreaterThan(0));
    }

    [Test]
    public void Plan_WithoutARate_TellsNoHoursAndHowToGetThem()
    {
        Said said = CommandLine.Run("plan", "--profile", "full", "--only", "C21");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Out, Does.Contain("No hours: give --calibration FILE"));
    }

    [Test]
    public void Plan_ExplainAUnit_SaysWhatItIsForAndHowToRunIt()
    {
        Said said = CommandLine.Run("plan", "--profile", "tiny", "--explain", "DARTS on ImNet1K P1, seed 2");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Out, Does.Contain("direct search on ImageNet1K").And.Contain("nastransfer run"));
    }

    [TestCase("--assume", "abacus", "'abacus'")]
    [TestCase("--only", "C99", "'C99'")]
    [TestCase("--explain", "nothing of the kind", "begins with 'nothing of the kind'")]
    public void Plan_WhatThereIsNot_IsRefused(string option, string value, string named)
    {
        Said said = CommandLine.Run("plan", "--profile", "tiny", option, value);

        Assert.That(said.ExitCode, Is.EqualTo(App.BadInput));
        Assert.That(said.Error, Does.Contain(named));
    }
}
