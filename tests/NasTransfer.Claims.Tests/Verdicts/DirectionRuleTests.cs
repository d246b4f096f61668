using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class DirectionRuleTests
{
    [Test]
    public void Judge_NoInterval_IsInconclusive()
    {
        Assert.That(DirectionRule.Judge(Interval.Unknown, 1), Is.EqualTo(Verdict.Inconclusive));
    }

    // "Figures to test the judge with", the claim "RI > 0" with no printed effect to fall short of.
    [TestCase(0.11, 0.53, 0.88, Verdict.Reproduced)]
    [TestCase(-4.82, -2.06, 0.03, Verdict.NotReproduced)]
    [TestCase(-3.54, 0.48, 0.22, Verdict.Inconclusive)]
    public void Judge_PublishedFigures_GivesThePublishedVerdict(
        double low,
        double high,
        double probability,
        Verdict verdict
    )
    {
        Assert.That(DirectionRule.Judge(new Interval(low, high), probability), Is.EqualTo(verdict));
    }

    [Test]
    public void Judge_LowerBoundAboveZeroButRunsOverlap_IsInconclusive()
    {
        Assert.That(DirectionRule.Judge(new Interval(0.1, 2), 0.74), Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_LowerBoundAtZero_IsInconclusive()
    {
        Assert.That(DirectionRule.Judge(new Interval(0, 2), 1), Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_CannotReachHalfThePapersEffect_IsNotReproduced()
    {
        Assert.That(DirectionRule.Judge(new Interval(-1, 2), 0.6, 5.93), Is.EqualTo(Verdict.NotReproduced));
    }

    [Test]
    public void Judge_CanReachHalfThePapersEffect_IsInconclusive()
    {
        Assert.That(DirectionRule.Judge(new Interval(-1, 3), 0.6, 5.93), Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_RightDirectionAtLessThanHalfTheSize_IsPartial()
    {
        Assert.That(DirectionRule.Judge(new Interval(0.5, 2), 0.9, 5.93), Is.EqualTo(Verdict.PartiallyReproduced));
    }

    [Test]
    public void Judge_PaperPointsTheOtherWay_AsksOnlyForZero()
    {
        Assert.That(DirectionRule.Judge(new Interval(-3, -0.1), 0.1, -18.71), Is.EqualTo(Verdict.NotReproduced));
        Assert.That(DirectionRule.Judge(new Interval(-30, 0.1), 0.3, -18.71), Is.EqualTo(Verdict.Inconclusive));
    }

    // "Figures to test the judge with": eight runs a side with these means and SDs. P(A > B) of evenly spread runs is not
    // that of the published ones (.88, .03, .22), but lies on the same side of .75.
    [TestCase(96.92, 0.19, 97.23, 0.20, Verdict.Reproduced)]
    [TestCase(80.80, 1.00, 78.02, 1.11, Verdict.NotReproduced)]
    [TestCase(66.10, 0.84, 65.09, 1.49, Verdict.Inconclusive)]
    public void Judge_RunsOfThePublishedMeans_GivesThePublishedVerdict(
        double random,
        double randomDeviation,
        double method,
        double methodDeviation,
        Verdict verdict
    )
    {
        Comparison comparison = Comparison.OfImprovement(
            [.. Runs.Exactly(8, method, methodDeviation)],
            [.. Runs.Exactly(8, random, randomDeviation)],
            1
        );

        Assert.That(DirectionRule.Judge(comparison).Verdict, Is.EqualTo(verdict));
        Assert.That(comparison.Bootstrap, Is.Not.Null);
    }

    [Test]
    public void Judge_ASideWithoutRuns_IsNotTested()
    {
        Assert.That(DirectionRule.Judge(Comparison.OfMeans([70, 71], [], 1)).Verdict, Is.EqualTo(Verdict.NotTested));
    }

    [Test]
    public void Judge_ReversedComparison_JudgesTheOtherDirection()
    {
        Comparison comparison = Comparison.OfMeans([60, 61, 62], [70, 71, 72], 1);

        Assert.That(DirectionRule.Judge(comparison).Verdict, Is.EqualTo(Verdict.NotReproduced));
        Assert.That(DirectionRule.Judge(comparison.Reversed).Verdict, Is.EqualTo(Verdict.Reproduced));
    }

    [Test]
    public void Judge_TwoRunsASide_SaysItsNumbers()
    {
        Judgement judgement = DirectionRule.Judge(Comparison.OfMeans([80, 81], [70, 71], 1), 9);

        Assert.That(
            judgement.Reason,
            Is.EqualTo("+10.00 points [+6.96, +13.04] (paper: +9.00), P(A > B) = 1.00, n = 2 and 2")
        );
    }
}
