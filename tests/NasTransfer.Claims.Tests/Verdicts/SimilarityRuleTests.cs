using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class SimilarityRuleTests
{
    private const string Points = "points";

    [Test]
    public void Judge_NoRuns_IsNotTested()
    {
        Judgement judgement = SimilarityRule.Judge(Welch.Difference(Sample.Of([]), Sample.Of([1, 2])), 1, Points);

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.NotTested));
    }

    [Test]
    public void Judge_EqualValuesWithoutSpread_IsInconclusive()
    {
        Estimate none = Welch.Difference(Sample.Of([70, 70]), Sample.Of([70, 70]));

        Assert.That(SimilarityRule.Judge(none, 1, Points).Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(SimilarityRule.JudgeNotWorse(none, 1, Points).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    // An error of .1 at 20 degrees of freedom: the 90 % interval is ±.172, the 95 % one ±.209.
    [TestCase(0.0, Verdict.Reproduced)]
    [TestCase(0.82, Verdict.Reproduced)]
    [TestCase(0.84, Verdict.Inconclusive)]
    [TestCase(1.19, Verdict.Inconclusive)]
    [TestCase(1.22, Verdict.NotReproduced)]
    [TestCase(-0.84, Verdict.Inconclusive)]
    [TestCase(-1.22, Verdict.NotReproduced)]
    public void Judge_AFirmDifference_GoesByItsIntervals(double difference, Verdict verdict)
    {
        Judgement judgement = SimilarityRule.Judge(new Estimate(difference, 0.1, 20), 1, Points);

        Assert.That(judgement.Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void Judge_ALargePOfADifference_IsNotSimilarity()
    {
        Estimate vague = new(0.1, 2, 8);

        Assert.That(vague.P, Is.GreaterThan(0.9));
        Assert.That(SimilarityRule.Judge(vague, 1, Points).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [TestCase(5.0, Verdict.Reproduced)]
    [TestCase(-0.82, Verdict.Reproduced)]
    [TestCase(-0.84, Verdict.Inconclusive)]
    [TestCase(-1.22, Verdict.NotReproduced)]
    public void JudgeNotWorse_AFirmDifference_AsksForOneSideOnly(double difference, Verdict verdict)
    {
        Judgement judgement = SimilarityRule.JudgeNotWorse(new Estimate(difference, 0.1, 20), 1, Points);

        Assert.That(judgement.Verdict, Is.EqualTo(verdict));
    }

    [TestCase(0.2, 1.0)]
    [TestCase(1.7, 1.7)]
    [TestCase(double.NaN, 1.0)]
    public void Margin_ThePilotsSpread_CountsWhereItIsLarger(double deviation, double margin)
    {
        Assert.That(SimilarityRule.Margin(new Pilot(70, deviation, "made up")), Is.EqualTo(margin));
    }
}
