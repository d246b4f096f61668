using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.NsgaNet;

namespace NasTransfer.Engine.Tests.Search.NsgaNet;

public sealed class VariationTests
{
    [Test]
    public void Cross_OfTwoParents_KeepsTheMultisetAtEveryPositionAndSwapsOneInnerSegment()
    {
        var random = new CounterRandom(3, "cross");
        var firstSwapped = new HashSet<int>();
        var lastSwapped = new HashSet<int>();
        for (int i = 0; i < 5_000; i++)
        {
            // Parents that differ everywhere, so that every swap can be seen.
            int[] one = GeneEncoding.Draw(random);
            int[] other = [.. one.Select(value => value + 100)];
            var (first, second) = Variation.Cross(one, other, random);
            int[] swapped = [.. Enumerable.Range(0, one.Length).Where(gene => first[gene] != one[gene])];
            Assert.That(
                Enumerable
                    .Range(0, one.Length)
                    .All(gene =>
                        (first[gene], second[gene]) == (one[gene], other[gene])
                        || (first[gene], second[gene]) == (other[gene], one[gene])
                    ),
                Is.True
            );
            Assert.That(swapped, Is.EqualTo(Enumerable.Range(swapped[0], swapped.Length)), "one segment");
            firstSwapped.Add(swapped[0]);
            lastSwapped.Add(swapped[^1]);
        }

        Assert.Multiple(() =>
        {
            // Cuts a < b of 1 … 31; the segment is a … b − 1.
            Assert.That(firstSwapped.Order(), Is.EqualTo(Enumerable.Range(1, 30)));
            Assert.That(lastSwapped.Order(), Is.EqualTo(Enumerable.Range(1, 30)));
        });
    }

    [Test]
    public void Mutate_InAHundredThousandDraws_StaysInBounds()
    {
        var random = new CounterRandom(3, "mutate");
        int[] genes = GeneEncoding.Draw(random);
        int[] bounds = [.. Enumerable.Range(0, genes.Length).Select(GeneEncoding.UpperBound)];
        var seen = new HashSet<(int Gene, int Value)>();
        for (int draws = 0; draws < 100_000; draws += genes.Length)
        {
            Variation.Mutate(genes, 1, 3, random);
            Assert.That(genes.Zip(bounds).All(pair => pair.First >= 0 && pair.First <= pair.Second), Is.True);
            seen.UnionWith(genes.Select((value, gene) => (gene, value)));
        }

        Assert.That(seen, Has.Count.EqualTo(bounds.Sum(bound => bound + 1)), "every value of every gene");
    }

    [Test]
    public void Mutate_WithTheRuleOfOneInN_TouchesAboutOneGene()
    {
        const int Times = 20_000;
        var random = new CounterRandom(3, "rate");
        int changed = 0;
        for (int i = 0; i < Times; i++)
        {
            int[] genes = [.. Enumerable.Repeat(1, GeneEncoding.Length)];
            Variation.Mutate(genes, 1.0 / GeneEncoding.Length, 0, random);
            changed += genes.Count(value => value != 1);
        }

        // With η = 0, half the draws are uniform between the lower bound −½ and x, half between x and the upper bound.
        // From x = 1 a gene of upper bound u rounds back to 1 with ½·(½/1.5) + ½·(½/(u − ½)). Four standard errors.
        double Stays(double upper) => 1 / 6.0 + 0.25 / (upper - 0.5);
        double expected = Enumerable
            .Range(0, GeneEncoding.Length)
            .Average(gene => 1 - Stays(GeneEncoding.UpperBound(gene)));
        Assert.That((double)changed / Times, Is.EqualTo(expected).Within(4 * Math.Sqrt(expected / Times)));
    }

    // r = ½ changes nothing; r = 0 and r → 1 lead to the bounds. At r = ¼, x = 3 of 0 … 6, η = 3:
    // δ₁ = ½, δ_q = (½ + ½·½⁴)^¼ − 1 = −0.14627, 3 − 7·0.14627 = 1.976. At r = 0.4: (0.8 + 0.2/16)^¼ − 1 = −0.05060: 2.646.
    [TestCase(3, 6, 0.5, 3)]
    [TestCase(3, 6, 0.0, 0)]
    [TestCase(3, 6, 0.999999999, 6)]
    [TestCase(3, 6, 0.25, 2)]
    [TestCase(3, 6, 0.4, 3)]
    [TestCase(3, 6, 0.75, 4)]
    [TestCase(0, 1, 0.0, 0)]
    [TestCase(1, 1, 0.999999999, 1)]
    [TestCase(1, 1, 0.0, 0)]
    public void MutatedValue_OfChosenDraws_FollowsTheFormula(int value, int upper, double draw, int expected)
    {
        Assert.That(Variation.MutatedValue(value, upper, 3, draw), Is.EqualTo(expected));
    }

    [Test]
    public void MutatedValue_OfTheMiddleWithEtaZero_IsUniform()
    {
        // δ_q = −δ₁·(1 − 2r) below and δ₂·(2r − 1) above, and δ₁ = δ₂ in the middle.
        var random = new CounterRandom(3, "uniform");
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[Variation.MutatedValue(3, 6, 0, random.NextDouble())]++;
        }

        Assert.That(counts, Is.All.InRange(9_500, 10_500));
    }
}
