using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.NsgaNet;

namespace NasTransfer.Engine.Tests.Search.NsgaNet;

public sealed class GeneEncodingTests
{
    [Test]
    public void UpperBound_OfEveryGene_IsTheLastOperationOrState()
    {
        int[] cell = [6, 1, 6, 1, 6, 2, 6, 2, 6, 3, 6, 3, 6, 4, 6, 4];
        Assert.That(
            Enumerable.Range(0, GeneEncoding.Length).Select(GeneEncoding.UpperBound),
            Is.EqualTo((int[])[.. cell, .. cell])
        );
    }

    [Test]
    public void Decode_OfWrittenGenes_GivesTheGenotypeInCanonicalForm()
    {
        int[] normal = [3, 0, 4, 1, 2, 2, 0, 0, 1, 3, 5, 1, 6, 4, 6, 0];
        int[] reduce = [0, 1, 0, 0, 1, 0, 2, 2, 3, 2, 4, 3, 5, 0, 6, 1];
        Genotype expected = Genotype.Parse(
            "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_5x5', 1), ('max_pool_3x3', 0), ('skip_connect', 2), "
                + "('dil_conv_3x3', 1), ('avg_pool_3x3', 3), ('dil_conv_5x5', 0), ('dil_conv_5x5', 4)], "
                + "normal_concat=range(2, 6), "
                + "reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('avg_pool_3x3', 0), ('skip_connect', 2), "
                + "('sep_conv_3x3', 2), ('sep_conv_5x5', 3), ('dil_conv_3x3', 0), ('dil_conv_5x5', 1)], "
                + "reduce_concat=range(2, 6))"
        );
        Genotype loose = GeneEncoding.Decode([.. normal, .. reduce], ConcatRule.LooseEnds);
        Assert.Multiple(() =>
        {
            Assert.That(GeneEncoding.Decode([.. normal, .. reduce], ConcatRule.All), Is.EqualTo(expected));
            Assert.That(loose.Normal.Concat, Is.EqualTo((int[])[5]));
            Assert.That(loose.Reduce.Concat, Is.EqualTo((int[])[4, 5]));
        });
    }

    [Test]
    public void Draw_ManyTimes_StaysInTheSearchSpaceAndFollowsItsLaw()
    {
        const int Draws = 20_000;
        var random = new CounterRandom(7, "draws");
        // The last node of the normal cell: 10 pairs of inputs and 7 operations an edge, all equally likely.
        var pairs = new Dictionary<(int, int), int>();
        var operations = new int[7];
        for (int i = 0; i < Draws; i++)
        {
            int[] genes = GeneEncoding.Draw(random);
            Genotype genotype = GeneEncoding.Decode(genes, ConcatRule.All);
            Assert.That(SearchSpace.Contains(genotype), Is.True, genotype.ToString());
            Node last = genotype.Normal.Nodes[3];
            (int, int) pair = (last.First.Predecessor, last.Second.Predecessor);
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
            operations[genes[12]]++;
        }

        Assert.Multiple(() =>
        {
            // Upper 0.1 % points of χ² with 9 and 6 degrees of freedom (tables).
            Assert.That(pairs, Has.Count.EqualTo(10));
            Assert.That(ChiSquare(pairs.Values), Is.LessThan(27.88));
            Assert.That(ChiSquare(operations), Is.LessThan(22.46));
        });
    }

    [Test]
    public void Repair_OfEqualInputs_RedrawsTheSecondUniformlyFromTheOthers()
    {
        const int Draws = 9_000;
        var random = new CounterRandom(7, "repairs");
        var second = new int[5];
        for (int i = 0; i < Draws; i++)
        {
            // Node 3 looks at state 2 twice; node 0 at state 1 twice, which leaves state 0 alone.
            int[] genes = [0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 4, 2, 5, 2, .. Distinct];
            GeneEncoding.Repair(genes, random);
            Assert.That(genes[..15], Is.EqualTo((int[])[0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 4, 2, 5]));
            Assert.That(genes[16..], Is.EqualTo(Distinct));
            second[genes[15]]++;
        }

        Assert.Multiple(() =>
        {
            Assert.That(second[2], Is.Zero);
            // χ², 3 degrees of freedom.
            Assert.That(ChiSquare([second[0], second[1], second[3], second[4]]), Is.LessThan(16.27));
        });
    }

    private static readonly int[] Distinct = [6, 0, 6, 1, 6, 2, 6, 1, 6, 3, 6, 0, 6, 4, 6, 2];

    private static double ChiSquare(ICollection<int> counts)
    {
        double expected = (double)counts.Sum() / counts.Count;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
