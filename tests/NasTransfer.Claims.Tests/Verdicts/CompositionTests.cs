using NasTransfer.Claims.Verdicts;
using V = NasTransfer.Claims.Verdicts.Verdict;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class ConjunctionRuleTests
{
    [TestCase(new V[0], V.NotTested)]
    [TestCase(new[] { V.NotTested, V.NotTested }, V.NotTested)]
    [TestCase(new[] { V.Reproduced, V.Reproduced }, V.Reproduced)]
    [TestCase(new[] { V.Reproduced, V.NotTested }, V.PartiallyReproduced)]
    [TestCase(new[] { V.Reproduced, V.Inconclusive }, V.PartiallyReproduced)]
    [TestCase(new[] { V.PartiallyReproduced, V.Reproduced }, V.PartiallyReproduced)]
    [TestCase(new[] { V.Reproduced, V.NotReproduced }, V.NotReproduced)]
    [TestCase(new[] { V.Inconclusive, V.NotTested }, V.Inconclusive)]
    [TestCase(new[] { V.NotReproduced, V.Invalid }, V.Invalid)]
    public void Combine_Parts_FollowsTheStatedRule(V[] parts, V expected)
    {
        Assert.That(ConjunctionRule.Combine([.. parts]), Is.EqualTo(expected));
    }

    [Test]
    public void Judge_Parts_SaysEachOfThem()
    {
        Judgement judgement = ConjunctionRule.Judge([
            new("DARTS", new Judgement(V.Reproduced, "+1.00 points")),
            new("NAO", new Judgement(V.NotTested, "no runs")),
        ]);

        Assert.That(judgement.Reason, Is.EqualTo("DARTS reproduced: +1.00 points; NAO not tested: no runs"));
    }
}

[TestFixture]
public sealed class MajorityRuleTests
{
    [TestCase(new V[0], V.NotTested)]
    [TestCase(new[] { V.NotTested, V.NotTested }, V.NotTested)]
    [TestCase(new[] { V.Reproduced, V.Reproduced, V.NotReproduced }, V.Reproduced)]
    [TestCase(new[] { V.Reproduced, V.PartiallyReproduced, V.NotTested }, V.Reproduced)]
    [TestCase(new[] { V.Reproduced, V.NotReproduced }, V.NotReproduced)]
    [TestCase(new[] { V.Reproduced, V.Reproduced, V.NotReproduced, V.Inconclusive }, V.Inconclusive)]
    [TestCase(new[] { V.Reproduced, V.NotReproduced, V.NotReproduced, V.NotTested }, V.NotReproduced)]
    [TestCase(new[] { V.Reproduced, V.Reproduced, V.Invalid }, V.Invalid)]
    public void Combine_Parts_CountsOpenOnesBothWays(V[] parts, V expected)
    {
        Assert.That(MajorityRule.Combine([.. parts]), Is.EqualTo(expected));
    }
}

[TestFixture]
public sealed class PowerRuleTests
{
    private static readonly Judgement Decided = new(V.Reproduced, "+6.57 %");

    [TestCase(8.0, -5.93, V.Inconclusive)]
    [TestCase(5.0, -5.93, V.Reproduced)]
    [TestCase(double.PositiveInfinity, 5.93, V.Inconclusive)]
    public void Gate_AnEffect_IsJudgedOnlyWhereNSeesIt(double detectable, double effect, V verdict)
    {
        Assert.That(PowerRule.Gate(Decided, detectable, effect, "%").Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void Gate_NoPilotOrNoEffect_ChangesNothing()
    {
        Assert.That(PowerRule.Gate(Decided, null, 5.93, "%"), Is.EqualTo(Decided));
        Assert.That(PowerRule.Gate(Decided, 8, null, "%"), Is.EqualTo(Decided));
    }

    [Test]
    public void Gate_NotTested_StaysNotTested()
    {
        Judgement none = new(V.NotTested, "no runs");

        Assert.That(PowerRule.Gate(none, 8, 1, "%"), Is.EqualTo(none));
    }

    [Test]
    public void DetectableImprovement_ThreeASide_IsThreeSpreads()
    {
        // The power gate's table: 3.0 SDs at n = 3; at SD 5 and accuracy 60 that is 25 %.
        Assert.That(PowerRule.DetectableImprovement(3, 3, 5, 60), Is.EqualTo(25).Within(0.5));
    }
}
