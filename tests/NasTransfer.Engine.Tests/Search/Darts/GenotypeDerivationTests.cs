using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Search.Darts;

namespace NasTransfer.Engine.Tests.Search.Darts;

public sealed class GenotypeDerivationTests
{
    // A node with three edges on which the two rules part (khanrc/pt.darts, issue 38); columns with none last.
    private static readonly double[][] Parting =
    [
        [1, 1, 1, 1, 5, 1, 1, 1],
        [10, 10, 10, 11, 10, 10, 10, 10],
        [10, 15, 10, 10, 10, 10, 10, 10],
    ];

    [TestCase(DartsDerivation.RawAlpha, 2, 1)]
    [TestCase(DartsDerivation.Softmax, 2, 0)]
    public void DeriveNode_WhereTheRulesPart_FollowsTheRule(DartsDerivation rule, int first, int second)
    {
        Node node = GenotypeDerivation.DeriveNode(Parting, rule);
        Assert.That((node.First.Predecessor, node.Second.Predecessor), Is.EqualTo((first, second)));
    }

    [Test]
    public void DeriveNode_OfEqualRows_TakesTheLowerEdgesAndOperations()
    {
        Node node = GenotypeDerivation.DeriveNode(
            [new double[8], new double[8], new double[8]],
            DartsDerivation.Softmax
        );
        Assert.That(node, Is.EqualTo(new Node(new Edge(Primitive.MaxPool3x3, 0), new Edge(Primitive.MaxPool3x3, 1))));
    }

    [TestCase(DartsDerivation.RawAlpha)]
    [TestCase(DartsDerivation.Softmax)]
    public void DeriveNode_WhereNoneIsStrongest_TakesTheNextOperation(DartsDerivation rule)
    {
        double[] row = [0, 0, 0, 0, 0, 0, 1, 9];
        Node node = GenotypeDerivation.DeriveNode([row, row], rule);
        Assert.That(node.First.Primitive, Is.EqualTo(Primitive.DilConv5x5));
    }

    [Test]
    public void DeriveNode_BySoftmax_RanksAnEdgeFullOfNoneLast()
    {
        double[] full = [5, 0, 0, 0, 0, 0, 0, 20];
        double[] plain = [1, 0, 0, 0, 0, 0, 0, 0];
        Node node = GenotypeDerivation.DeriveNode([full, plain, plain], DartsDerivation.Softmax);
        Assert.That((node.First.Predecessor, node.Second.Predecessor), Is.EqualTo((1, 2)));
    }

    [Test]
    public void Derive_FromAnyAlpha_StaysInTheSearchSpace()
    {
        var draws = new NasTransfer.Engine.Randomness.CounterRandom(5, "alpha");
        double[][] Draw() =>
            [
                .. Enumerable
                    .Range(0, 14)
                    .Select(_ => (double[])[.. Enumerable.Range(0, 8).Select(_ => draws.NextGaussian())]),
            ];
        for (int i = 0; i < 100; i++)
        {
            Genotype genotype = GenotypeDerivation.Derive(Draw(), Draw(), DartsDerivation.Softmax);
            Assert.That(SearchSpace.Contains(genotype), Is.True, genotype.ToString());
        }
    }

    [Test]
    public void LimitSkips_BeyondTheLimit_ZeroesTheWeakest()
    {
        double[][] alpha = [.. Enumerable.Range(0, 14).Select(_ => new double[8])];
        (alpha[0][2], alpha[3][2], alpha[7][2], alpha[9][2]) = (.4, .1, .3, .2);
        double[][] limited = GenotypeDerivation.LimitSkips(alpha, 2);
        Assert.Multiple(() =>
        {
            Assert.That(GenotypeDerivation.CountSkips(alpha), Is.EqualTo(4));
            Assert.That(GenotypeDerivation.CountSkips(limited), Is.EqualTo(2));
            Assert.That(limited.Select(row => row[2]).Where(value => value > 0), Is.EqualTo((double[])[.4, .3]));
            Assert.That(alpha[3][2], Is.EqualTo(.1), "the original stays");
        });
    }
}
