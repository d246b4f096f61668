using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Documentation;

/// <summary>The claim that docs/extending.md adds.</summary>
[TestFixture]
public sealed class DartsBeatsRandomOnCifar10Tests
{
    private static readonly DartsBeatsRandomOnCifar10 Claim = new();

    [Test]
    public void Needs_AreExperimentsOfThePaper() =>
        Assert.That(Claim.Needs, Is.SubsetOf(PaperExperiments.Paper.All.Select(experiment => experiment.Name)));

    [Test]
    public void Judge_NoRuns_IsNotTested() => Assert.That(Judge(0, 0), Is.EqualTo(Verdict.NotTested));

    [TestCase(97.5, 96.5, Verdict.Reproduced)]
    [TestCase(96.5, 97.5, Verdict.NotReproduced)]
    public void Judge_FiveClearRunsOfEach_Decides(double darts, double random, Verdict expected) =>
        Assert.That(Judge(darts, random, count: 5), Is.EqualTo(expected));

    private static Verdict Judge(double darts, double random, int count = 0) =>
        Claim
            .Judge(
                [
                    .. Runs.Exactly(count, darts, 0.1)
                        .Select((top1, i) => Runs.One("DARTS", "CIFAR10", "CIFAR10", (ulong)i + 2, top1)),
                    .. Runs.Exactly(count, random, 0.1)
                        .Select((top1, i) => Runs.One("RandomSampling", null, "CIFAR10", (ulong)i + 101, top1)),
                ],
                new ClaimSetting { Level = EvidenceLevel.L4 }
            )
            .Verdict;
}
