using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Catalogue;

[TestFixture]
public sealed class C15RandomIsStrongTests
{
    private const string Id = "C15";

    [Test]
    public void Judge_NoRuns_LeavesAllTwentySevenCellsUntested()
    {
        ClaimResult result = StudyRuns.Judge(Id, []);

        Assert.That(result.Comparisons, Has.Length.EqualTo(27));
        Assert.That(result.Comparisons.Select(row => row.Outcome), Is.All.EqualTo(Verdict.NotTested));
    }

    [Test]
    public void Judge_OneRunACell_IsInconclusiveWithoutIntervals()
    {
        ClaimResult result = StudyRuns.Judge(Id, Runs60And50().Where(run => run.SearchSeed == 0));

        Assert.That(result.UncappedVerdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(result.Comparisons.Select(row => row.Comparison.Interval.IsKnown), Is.All.False);
    }

    [Test]
    public void Judge_UndecidedCells_AreNoEvidenceForRandomSampling()
    {
        ClaimResult result = StudyRuns.Judge(Id, StudyRuns.Of(Id, run => 60 + 12 * run.Z));

        Assert.That(
            result.Comparisons.Select(row => row.Outcome),
            Is.All.AnyOf(Verdict.Inconclusive, Verdict.NotReproduced)
        );
        Assert.That(result.Parts[0].Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [TestCase(EvidenceLevel.L2, Verdict.Inconclusive)]
    [TestCase(EvidenceLevel.L3, Verdict.NotReproduced)]
    [TestCase(EvidenceLevel.L4, Verdict.NotReproduced)]
    public void Judge_TheSameRuns_AreCappedByTheLevel(EvidenceLevel level, Verdict verdict)
    {
        ClaimResult result = StudyRuns.Judge(Id, Runs60And50(), StudyRuns.AtThePapersProtocol with { Level = level });

        Assert.That(result.Verdict, Is.EqualTo(verdict));
        Assert.That(result.UncappedVerdict, Is.EqualTo(Verdict.NotReproduced));
    }

    [Test]
    public void Judge_Tiny_SaysThatItWasOnlyExercised()
    {
        ClaimResult result = StudyRuns.Judge(
            Id,
            Runs60And50(),
            StudyRuns.AtThePapersProtocol with
            {
                Level = EvidenceLevel.L2,
            }
        );

        Assert.That(result.Reason, Does.Contain("exercised"));
    }

    [Test]
    public void Judge_ASeedUsedTwice_IsInvalid()
    {
        Observation[] runs = Runs60And50();

        ClaimResult result = StudyRuns.Judge(Id, [.. runs, runs[0] with { UnitKey = "another" }]);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(result.Reason, Does.Contain("search seed 0"));
    }

    [Test]
    public void Judge_OneDivergedRun_IsCountedAndLeftOut()
    {
        Observation[] runs = Runs60And50();
        runs[0] = runs[0] with { Diverged = true, Top1Last = double.NaN };

        ClaimResult result = StudyRuns.Judge(Id, runs);

        Assert.That(result.Verdict, Is.Not.EqualTo(Verdict.Invalid));
        Assert.That(result.Groups.Sum(group => group.Diverged), Is.EqualTo(1));
        Assert.That(result.Groups.Min(group => group.Values.Length), Is.EqualTo(StudyRuns.Count - 1));
    }

    [TestCase(0.2, false)]
    [TestCase(0.21, true)]
    public void Judge_MoreThanAFifthDiverged_IsInvalid(double share, bool invalid)
    {
        Observation[] runs = Runs60And50();
        for (int i = 0; i < (int)Math.Ceiling(share * runs.Length) - (invalid ? 0 : 1); i++)
        {
            runs[i] = runs[i] with { Diverged = true, Top1Last = double.NaN };
        }

        Assert.That(StudyRuns.Judge(Id, runs).Verdict == Verdict.Invalid, Is.EqualTo(invalid));
    }

    [Test]
    public void Judge_AugmentRepeats_AreAveragedAndNotCountedAsN()
    {
        Observation[] first = Runs60And50();
        IEnumerable<Observation> second = first.Select(run =>
            run with
            {
                AugmentSeed = 3,
                Top1Last = run.Top1Last + 4,
                UnitKey = run.UnitKey + " again",
            }
        );

        ClaimResult once = StudyRuns.Judge(Id, first);
        ClaimResult twice = StudyRuns.Judge(
            Id,
            first.Concat(second),
            StudyRuns.AtThePapersProtocol with
            {
                AugmentSeeds = [2, 3],
            }
        );

        Sample sample = twice.Comparisons[0].Comparison.A;
        Assert.That(sample.Count, Is.EqualTo(StudyRuns.Count));
        Assert.That(sample.Mean, Is.EqualTo(once.Comparisons[0].Comparison.A.Mean + 2).Within(1e-9));
    }

    [Test]
    public void Judge_RunsThatWereNotPlanned_DoNotCount()
    {
        Observation[] runs = Runs60And50();
        IEnumerable<Observation> more = runs.Select(run =>
            run with
            {
                SearchSeed = run.SearchSeed + 100,
                Top1Last = 1,
                UnitKey = run.UnitKey + " more",
            }
        );
        IEnumerable<Observation> otherSeed = runs.Select(run =>
            run with
            {
                AugmentSeed = 3,
                Top1Last = 1,
                UnitKey = run.UnitKey + " other",
            }
        );

        ClaimResult result = StudyRuns.Judge(Id, [.. runs, .. more, .. otherSeed]);

        Assert.That(result.Observations, Has.Length.EqualTo(runs.Length));
    }

    [Test]
    public void Judge_NTooSmallForThePapersEffect_IsInconclusiveByDesign()
    {
        // n = 6 sees 1.8 SDs; at an SD of 10 points on 60 % that is an RI of 30 %, more than the printed −18.71 %.
        ClaimResult result = StudyRuns.Judge(
            Id,
            Runs60And50(),
            StudyRuns.AtThePapersProtocol with
            {
                Pilot = new Pilot(60, 10, "made up"),
            }
        );

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(result.Parts[1].Reason, Does.Contain("by design"));
    }

    [Test]
    public void Judge_AMethodWithoutRuns_LeavesAPart()
    {
        ClaimResult result = StudyRuns.Judge(
            Id,
            StudyRuns.Of(Id, run => (run.IsRandom ? 75 : 55) + 0.1 * run.Z).Where(run => run.Method != "ENAS")
        );

        Assert.That(result.Verdict, Is.EqualTo(Verdict.PartiallyReproduced));
        Assert.That(result.Reason, Does.Contain("no runs of ").And.Contain("ENAS MIT67→ImageNet1K"));
    }

    [Test]
    public void Judge_PValues_AreAdjustedOverTheCells()
    {
        ClaimResult result = StudyRuns.Judge(Id, StudyRuns.Of(Id, run => (run.IsRandom ? 60 : 62) + run.Z));

        Assert.That(
            result.Comparisons[0].AdjustedP,
            Is.EqualTo(Math.Min(1, 27 * result.Comparisons[0].P)).Within(1e-9)
        );
    }

    /// <summary>Every method at 60, random sampling at 50, on the targets of Table 2.</summary>
    private static Observation[] Runs60And50() =>
        [.. StudyRuns.Of(Id, run => (run.IsRandom ? 50 : 60) + 0.1 * run.Z).Where(run => run.Target != "CIFAR10")];
}
