using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Catalogue;

[TestFixture]
public sealed class C15RandomIsStrongTests
{
    private static readonly string[] Transfers =
    [
        "CIFAR10 ImageNet1K",
        "CIFAR10 ImageNet22K",
        "CIFAR100 ImageNet1K",
        "CIFAR100 ImageNet22K",
    ];

    [Test]
    public void Judge_NoRuns_IsNotTested()
    {
        ClaimResult result = Judge(EvidenceLevel.L4, 5, 5, []);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.NotTested));
        Assert.That(result.Cells.Select(cell => cell.Outcome), Is.All.EqualTo(CellOutcome.NotTested));
    }

    [Test]
    public void Judge_OneRunACell_IsInconclusiveWithoutIntervals()
    {
        ClaimResult result = Judge(EvidenceLevel.L4, 1, 1, [.. AllCells([50], [60])]);

        Assert.That(result.UncappedVerdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(result.Cells.Select(cell => cell.Improvement.Interval.IsKnown), Is.All.False);
    }

    [Test]
    public void Judge_DartsFarBelowRandomEverywhere_IsPartialBecauseTheOtherMethodsAreMissing()
    {
        ClaimResult result = Judge(
            EvidenceLevel.L4,
            5,
            5,
            [.. AllCells(Runs.Exactly(5, 50, 1), Runs.Exactly(5, 70, 1))]
        );

        Assert.That(result.Verdict, Is.EqualTo(Verdict.PartiallyReproduced));
        Assert.That(result.Cells.Select(cell => cell.Outcome), Is.All.EqualTo(CellOutcome.Holds));
        Assert.That(result.Parts[1].Reason, Does.Contain("ENAS not tested").And.Contain("NAO not tested"));
    }

    [Test]
    public void Judge_DartsFarAboveRandomEverywhere_IsNotReproduced()
    {
        ClaimResult result = Judge(
            EvidenceLevel.L4,
            5,
            5,
            [.. AllCells(Runs.Exactly(5, 80, 1), Runs.Exactly(5, 60, 1))]
        );

        Assert.That(result.Verdict, Is.EqualTo(Verdict.NotReproduced));
        Assert.That(result.Cells.Select(cell => cell.Outcome), Is.All.EqualTo(CellOutcome.Beats));
    }

    [Test]
    public void Judge_UndecidedCells_AreNoEvidenceForRandomSampling()
    {
        ClaimResult result = Judge(
            EvidenceLevel.L4,
            3,
            3,
            [.. AllCells(Runs.Exactly(3, 61, 12), Runs.Exactly(3, 60, 12))]
        );

        Assert.That(result.Cells.Select(cell => cell.Outcome), Is.All.EqualTo(CellOutcome.Undecided));
        Assert.That(result.Parts[0].Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [TestCase(EvidenceLevel.L2, Verdict.Inconclusive)]
    [TestCase(EvidenceLevel.L3, Verdict.NotReproduced)]
    [TestCase(EvidenceLevel.L4, Verdict.NotReproduced)]
    public void Judge_TheSameRuns_AreCappedByTheLevel(EvidenceLevel level, Verdict verdict)
    {
        ClaimResult result = Judge(level, 5, 5, [.. AllCells(Runs.Exactly(5, 80, 1), Runs.Exactly(5, 60, 1))]);

        Assert.That(result.Verdict, Is.EqualTo(verdict));
        Assert.That(result.UncappedVerdict, Is.EqualTo(Verdict.NotReproduced));
    }

    [Test]
    public void Judge_Tiny_SaysThatItWasOnlyExercised()
    {
        ClaimResult result = Judge(
            EvidenceLevel.L2,
            5,
            5,
            [.. AllCells(Runs.Exactly(5, 80, 1), Runs.Exactly(5, 60, 1))]
        );

        Assert.That(result.Reason, Does.Contain("exercised"));
    }

    [Test]
    public void Judge_ASeedUsedTwice_IsInvalid()
    {
        Observation[] runs = [.. AllCells(Runs.Exactly(5, 80, 1), Runs.Exactly(5, 60, 1))];

        ClaimResult result = Judge(EvidenceLevel.L2, 5, 5, [.. runs, runs[0]]);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(result.Reason, Does.Contain("search seed 0"));
    }

    [Test]
    public void Judge_OneDivergedRun_IsCountedAndLeftOut()
    {
        Observation[] runs = [.. AllCells([80, 81, 79], [60, 61, 59])];
        runs[0] = runs[0] with { Diverged = true, Top1Last = double.NaN };

        ClaimResult result = Judge(EvidenceLevel.L4, 3, 3, runs);

        Assert.That(result.Verdict, Is.Not.EqualTo(Verdict.Invalid));
        Assert.That(result.Cells[0].Diverged, Is.EqualTo(1));
        Assert.That(result.Cells[0].Method.Count, Is.EqualTo(2));
    }

    [TestCase(4, false)]
    [TestCase(5, true)]
    public void Judge_MoreThanAFifthDiverged_IsInvalid(int diverged, bool invalid)
    {
        // 4 transfers × 3 searches and 2 targets × 5 architectures are 22 runs; a fifth is 4.4.
        Observation[] runs = [.. AllCells([80, 81, 79], [60, 61, 59, 60, 62])];
        for (int i = 0; i < diverged; i++)
        {
            runs[i] = runs[i] with { Diverged = true, Top1Last = double.NaN };
        }

        ClaimResult result = Judge(EvidenceLevel.L4, 3, 5, runs);

        Assert.That(result.Verdict == Verdict.Invalid, Is.EqualTo(invalid));
    }

    [Test]
    public void Judge_AugmentRepeats_AreAveragedAndNotCountedAsN()
    {
        ClaimSizes sizes = Runs.Sizes(3, 3) with { AugmentSeeds = [2, 3] };
        Observation[] runs =
        [
            .. AllCells([70, 71, 72], [60, 61, 62]),
            .. AllCells([74, 75, 76], [60, 61, 62]).Select(run => run with { AugmentSeed = 3 }),
        ];

        ClaimResult result = new C15RandomIsStrong(sizes, EvidenceLevel.L4, []).Judge(runs);

        Assert.That(result.Cells[0].Method, Is.EqualTo(Sample.Of([72, 73, 74])));
        Assert.That(result.Cells[0].Random.Count, Is.EqualTo(3));
    }

    [Test]
    public void Judge_RunsThatWereNotPlanned_DoNotCount()
    {
        Observation[] runs = [.. AllCells(Runs.Exactly(8, 80, 1), Runs.Exactly(8, 60, 1))];

        ClaimResult result = Judge(EvidenceLevel.L4, 5, 5, runs);

        Assert.That(result.Cells[0].Method.Count, Is.EqualTo(5));
        Assert.That(result.Observations, Has.Length.EqualTo(6 * 5));
    }

    [Test]
    public void Judge_NTooSmallForThePapersEffect_IsInconclusiveByDesign()
    {
        // n = 3 sees 3.0 SDs; at an SD of 5 points on 60 % that is an RI of 25 %, more than the printed −18.71 %.
        ClaimSizes sizes = Runs.Sizes(3, 3, new Pilot(60, 5, "made up"));

        ClaimResult result = new C15RandomIsStrong(sizes, EvidenceLevel.L4, []).Judge(
            AllCells(Runs.Exactly(3, 30, 0.1), Runs.Exactly(3, 60, 0.1))
        );

        Assert.That(result.Parts[1].Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(result.Parts[1].Reason, Does.Contain("by design"));
    }

    [Test]
    public void Judge_AllThreeNamedMethodsBelow_ReproducesTheNamedPart()
    {
        ClaimSizes sizes = Runs.Sizes(5, 5, null, "DARTS", "ENAS", "NAO");
        IEnumerable<Observation> runs =
        [
            .. Runs.OfRandom("ImageNet1K", Runs.Exactly(5, 70, 0.5)),
            .. Runs.Of("DARTS", "CIFAR100", "ImageNet1K", Runs.Exactly(5, 56, 0.5)),
            .. Runs.Of("ENAS", "CIFAR100", "ImageNet1K", Runs.Exactly(5, 62, 0.5)),
            .. Runs.Of("NAO", "CIFAR100", "ImageNet1K", Runs.Exactly(5, 68, 0.5)),
        ];

        ClaimResult result = new C15RandomIsStrong(sizes, EvidenceLevel.L4, []).Judge(runs);

        Assert.That(result.Parts[1].Verdict, Is.EqualTo(Verdict.Reproduced));
    }

    [Test]
    public void Judge_PValues_AreAdjustedOverTheCells()
    {
        ClaimResult result = Judge(
            EvidenceLevel.L4,
            5,
            5,
            [.. AllCells(Runs.Exactly(5, 62, 1), Runs.Exactly(5, 60, 1))]
        );

        Assert.That(result.Cells[0].AdjustedP, Is.EqualTo(4 * result.Cells[0].P).Within(1e-12));
    }

    private static ClaimResult Judge(EvidenceLevel level, int methodRuns, int randomRuns, Observation[] runs) =>
        new C15RandomIsStrong(Runs.Sizes(methodRuns, randomRuns), level, []).Judge(runs);

    private static IEnumerable<Observation> AllCells(double[] method, double[] random) =>
        [
            .. Transfers
                .Select(transfer => transfer.Split(' '))
                .SelectMany(names => Runs.Of("DARTS", names[0], names[1], method)),
            .. Runs.OfRandom("ImageNet1K", random),
            .. Runs.OfRandom("ImageNet22K", random),
        ];
}
