using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks;

/// <summary>What is computed from a genotype against what the built network holds and does.</summary>
public sealed class NetworkSizeTests
{
    public static IEnumerable<TestCaseData> Networks =>
        from stem in Enum.GetValues<Stem>()
        from pools in Enum.GetValues<PoolBatchNorm>()
        from sample in Enumerable.Range(0, 4)
        select new TestCaseData(stem, pools, sample);

    [TestCaseSource(nameof(Networks))]
    public void NetworkCost_OfARandomGenotype_IsThatOfTheBuiltNetwork(Stem stem, PoolBatchNorm pools, int sample)
    {
        using var scope = NewDisposeScope();
        Genotype genotype = SamplingLaw.Sample(new CounterRandom(7, "genotype", index: sample));
        var options = new NetworkOptions
        {
            Channels = 6,
            Cells = 5,
            Classes = 7,
            Stem = stem,
            PoolBatchNorm = pools,
            AuxiliaryHead = true,
            AuxiliaryBatchNorm = sample % 2 == 0,
        };
        int size = stem == Stem.ImageNet ? 64 : 16;
        using var network = new AugmentNetwork(genotype, options, seed: 1);
        NetworkCost cost = NetworkCost.Of(genotype, options, size);
        Assert.Multiple(() =>
        {
            Assert.That(Count(network, auxiliary: false), Is.EqualTo(cost.Parameters));
            Assert.That(Count(network, auxiliary: true), Is.EqualTo(cost.AuxiliaryParameters));
            Assert.That(CountMacs(network, size), Is.EqualTo(cost.Macs));
        });
    }

    [Test]
    public void NetworkCost_OfDartsV2AtThePapersSize_IsThatOfTheBuiltNetwork()
    {
        using var scope = NewDisposeScope();
        var options = new NetworkOptions
        {
            Channels = 36,
            Cells = 20,
            Classes = 10,
            PoolBatchNorm = PoolBatchNorm.Search,
        };
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, options, seed: 1);
        Assert.Multiple(() =>
        {
            Assert.That(Count(network, auxiliary: false), Is.EqualTo(3_349_342));
            Assert.That(CountMacs(network, 32) / 1e6, Is.EqualTo(528.35).Within(0.01));
        });
    }

    [TestCase(Stem.Cifar, 16)]
    [TestCase(Stem.ImageNet, 64)]
    public void SupernetCost_OfASmallSupernet_IsThatOfTheBuiltOne(Stem stem, int size)
    {
        using var scope = NewDisposeScope();
        var options = new NetworkOptions
        {
            Channels = 4,
            Cells = 5,
            Classes = 7,
            Stem = stem,
        };
        using var supernet = new Supernet(options, seed: 1);
        SupernetCost cost = SupernetCost.Of(4, 5, 7, stem, size);
        Assert.That(supernet.parameters().Sum(parameter => parameter.numel()), Is.EqualTo(cost.Parameters));
    }

    [TestCase(7, 32)]
    [TestCase(8, 48)]
    public void Forward_OfSizesTheCellsHalveEvenly_GivesOneScoreAClass(int channels, int size)
    {
        using var scope = NewDisposeScope();
        var options = new NetworkOptions
        {
            Channels = channels % 2 == 0 ? channels : channels + 1,
            Cells = 3,
            Classes = 11,
        };
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV1, options, seed: 1);
        Assert.That(network.Logits(zeros(2, 3, size, size)).shape, Is.EqualTo(new long[] { 2, 11 }));
    }

    private static long Count(AugmentNetwork network, bool auxiliary) =>
        network
            .named_parameters()
            .Where(entry => entry.name.StartsWith("auxiliary_head.", StringComparison.Ordinal) == auxiliary)
            .Sum(entry => entry.parameter.numel());

    // One multiply-add for each weight of the built network's filters at each place of their output: the stem's at the
    // image's resolution, a cell's inputs' at its input's, its operations' at its output's.
    private static long CountMacs(AugmentNetwork network, int size)
    {
        NetworkOptions options = network.Options;
        int[] imageNetStem = [size / 2, size / 4, size / 8];
        int stemConvolutions = 0;
        long macs = 0;
        foreach (var (name, parameter) in network.named_parameters().Where(entry => entry.parameter.dim() > 1))
        {
            string[] parts = name.Split('.');
            int at;
            switch (parts[0])
            {
                case "auxiliary_head":
                    continue;
                case "classifier":
                    at = 1;
                    break;
                case "cells":
                    int cell = int.Parse(parts[1]);
                    int reductions = Enumerable
                        .Range(0, parts[2] == "_ops" ? cell + 1 : cell)
                        .Count(i => i == options.Cells / 3 || i == 2 * options.Cells / 3);
                    at = size / (options.Stem == Stem.ImageNet ? 8 : 1) >> reductions;
                    break;
                default:
                    at = options.Stem == Stem.ImageNet ? imageNetStem[stemConvolutions++] : size;
                    break;
            }

            macs += parameter.numel() * at * at;
        }

        return macs;
    }
}
