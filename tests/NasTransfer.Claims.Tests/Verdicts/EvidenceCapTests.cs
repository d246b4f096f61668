using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class EvidenceCapTests
{
    [Test]
    public void Apply_WhatWasNotDecided_StaysAtEveryLevel(
        [Values(Verdict.Inconclusive, Verdict.NotTested, Verdict.Invalid)] Verdict verdict,
        [Values] EvidenceLevel level,
        [Values] ClaimSubject subject
    )
    {
        Assert.That(EvidenceCap.Apply(verdict, level, subject), Is.EqualTo(verdict));
    }

    [Test]
    public void Apply_Tiny_SaysAtMostInconclusive(
        [Values(Verdict.Reproduced, Verdict.PartiallyReproduced, Verdict.NotReproduced)] Verdict verdict
    )
    {
        Assert.That(
            EvidenceCap.Apply(verdict, EvidenceLevel.L2, ClaimSubject.Experiment),
            Is.EqualTo(Verdict.Inconclusive)
        );
        Assert.That(EvidenceCap.Remark(EvidenceLevel.L2, ClaimSubject.Experiment), Does.Contain("exercised"));
    }

    [TestCase(Verdict.Reproduced, Verdict.PartiallyReproduced)]
    [TestCase(Verdict.PartiallyReproduced, Verdict.PartiallyReproduced)]
    [TestCase(Verdict.NotReproduced, Verdict.NotReproduced)]
    public void Apply_Medium_SaysAtMostPartially(Verdict verdict, Verdict capped)
    {
        Assert.That(EvidenceCap.Apply(verdict, EvidenceLevel.L3, ClaimSubject.Experiment), Is.EqualTo(capped));
        Assert.That(EvidenceCap.Remark(EvidenceLevel.L3, ClaimSubject.Experiment), Does.Contain("at this scale"));
    }

    [Test]
    public void Apply_ThePapersProtocol_SaysReproduced()
    {
        Assert.That(
            EvidenceCap.Apply(Verdict.Reproduced, EvidenceLevel.L4, ClaimSubject.Experiment),
            Is.EqualTo(Verdict.Reproduced)
        );
    }

    [Test]
    public void Apply_PrintedNumbers_DecideOnlyAboutThemselves()
    {
        Assert.That(
            EvidenceCap.Apply(Verdict.Reproduced, EvidenceLevel.L0, ClaimSubject.PrintedNumbers),
            Is.EqualTo(Verdict.Reproduced)
        );
        Assert.That(
            EvidenceCap.Apply(Verdict.Reproduced, EvidenceLevel.L0, ClaimSubject.Experiment),
            Is.EqualTo(Verdict.Inconclusive)
        );
    }

    [Test]
    public void Apply_AnyLevelBelowThePapers_NeverSaysReproducedOfAnExperiment(
        [Values(EvidenceLevel.L0, EvidenceLevel.L1, EvidenceLevel.L2, EvidenceLevel.L3)] EvidenceLevel level
    )
    {
        Assert.That(
            EvidenceCap.Apply(Verdict.Reproduced, level, ClaimSubject.Experiment),
            Is.Not.EqualTo(Verdict.Reproduced)
        );
    }
}
