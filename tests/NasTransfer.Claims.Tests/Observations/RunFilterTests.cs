using NasTransfer.Claims.Observations;
using NasTransfer.Engine;

namespace NasTransfer.Claims.Tests.Observations;

[TestFixture]
public sealed class RunFilterTests
{
    private static readonly Observation Run = Runs.One("DARTS", "CIFAR10", "ImageNet1K", 1, 70);
    private static readonly RunFilter Filter = RunFilter.Of("DARTS", "CIFAR10", "ImageNet1K");

    [Test]
    public void Takes_ARunOfAnotherKind_DoesNot()
    {
        Observation[] others =
        [
            Run with
            {
                Method = "NAO",
            },
            Run with
            {
                Source = "CIFAR100",
            },
            Run with
            {
                Proxy = "ImNet1K P1",
            },
            Run with
            {
                Target = "ImageNet22K",
            },
            Run with
            {
                Tricks = TrainingTricks.Cutout,
            },
        ];

        Assert.That(Filter.Takes(Run), Is.True);
        Assert.That(others.Where(Filter.Takes), Is.Empty);
    }

    [Test]
    public void Takes_AnExperiment_WhereTheRunNamesOne()
    {
        RunFilter direct = Filter with { Experiment = "direct" };

        Assert.That(direct.Takes(Run), Is.False);
        Assert.That(direct.Takes(Run with { Experiment = "direct" }), Is.True);
        Assert.That(direct.Takes(Run with { Experiment = null }), Is.True);
    }

    [Test]
    public void Takes_RandomSampling_HasNoSource()
    {
        Observation random = Runs.One(Observation.RandomSampling, null, "ImageNet1K", 1, 70);

        Assert.That(RunFilter.Random("ImageNet1K").Takes(random), Is.True);
        Assert.That(RunFilter.Random("ImageNet22K").Takes(random), Is.False);
    }

    [Test]
    public void Replicates_NoRuns_AreEmpty()
    {
        Assert.That(Replicates.Of([], Filter).Values, Is.Empty);
    }

    [Test]
    public void Replicates_AugmentRepeats_AreAveragedAndNotCounted()
    {
        Observation[] runs =
        [
            Run,
            Run with
            {
                AugmentSeed = 3,
                Top1Last = 74,
            },
            Run with
            {
                SearchSeed = 0,
                Top1Last = 60,
            },
            Run with
            {
                SearchSeed = 5,
                Diverged = true,
                Top1Last = double.NaN,
            },
        ];

        Replicates replicates = Replicates.Of(runs, Filter);

        Assert.That(replicates.Values, Is.EqualTo(new[] { 60.0, 72.0 }));
        Assert.That(replicates.Observations, Has.Length.EqualTo(4));
        Assert.That(replicates.Diverged, Is.EqualTo(1));
    }

    [Test]
    public void ByAugmentSeed_ASearchThatWasNotTrainedWithEverySeed_DoesNotCount()
    {
        Observation[] runs =
        [
            Run,
            Run with
            {
                AugmentSeed = 3,
                Top1Last = 60,
            },
            Run with
            {
                SearchSeed = 2,
                Top1Last = 72,
            },
            Run with
            {
                SearchSeed = 2,
                AugmentSeed = 3,
                Top1Last = 66,
            },
            Run with
            {
                SearchSeed = 4,
                Top1Last = 90,
            },
        ];

        Assert.That(Replicates.Of(runs, Filter).ByAugmentSeed, Is.EqualTo(new[] { 71.0, 63.0 }));
    }

    [Test]
    public void Replicates_SeveralNumbersOfCells_AreRefusedUnlessTheFilterSaysOne()
    {
        Observation[] runs = [Run, Run with { Cells = 40, Top1Last = 60 }];

        Assert.That(
            () => Replicates.Of(runs, Filter),
            Throws.TypeOf<BadInputException>().With.Message.Contains("20, 40 cells")
        );
        Assert.That(Replicates.Of(runs, Filter with { Cells = 40 }).Values, Is.EqualTo(new[] { 60.0 }));
    }
}
