using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class PartsRuleTests
{
    [Test]
    public void Combine_NoParts_IsNotTested()
    {
        Assert.That(PartsRule.Combine([]), Is.EqualTo(Verdict.NotTested));
    }

    [Test]
    public void Combine_AnInvalidPart_IsInvalid()
    {
        Assert.That(PartsRule.Combine([Verdict.Reproduced, Verdict.Invalid]), Is.EqualTo(Verdict.Invalid));
    }

    [TestCase(Verdict.Reproduced, Verdict.Reproduced, Verdict.Reproduced)]
    [TestCase(Verdict.NotReproduced, Verdict.NotReproduced, Verdict.NotReproduced)]
    [TestCase(Verdict.NotTested, Verdict.NotTested, Verdict.NotTested)]
    [TestCase(Verdict.Reproduced, Verdict.NotReproduced, Verdict.PartiallyReproduced)]
    [TestCase(Verdict.Inconclusive, Verdict.Reproduced, Verdict.PartiallyReproduced)]
    [TestCase(Verdict.Inconclusive, Verdict.NotReproduced, Verdict.NotReproduced)]
    [TestCase(Verdict.Inconclusive, Verdict.NotTested, Verdict.Inconclusive)]
    [TestCase(Verdict.PartiallyReproduced, Verdict.NotTested, Verdict.PartiallyReproduced)]
    public void Combine_TwoParts_FollowsTheStatedRule(Verdict first, Verdict second, Verdict expected)
    {
        Assert.That(PartsRule.Combine([first, second]), Is.EqualTo(expected));
    }
}
