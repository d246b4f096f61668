using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Study.Costs;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Study.Tests.Plans;

/// <summary>
/// The networks that the profile full would train on hardware that is not here: on the meta device a tensor has a shape
/// and no memory.
/// </summary>
[TestFixture]
public sealed class FullNetworksTests
{
    private static readonly Profile Full = ProfileFile.Shipped("full");

    private static readonly PrintedSizes Sizes = new(Full);

    private static readonly ImmutableArray<PlannedAugment> Runs =
    [
        .. StudyPlan.Of(Full, PaperExperiments.Paper, PaperExperiments.Paper.All).Augments.Select(one => one.Run),
    ];

    // One training of every network that differs: set, cells, trick.
    public static IEnumerable<TestCaseData> Trainings =>
        Runs.DistinctBy(run => (run.Target, run.Cells, run.Trick))
            .Select(run => new TestCaseData(run).SetArgDisplayNames(run.Target, run.Cells, run.Trick.ToString()));

    [OneTimeSetUp]
    public void StartTheRuntime() => TorchRuntime.Start(new RuntimeOptions());

    [TestCaseSource(nameof(Trainings))]
    public void Network_OfATraining_HoldsWhatThePlanReckonsWith(PlannedAugment run)
    {
        NetworkOptions options = UnitPlan.NetworkOf(Full, run, Sizes.Set(run.Target).Classes);
        NetworkCost cost = NetworkCost.Of(PublishedGenotypes.DartsV2, options, Full.DataSets[run.Target].Size);

        Assert.That(Count(options), Is.EqualTo(cost.Parameters + cost.AuxiliaryParameters));
    }

    // libtorch has no convolution on the meta device, so an image goes through on the CPU.
    [TestCase("CIFAR100", 100)]
    [TestCase("ImageNet1K", 1000)]
    [TestCase("ImageNet22K", 21841)]
    public void Network_OfATraining_ScoresAnImageOfThePapers(string target, int classes)
    {
        using var scope = NewDisposeScope();
        int size = Full.DataSets[target].Size;
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Options(target), seed: 2);

        Tensor logits = network.Logits(zeros(1, 3, size, size));

        Assert.That(logits.shape, Is.EqualTo(new long[] { 1, classes }));
        Assert.That(logits.isfinite().all().ToBoolean(), Is.True);
    }

    // Counted with batch norm after every pool, as the profile has it; the second number of each is the published code's,
    // which has none there.
    [TestCase("ImageNet1K", 3_929_986, 3_927_826)]
    [TestCase("ImageNet22K", 15_955_243, 15_953_083)]
    public void Network_OfDartsV2_HasThePublishedParameters(string target, long parameters, long withoutPoolBatchNorm)
    {
        NetworkOptions options = Options(target);

        Assert.Multiple(() =>
        {
            Assert.That(Count(options), Is.EqualTo(parameters));
            Assert.That(Count(options with { PoolBatchNorm = PoolBatchNorm.Search }), Is.EqualTo(withoutPoolBatchNorm));
        });
    }

    private static NetworkOptions Options(string target) =>
        UnitPlan.NetworkOf(
            Full,
            Runs.First(run => run is { Trick: Trick.None } && run.Target == target && Full.Cells[run.Cells] == 20),
            Sizes.Set(target).Classes
        );

    private static long Count(NetworkOptions options)
    {
        using var scope = NewDisposeScope();
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, options, seed: 2);
        network.to(META);
        return network.parameters().Sum(parameter => parameter.numel());
    }
}
