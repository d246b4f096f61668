using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Nao;

namespace NasTransfer.Engine.Tests.Search.Nao;

public sealed class ArchitectureSamplerTests
{
    private const int Draws = 4000;

    private static readonly NetworkOptions Size = new()
    {
        Channels = 8,
        Cells = 3,
        Classes = 3,
    };

    private static readonly NaoCandidate[] Pool =
    [
        .. Enumerable
            .Range(0, 4)
            .Select(i => SamplingLaw.Sample(new CounterRandom(2, "sampler", index: i)))
            .Select(genotype => new NaoCandidate(genotype, NaoOrigin.InitialPool)),
    ];

    [Test]
    public void Draw_Uniformly_TakesEachEquallyOften()
    {
        double[] shares = Shares(ArchitectureSampler.Uniform(Pool));
        // Four standard deviations of a binomial share.
        Assert.That(shares, Is.All.EqualTo(0.25).Within(4 * Math.Sqrt(0.25 * 0.75 / Draws)));
    }

    [Test]
    public void Draw_ByParameters_TakesEachInProportion()
    {
        double[] parameters = [.. Pool.Select(item => (double)NetworkCost.ParametersOf(item.Genotype, Size))];
        double[] shares = Shares(ArchitectureSampler.ByParameters(Pool, Size));
        Assert.That(parameters.Max() / parameters.Min(), Is.GreaterThan(1.2), "the test needs unequal ones");
        for (int i = 0; i < Pool.Length; i++)
        {
            Assert.That(shares[i], Is.EqualTo(parameters[i] / parameters.Sum()).Within(4 * Math.Sqrt(0.25 / Draws)));
        }
    }

    private static double[] Shares(ArchitectureSampler sampler)
    {
        var counts = new double[Pool.Length];
        for (int i = 0; i < Draws; i++)
        {
            Genotype drawn = sampler.Draw(new CounterRandom(7, "draws", index: i));
            counts[Array.FindIndex(Pool, item => item.Genotype == drawn)]++;
        }

        return [.. counts.Select(count => count / Draws)];
    }
}
