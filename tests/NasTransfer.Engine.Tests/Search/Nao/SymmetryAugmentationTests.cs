using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Nao;

namespace NasTransfer.Engine.Tests.Search.Nao;

public sealed class SymmetryAugmentationTests
{
    [Test]
    public void Swap_OfRandomGenotypes_KeepsTheCanonicalGenotypeAndChangesTheSentence()
    {
        var draws = new CounterRandom(3, "swap");
        for (int i = 0; i < 500; i++)
        {
            Genotype genotype = SamplingLaw.Sample(draws);
            int[] tokens = [.. TokenCodec.Encode(genotype)];
            SymmetryAugmentation.Swap(tokens, draws);
            Genotype swapped = TokenCodec.Decode(tokens);
            Assert.That(swapped.Canonical(), Is.EqualTo(genotype));
            // One node in each cell: predecessors differ, so the sentence does.
            Assert.That(ChangedNodes(genotype.Normal, swapped.Normal), Is.EqualTo(1));
            Assert.That(ChangedNodes(genotype.Reduce, swapped.Reduce), Is.EqualTo(1));
        }
    }

    [Test]
    public void Swap_Twice_OfTheSameNode_IsTheSentenceItself()
    {
        int[] tokens = [.. TokenCodec.Encode(SamplingLaw.Sample(new CounterRandom(3, "twice")))];
        int[] swapped = [.. tokens];
        TokenCodec.SwapEdges(swapped, 1, 3);
        Assert.That(swapped, Is.Not.EqualTo(tokens));
        TokenCodec.SwapEdges(swapped, 1, 3);
        Assert.That(swapped, Is.EqualTo(tokens));
    }

    [Test]
    public void Swap_OverManyDraws_ReachesEveryNodeOfBothCells()
    {
        var draws = new CounterRandom(4, "every");
        Genotype genotype = SamplingLaw.Sample(draws);
        var counts = new int[2, SearchSpace.Nodes];
        for (int i = 0; i < 400; i++)
        {
            int[] tokens = [.. TokenCodec.Encode(genotype)];
            SymmetryAugmentation.Swap(tokens, draws);
            Genotype swapped = TokenCodec.Decode(tokens);
            for (int node = 0; node < SearchSpace.Nodes; node++)
            {
                counts[0, node] += swapped.Normal.Nodes[node] == genotype.Normal.Nodes[node] ? 0 : 1;
                counts[1, node] += swapped.Reduce.Nodes[node] == genotype.Reduce.Nodes[node] ? 0 : 1;
            }
        }

        // 100 each; sd of a binomial is below 9.
        Assert.That(counts.Cast<int>(), Is.All.InRange(60, 140));
    }

    [Test]
    public void Expand_Eightfold_KeepsEachOnceAsItIsAndItsTarget()
    {
        var draws = new CounterRandom(6, "expand");
        PredictorSample[] samples =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(i => new PredictorSample(TokenCodec.Encode(SamplingLaw.Sample(draws)), i / 4f)),
        ];
        ImmutableArray<PredictorSample> expanded = SymmetryAugmentation.Expand(samples, 8, draws);
        Assert.That(expanded, Has.Length.EqualTo(40));
        for (int i = 0; i < expanded.Length; i++)
        {
            PredictorSample original = samples[i / 8];
            Assert.That(expanded[i].Target, Is.EqualTo(original.Target));
            Assert.That(expanded[i].Tokens.SequenceEqual(original.Tokens), Is.EqualTo(i % 8 == 0));
            Assert.That(Canonical(expanded[i]), Is.EqualTo(Canonical(original)));
        }
    }

    private static int ChangedNodes(Cell one, Cell other) =>
        one.Nodes.Where((node, i) => node != other.Nodes[i]).Count();

    private static Genotype Canonical(PredictorSample sample) => TokenCodec.Decode(sample.Tokens.AsSpan()).Canonical();
}
