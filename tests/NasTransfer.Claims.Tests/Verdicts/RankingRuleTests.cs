using NasTransfer.Claims.Verdicts;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class RankingRuleTests
{
    [Test]
    public void Judge_AMethodWithoutRuns_IsNotTestedAndNamed()
    {
        Judgement judgement = Judge([70, 71], [], [66, 67]);

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.NotTested));
        Assert.That(judgement.Reason, Does.Contain("no runs of ENAS"));
    }

    [Test]
    public void Judge_OneRunOfAMethod_IsInconclusive()
    {
        Assert.That(Judge([80], [70, 71], [60, 61]).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_AClearOrder_IsReproduced()
    {
        Assert.That(Judge([80, 81], [70, 71], [60, 61]).Verdict, Is.EqualTo(Verdict.Reproduced));
    }

    [Test]
    public void Judge_TheReverseOrder_IsNotReproduced()
    {
        Assert.That(Judge([60, 61], [70, 71], [80, 81]).Verdict, Is.EqualTo(Verdict.NotReproduced));
    }

    [Test]
    public void Judge_OnlyTheBestIsClear_IsPartial()
    {
        Judgement judgement = Judge([80, 81, 82], [68, 70, 72], [68.2, 70, 71.8]);

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.PartiallyReproduced));
        Assert.That(judgement.Reason, Does.Contain("P(same best) = 1.00"));
    }

    [Test]
    public void Judge_TheBestIsClearAndTheRestReversed_IsPartial()
    {
        Assert.That(Judge([80, 81], [60, 61], [70, 71]).Verdict, Is.EqualTo(Verdict.PartiallyReproduced));
    }

    [Test]
    public void Judge_AllTied_IsNoOrder()
    {
        Assert.That(Judge([70, 70], [70, 70], [70, 70]).Verdict, Is.EqualTo(Verdict.NotReproduced));
    }

    [Test]
    public void Judge_OverlappingRuns_IsInconclusive()
    {
        Assert.That(Judge([68, 74], [67, 73], [66, 72]).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    /// <summary>
    /// P(same order) is a share of resampled orders, not a level: with two methods tied it passes .90 more often than in
    /// 5 % of studies. The rate stands in the rule's remarks.
    /// </summary>
    [Test]
    public void Judge_TwoMethodsTied_IsReproducedAsOftenAsTheRemarksSay()
    {
        const int count = 6;
        const int studies = 500;
        int reproduced = 0;
        for (int study = 0; study < studies; study++)
        {
            CounterRandom random = new(1, "tied methods", index: study);
            double[] Values(double mean) => [.. Enumerable.Range(0, count).Select(_ => mean + random.NextGaussian())];
            reproduced += Judge(Values(70), Values(70), Values(10)).Verdict == Verdict.Reproduced ? 1 : 0;
        }

        double rate = (double)reproduced / studies;
        TestContext.Out.WriteLine($"{reproduced} of {studies} ties are called an order.");
        Assert.That(rate, Is.EqualTo(0.13).Within(0.005));
    }

    private static Judgement Judge(double[] darts, double[] enas, double[] nao) =>
        RankingRule.Judge([new("DARTS", [.. darts]), new("ENAS", [.. enas]), new("NAO", [.. nao])], 8);
}
