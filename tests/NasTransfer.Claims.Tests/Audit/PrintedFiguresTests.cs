using NasTransfer.Claims.Audit;

namespace NasTransfer.Claims.Tests.Audit;

/// <summary>Golden figures of the claims about experiments, each at its place in the paper.</summary>
[TestFixture]
public sealed class PrintedFiguresTests
{
    // Table 2 to ImageNet1K; points are RI · 67.57 / 100. NSGANet: (3.39 + 0.92)/2 − (−9.16 − 7.02)/2 = 10.245.
    [TestCase(
        "C01",
        "NSGANet: mean from 50K images less mean from 5K and 6.5K",
        false,
        "+6.92 points of top-1, margin 1.00"
    )]
    [TestCase(
        "C01",
        "NAO: mean from 50K images less mean from 5K and 6.5K",
        false,
        "−2.08 points of top-1, margin 1.00"
    )]
    [TestCase("C02", "NSGANet: RI from FLOWERS102 above that from CIFAR100", false, "−9.16 against +0.92")]
    [TestCase("C02", "NSGANet: RI from MIT67 above that from CIFAR100", false, "−7.02 against +0.92")]
    [TestCase("C02", "DARTS: RI from MIT67 above that from CIFAR100", true, "+0.89 against −18.71")]
    [TestCase("C04", "more than half of the methods", true, "3 of 4 methods")]
    [TestCase("C05", "ENAS: RI from CIFAR100 above that from CIFAR10", true, "−11.75 against −16.26")]
    [TestCase("C05", "DARTS: RI from CIFAR10 above that from CIFAR100", true, "+5.93 against −18.71")]
    // Table 2 to ImageNet22K in points of 29.04; Table 3, AS = 2, from CIFAR10 less from proxy 1.
    [TestCase("C06", "ENAS on 22K: from CIFAR10 less from ImageNet1K", false, "+1.32 points of top-1, margin 1.00")]
    [TestCase("C06", "DARTS on 22K: from CIFAR10 less from ImageNet1K", true, "+0.30 points of top-1, margin 1.00")]
    [TestCase("C06", "ENAS on 1K: from CIFAR10 less from 1K P1", false, "−12.82 points of top-1, margin 1.00")]
    [TestCase("C07", "ENAS: RI on 22K from CIFAR10 above that from ImageNet1K", true, "+6.16 against +1.62")]
    [TestCase("C07", "DARTS: RI on 22K from CIFAR10 above that from ImageNet1K", true, "+3.06 against +2.03")]
    [TestCase("C07", "NAO: RI on 22K from CIFAR10 above that from ImageNet1K", true, "+6.44 against +5.44")]
    // Table 3, right half.
    [TestCase("C08", "DARTS, ENAS, NAO on 1K P1, augment seed 2", true, "71.89, 69.40, 64.98")]
    [TestCase("C08", "DARTS, ENAS, NAO on 1K P1, augment seed 3", true, "71.68, 64.70, 61.85")]
    // Best RI of ENAS to 1K is 6.12: 67.57 · 1.0612 − 69.40.
    [TestCase("C13", "ENAS on 1K: best small source less 1K P1, not below −1.00", true, "+2.31 points of top-1")]
    [TestCase(
        "C14",
        "NAO on 1K, augment seed 3: top-1 from CIFAR10 above that from 1K P1",
        true,
        "64.52 against 61.85"
    )]
    // All of Table 2.
    [TestCase("C15", "(a) at most one half of the cells of Table 2 is above 0", false, "19 of 27")]
    [TestCase("C15", "(b) NAO from CIFAR100 to 1K is below random sampling", true, "−2.68")]
    [TestCase("C15", "(b) NSGANet from CIFAR100 to 1K is not below random sampling", true, "+0.92")]
    [TestCase("C16", "the largest RI of Table 2 is above 0", true, "+6.57 % (DARTS, FLOWERS102 to ImageNet1K)")]
    [TestCase(
        "C17",
        "RI ranges wider over the methods on ImageNet1K than on CIFAR100",
        true,
        "range 22.19 against 2.31, SD 10.05 against 1.10"
    )]
    // Table 3, AS = 3 less AS = 2.
    [TestCase(
        "C19",
        "of 4 methods, ENAS has the largest |Δ| (CIFAR10 to 1K)",
        true,
        "NSGANet 0.59, ENAS 16.11, DARTS 0.43, NAO 3.72"
    )]
    [TestCase("C19", "of 3 methods, ENAS has the largest |Δ| (1K P1)", true, "ENAS 4.70, DARTS 0.21, NAO 3.13")]
    // Text of Fig. 3.
    [TestCase("C24", "NAO above Project Adam", true, "30.91 against 29.80")]
    [TestCase("C24", "WRN-50-4-2 above NAO", true, "36.90 against 30.91")]
    public void Check_OfAClaim_HasItsPrintedFigures(string id, string name, bool holds, string detail)
    {
        var check = PaperAudit.Find(id).Checks.Single(one => one.Name == name);

        Assert.That(check.Holds, Is.EqualTo(holds));
        Assert.That(check.Detail, Is.EqualTo(detail));
    }

    // Table 2 to ImageNet1K: 3.39 > −9.16, −7.02; 5.93 < 6.57.
    [Test]
    public void C03_NsgaNetAndDarts_AreTheOtherWayRound() =>
        Assert.That(
            PaperAudit.Find("C03").Checks.Select(check => check.Holds),
            Is.EqualTo(new[] { false, true, false, true })
        );

    // Table 3, random sampling: 71.35 − 70.45.
    [Test]
    public void C19_Sentence_ListsRandomSamplingAsWell() =>
        Assert.That(PaperAudit.Find("C19").Sentence, Does.Contain("0.90 (RandomSampling 1K)"));

    // 16.11 points of ENAS (Table 3) are 23.84 % of 67.57, more than the best RI of Table 2.
    [Test]
    public void C16_TheBestCell_IsLessThanWhatAnAugmentSeedMoved() =>
        Assert.That(
            PaperAudit.Find("C16").Notes.Select(note => (note.Holds, note.Detail)),
            Is.EqualTo(new[] { (false, "6.57 % against up to 23.84 %") })
        );
}
