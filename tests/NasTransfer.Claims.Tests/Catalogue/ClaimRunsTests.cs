using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Catalogue;

[TestFixture]
public sealed class ClaimRunsTests
{
    private const string Target = "ImageNet1K";

    private static readonly ClaimSetting Elsewhere = new() { Level = EvidenceLevel.L1 };

    [Test]
    public void Of_NoRuns_IsAnEmptyGroupThatIsKept()
    {
        ClaimRuns runs = RunsOf([], Elsewhere);

        RunGroup group = runs.Of("DARTS", SearchedSet.Proxy1K(2), Target);

        Assert.That(group.Values, Is.Empty);
        Assert.That(runs.Groups.Single().Name, Is.EqualTo("DARTS ImNet1K P2→ImageNet1K"));
    }

    [Test]
    public void Of_MoreSearchesThanPlanned_TakesTheFirstSeeds()
    {
        ClaimSetting setting = Elsewhere with
        {
            Counts = ImmutableSortedDictionary<ArchitectureCount, int>.Empty.Add(ArchitectureCount.Searches, 2),
        };

        RunGroup group = RunsOf([Run(9, 90), Run(4, 40), Run(6, 60)], setting).Of("DARTS", SearchedSet.Cifar10, Target);

        Assert.That(group.Values, Is.EqualTo([40.0, 60.0]));
        Assert.That(group.Planned, Is.EqualTo(2));
    }

    [Test]
    public void Of_ADivergedRun_IsOneOfThePlanned()
    {
        ClaimSetting setting = Elsewhere with
        {
            Counts = ImmutableSortedDictionary<ArchitectureCount, int>.Empty.Add(ArchitectureCount.Searches, 2),
        };

        RunGroup group = RunsOf([Run(1, 10) with { Diverged = true }, Run(2, 20), Run(3, 30)], setting)
            .Of("DARTS", SearchedSet.Cifar10, Target);

        Assert.That(group.Values, Is.EqualTo([20.0]));
        Assert.That(group.Diverged, Is.EqualTo(1));
    }

    [Test]
    public void Of_AProfilesCells_AreTakenForThePapersNumber()
    {
        ClaimSetting setting = Elsewhere with { Cells = ImmutableSortedDictionary<int, int>.Empty.Add(20, 5) };

        RunGroup group = RunsOf([Run(1, 10) with { Cells = 5 }, Run(1, 20)], setting)
            .Of("DARTS", SearchedSet.Cifar10, Target);

        Assert.That(group.Values, Is.EqualTo([10.0]));
    }

    [Test]
    public void Of_SeveralNumbersOfCellsFromElsewhere_TakesThePapersUsualOne()
    {
        RunGroup group = RunsOf([Run(1, 10) with { Cells = 40 }, Run(1, 20)], Elsewhere)
            .Of("DARTS", SearchedSet.Cifar10, Target);

        Assert.That(group.Values, Is.EqualTo([20.0]));
    }

    [Test]
    public void Of_AnotherNumberOfCellsFromElsewhere_IsTaken()
    {
        RunGroup group = RunsOf([Run(1, 10) with { Cells = 8 }], Elsewhere).Of("DARTS", SearchedSet.Cifar10, Target);

        Assert.That(group.Values, Is.EqualTo([10.0]));
    }

    [Test]
    public void Of_AugmentSeedsThatWereNotPlanned_DoNotCountUnlessTheyAreCompared()
    {
        Observation[] two = [Run(1, 10), Run(1, 20) with { AugmentSeed = 3 }];
        ClaimRuns runs = RunsOf(two, Elsewhere with { AugmentSeeds = [2] });

        RunGroup usual = runs.Of("DARTS", SearchedSet.Cifar10, Target);
        RunGroup compared = runs.Group("compared", usual.Filter, ArchitectureCount.Ablations, everyAugmentSeed: true);

        Assert.That(usual.Values, Is.EqualTo([10.0]));
        Assert.That(compared.Observations, Has.Length.EqualTo(2));
    }

    [Test]
    public void Similar_WithoutAndWithAPilot_TakesItsMargin()
    {
        Assert.That(RunsOf([], Elsewhere).Margin, Is.EqualTo(1.0));
        Assert.That(RunsOf([], Elsewhere with { Pilot = new Pilot(60, 2.5, "made up") }).Margin, Is.EqualTo(2.5));
    }

    [Test]
    public void Beats_AnEffectBelowWhatTheNCanSee_IsInconclusiveByDesign()
    {
        ClaimRuns runs = RunsOf(
            [.. Values("CIFAR10", 80, 81, 82), .. Values("CIFAR100", 40, 41, 42)],
            Elsewhere with
            {
                Pilot = new Pilot(60, 1, "made up"),
            }
        );
        RunGroup a = runs.Of("DARTS", SearchedSet.Cifar10, Target);
        RunGroup b = runs.Of("DARTS", SearchedSet.Cifar100, Target);

        Assert.That(runs.Beats(a, b, paper: 4).Judgement.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(runs.Beats(a, b, paper: 6).Judgement.Verdict, Is.EqualTo(Verdict.Reproduced));
        // 3.0 SDs at n = 3 (the power gate's table) of 1 point on 60 %.
        Assert.That(runs.Rows[0].Detectable, Is.EqualTo(5.0).Within(0.1));
    }

    private static ClaimRuns RunsOf(Observation[] runs, ClaimSetting setting) =>
        new(ClaimCatalogue.Claims[0], runs, setting);

    private static Observation Run(ulong seed, double top1) => Runs.One("DARTS", "CIFAR10", Target, seed, top1);

    private static IEnumerable<Observation> Values(string source, params double[] top1) =>
        top1.Select((value, i) => Runs.One("DARTS", source, Target, (ulong)i, value));
}
