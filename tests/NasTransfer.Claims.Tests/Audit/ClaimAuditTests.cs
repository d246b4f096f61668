using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Audit;

[TestFixture]
public sealed class ClaimAuditTests
{
    private static readonly ArithmeticCheck Right = ArithmeticCheck.Statement("right", true, "1 against 0");
    private static readonly ArithmeticCheck Wrong = ArithmeticCheck.Statement("wrong", false, "0 against 1");

    [Test]
    public void OfNothing_HasNoVerdict()
    {
        ClaimAudit audit = ClaimAudit.OfNothing("C18", "Nothing.");

        Assert.That(audit.Finding, Is.EqualTo(PrintedFinding.NothingPrinted));
        Assert.That(audit.Verdict, Is.EqualTo(Verdict.NotTested));
    }

    [TestCase(true, PrintedFinding.Holds)]
    [TestCase(false, PrintedFinding.Contradicted)]
    public void OfExperiment_WhateverTheChecksSay_IsInconclusive(bool right, PrintedFinding finding)
    {
        ClaimAudit audit = ClaimAudit.OfExperiment("C02", "So.", [Right, right ? Right : Wrong]);

        Assert.That(audit.Finding, Is.EqualTo(finding));
        Assert.That(audit.Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [TestCase(true, Verdict.Reproduced)]
    [TestCase(false, Verdict.NotReproduced)]
    public void OfNumbers_IsWhatTheChecksSay(bool right, Verdict verdict) =>
        Assert.That(ClaimAudit.OfNumbers("C25", "So.", [Right, right ? Right : Wrong]).Verdict, Is.EqualTo(verdict));

    [Test]
    public void OfNumbers_ANoteThatFails_DecidesNothing() =>
        Assert.That(ClaimAudit.OfNumbers("C25", "So.", [Right], [Wrong]).Verdict, Is.EqualTo(Verdict.Reproduced));

    [Test]
    public void OfParts_OneHoldsAndOneDoesNot_HoldsInPart()
    {
        Assert.That(
            ClaimAudit
                .OfParts(
                    "C15",
                    "So.",
                    [
                        [Right],
                        [Right, Wrong],
                    ]
                )
                .Finding,
            Is.EqualTo(PrintedFinding.HoldsInPart)
        );
        Assert.That(
            ClaimAudit
                .OfParts(
                    "C15",
                    "So.",
                    [
                        [Wrong],
                        [Wrong],
                    ]
                )
                .Finding,
            Is.EqualTo(PrintedFinding.Contradicted)
        );
        Assert.That(
            ClaimAudit
                .OfParts(
                    "C15",
                    "So.",
                    [
                        [Right],
                        [Right],
                    ]
                )
                .Finding,
            Is.EqualTo(PrintedFinding.Holds)
        );
    }
}
