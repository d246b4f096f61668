using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class MagnitudeRuleTests
{
    [Test]
    public void Judge_NoRuns_IsNotTested()
    {
        Assert.That(MagnitudeRule.Judge(Sample.Of([]), 30.91, 1).Verdict, Is.EqualTo(Verdict.NotTested));
    }

    [Test]
    public void Judge_OneRun_IsInconclusive()
    {
        Assert.That(MagnitudeRule.Judge(Sample.Of([30.91]), 30.91, 1).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    // n = 2: 30.5 ± 12.706·0.7071·√1.5 = 30.5 ± 11.0.
    [TestCase(19.6, Verdict.Reproduced)]
    [TestCase(19.4, Verdict.NotReproduced)]
    [TestCase(41.6, Verdict.NotReproduced)]
    public void Judge_TwoRuns_GoesByThePredictionInterval(double printed, Verdict verdict)
    {
        Assert.That(MagnitudeRule.Judge(Sample.Of([30, 31]), printed, 1).Verdict, Is.EqualTo(verdict));
    }

    [TestCase(EvidenceLevel.L4, Verdict.NotReproduced)]
    [TestCase(EvidenceLevel.L3, Verdict.Inconclusive)]
    [TestCase(EvidenceLevel.L2, Verdict.Inconclusive)]
    [TestCase(EvidenceLevel.L1, Verdict.Inconclusive)]
    public void Ruling_OfAMagnitude_NeedsThePapersProtocol(EvidenceLevel level, Verdict verdict)
    {
        Judgement judgement = MagnitudeRule.Judge(Sample.Of([20, 20.1, 20.2]), 30.91, 1);

        Assert.That(Ruling.Of(judgement, [], level, ClaimSubject.Magnitude).Verdict, Is.EqualTo(verdict));
    }
}
