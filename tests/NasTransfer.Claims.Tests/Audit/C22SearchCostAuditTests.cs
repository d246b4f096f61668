using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Audit;

/// <summary>The times of "Transferring Architectures" and the images of Table 1.</summary>
[TestFixture]
public sealed class C22SearchCostAuditTests
{
    private static readonly ClaimAudit Audit = C22SearchCostAudit.Audit();

    // Days over 4 · images / 50K: 45.66 to 60.88 over 10.24, 547.9 to 730.5 over 96, 6757 to 7122 over 1160.
    [Test]
    public void Checks_OneCostAnImage_GivesTheThreeTimesOfNsgaNet()
    {
        Assert.That(Audit.Checks[0].Holds, Is.True);
        Assert.That(Audit.Checks[0].Detail, Is.EqualTo("times CIFAR10's: 4.46 to 5.94; 5.71 to 7.61; 5.83 to 6.14"));
    }

    // 0.375 days · 14.5M / 50K · 5.83 to 5.94.
    [Test]
    public void Checks_TheSameCost_GivesEnasMoreThanAYear() =>
        Assert.That(Audit.Checks[1], Is.EqualTo(new ArithmeticCheck(Audit.Checks[1].Name, true, "1.73 to 1.77 years")));

    // 96 h · 128/50 are 10.2 days; times 49 of the pixels, 501.8; times 0.77 after the stem, 7.8; 0.375 days · 290 are 109 days.
    [TestCase("with the 7.5M training images of 22K alone", "11.26 to 11.87")]
    [TestCase("images alone: NSGANet", "10.2 days")]
    [TestCase("images times pixels", "501.8 days")]
    [TestCase("images times what the cells see", "7.8 days")]
    [TestCase("images alone: ENAS", "0.30 years")]
    [TestCase("NSGANet's 96 GPU-hours are under 4 GPU-days", "4.00 days")]
    public void Notes_OtherFactors_DoNotGiveThem(string name, string detail)
    {
        ArithmeticCheck note = Audit.Notes.Single(one => one.Name.StartsWith(name, StringComparison.Ordinal));

        Assert.That(note.Holds, Is.False);
        Assert.That(note.Detail, Does.EndWith(detail));
    }
}
