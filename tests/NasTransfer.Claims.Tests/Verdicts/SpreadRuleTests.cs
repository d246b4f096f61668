using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class SpreadRuleTests
{
    [Test]
    public void Judge_OneGroup_IsNotTested()
    {
        Assert.That(Judge(Runs.Exactly(30, 90, 1), []).Verdict, Is.EqualTo(Verdict.NotTested));
    }

    [Test]
    public void Judge_TwoRunsEach_IsInconclusive()
    {
        Assert.That(Judge([90, 91], [70, 75]).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_NoSpread_IsInconclusive()
    {
        Assert.That(Judge([90, 90, 90], [70, 75, 72]).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_EveryStepGrows_IsReproduced()
    {
        Judgement judgement = Judge(Runs.Exactly(30, 97, 0.2), Runs.Exactly(30, 80, 1), Runs.Exactly(30, 70, 4));

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.Reproduced));
        Assert.That(judgement.Reason, Does.Contain("Brown–Forsythe p < .001"));
    }

    [Test]
    public void Judge_EveryStepGrowsWithAGap_IsPartial()
    {
        Judgement judgement = Judge(Runs.Exactly(30, 97, 0.2), [], Runs.Exactly(30, 70, 4));

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.PartiallyReproduced));
        Assert.That(judgement.Reason, Does.Contain("not tested: group 1"));
    }

    [Test]
    public void Judge_OneStepShrinks_IsNotReproduced()
    {
        Judgement judgement = Judge(Runs.Exactly(30, 97, 0.2), Runs.Exactly(30, 80, 4), Runs.Exactly(30, 70, 1));

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.NotReproduced));
    }

    [Test]
    public void Judge_OnlyTheEndsDiffer_IsPartial()
    {
        Judgement judgement = Judge(Runs.Exactly(30, 97, 1), Runs.Exactly(30, 80, 1.1), Runs.Exactly(30, 70, 4));

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.PartiallyReproduced));
    }

    private static Judgement Judge(params double[][] narrowFirst) =>
        SpreadRule.Judge([.. narrowFirst.Select((values, i) => new NamedRuns($"group {i}", [.. values]))], 18);
}

[TestFixture]
public sealed class TrendRuleTests
{
    [Test]
    public void Judge_OneGroup_IsNotTested()
    {
        Assert.That(Judge([1, 2], []).Verdict, Is.EqualTo(Verdict.NotTested));
    }

    [Test]
    public void Judge_OneRunEach_IsInconclusive()
    {
        Assert.That(Judge([1], [2], [3], [4]).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_EveryStepRises_IsReproduced()
    {
        Assert.That(Judge([1, 2, 3], [11, 12, 13], [21, 22, 23]).Verdict, Is.EqualTo(Verdict.Reproduced));
    }

    [Test]
    public void Judge_OneStepFalls_IsNotReproduced()
    {
        Assert.That(Judge([1, 2, 3], [21, 22, 23], [11, 12, 13]).Verdict, Is.EqualTo(Verdict.NotReproduced));
    }

    [Test]
    public void Judge_OnlyTheWholeRises_IsPartial()
    {
        Judgement judgement = Judge([1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, 6]);

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.PartiallyReproduced));
    }

    [Test]
    public void Judge_NoSpreadAnywhere_IsInconclusive()
    {
        Assert.That(Judge([1, 1, 1], [2, 2, 2], [3, 3, 3]).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    private static Judgement Judge(params double[][] lowFirst) =>
        TrendRule.Judge([.. lowFirst.Select((values, i) => new NamedRuns($"group {i}", [.. values]))]);
}
