using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Architectures;

[TestFixture]
public sealed class SamplingLawTests
{
    private const int Samples = 4000;

    private readonly Genotype[] genotypes =
    [
        .. Enumerable
            .Range(0, Samples)
            .Select(i => SamplingLaw.Sample(new CounterRandom(7, "sampling-law-test", 0, i))),
    ];

    [Test]
    public void Sample_SameStream_SameGenotype()
    {
        Assert.That(
            SamplingLaw.Sample(new CounterRandom(2, "x")),
            Is.EqualTo(SamplingLaw.Sample(new CounterRandom(2, "x")))
        );
        Assert.That(
            SamplingLaw.Sample(new CounterRandom(3, "x")),
            Is.Not.EqualTo(SamplingLaw.Sample(new CounterRandom(2, "x")))
        );
    }

    [Test]
    public void Sample_Always_IsACanonicalMemberOfTheSpace()
    {
        Assert.That(genotypes.Select(SearchSpace.Contains), Is.All.True);
        Assert.That(genotypes.Select(genotype => genotype.Canonical()), Is.EqualTo(genotypes));
    }

    [Test]
    public void Sample_SpaceOf1e18_HasNoDuplicates()
    {
        Assert.That(genotypes, Is.Unique);
    }

    [Test]
    public void Sample_OperationsOnEveryEdge_AreUniform()
    {
        // 16 edges × (7 − 1) degrees of freedom.
        double chiSquare = 0;
        for (int edge = 0; edge < 8; edge++)
        {
            foreach (Func<Genotype, Cell> cell in (Func<Genotype, Cell>[])[g => g.Normal, g => g.Reduce])
            {
                chiSquare += ChiSquare(
                    genotypes
                        .CountBy(genotype => cell(genotype).Edges.ElementAt(edge).Primitive)
                        .Select(pair => pair.Value),
                    cells: 7
                );
            }
        }

        Assert.That(chiSquare, Is.LessThan(Quantile999(16 * 6)));
    }

    [TestCase(0, 1)]
    [TestCase(1, 3)]
    [TestCase(2, 6)]
    [TestCase(3, 10)]
    public void Sample_PredecessorPairsOfANode_AreUniform(int node, int pairs)
    {
        foreach (Func<Genotype, Cell> cell in (Func<Genotype, Cell>[])[g => g.Normal, g => g.Reduce])
        {
            Dictionary<(int, int), int> counts = genotypes
                .Select(genotype => cell(genotype).Nodes[node])
                .CountBy(n => (n.First.Predecessor, n.Second.Predecessor))
                .ToDictionary();

            Assert.That(counts, Has.Count.EqualTo(pairs));
            Assert.That(ChiSquare(counts.Values, pairs), Is.LessThanOrEqualTo(Quantile999(pairs - 1)));
        }
    }

    [Test]
    public void Sample_CellsAndNodes_AreIndependent()
    {
        // The operations of the first edge of the normal and of the reduction cell, as a 7 × 7 table.
        IEnumerable<int> counts = genotypes
            .CountBy(g => (g.Normal.Nodes[0].First.Primitive, g.Reduce.Nodes[0].First.Primitive))
            .Select(pair => pair.Value);

        Assert.That(ChiSquare(counts, 49), Is.LessThan(Quantile999(48)));
    }

    [Test]
    public void Sample_MeanOfParameters_IsTheLawsExpectation()
    {
        // ALGORITHMS §6: E = 2,912,074 at C=36 L=20 K=10 without BN after pools, sd about 461 k.
        const double expectation = 2_912_074;
        const double deviation = 461_000;
        var options = new NetworkOptions
        {
            Channels = 36,
            Cells = 20,
            Classes = 10,
            PoolBatchNorm = PoolBatchNorm.Never,
        };
        double[] parameters = [.. genotypes.Select(genotype => (double)NetworkCost.ParametersOf(genotype, options))];

        double mean = parameters.Average();
        double sd = Math.Sqrt(parameters.Sum(p => (p - mean) * (p - mean)) / (Samples - 1));

        Assert.That(mean, Is.EqualTo(expectation).Within(3 * deviation / Math.Sqrt(Samples)));
        Assert.That(sd, Is.EqualTo(deviation).Within(20_000));
        Assert.That(parameters, Is.All.InRange(1_370_134, 5_144_086));
    }

    /// <summary>Pearson's statistic against the uniform law; cells without a count are counted as 0.</summary>
    private static double ChiSquare(IEnumerable<int> counts, int cells)
    {
        int[] all = [.. counts];
        double expected = (double)Samples / cells;
        return all.Sum(count => (count - expected) * (count - expected) / expected) + (cells - all.Length) * expected;
    }

    /// <summary>The 0.999 quantile of χ² (Wilson and Hilferty's cube; 0 for no degree of freedom).</summary>
    private static double Quantile999(int freedom)
    {
        const double z = 3.0902;
        return freedom == 0 ? 0 : freedom * Math.Pow(1 - 2.0 / (9 * freedom) + z * Math.Sqrt(2.0 / (9 * freedom)), 3);
    }
}
