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
}
