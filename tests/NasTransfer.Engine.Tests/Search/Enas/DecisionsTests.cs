using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Enas;

namespace NasTransfer.Engine.Tests.Search.Enas;

public sealed class DecisionsTests
{
    [Test]
    public void ToGenotype_OfDecisions_ReadsBothPredecessorsThenBothOperations()
    {
        int[] cell = [1, 0, 3, 6, 2, 0, 0, 1, 0, 3, 2, 4, 4, 1, 5, 5];
        Cell read = Decisions.ToGenotype([.. cell, .. cell]).Reduce;
        Assert.Multiple(() =>
        {
            Assert.That(
                read.Nodes[0],
                Is.EqualTo(new Node(new Edge(Primitive.SepConv3x3, 1), new Edge(Primitive.DilConv5x5, 0)))
            );
            Assert.That(
                read.Nodes[3],
                Is.EqualTo(new Node(new Edge(Primitive.DilConv3x3, 4), new Edge(Primitive.DilConv3x3, 1)))
            );
            Assert.That(read.Concat, Is.EqualTo((int[])[2, 3, 4, 5]));
        });
    }

    [Test]
    public void Of_RandomGenotypes_GoesThereAndBack()
    {
        for (int i = 0; i < 1000; i++)
        {
            Genotype genotype = SamplingLaw.Sample(new CounterRandom(1, "decisions", 0, i));
            int[] decisions = Decisions.Of(genotype);
            Assert.That(decisions, Has.Length.EqualTo(Decisions.Count));
            Assert.That(Decisions.ToGenotype(decisions), Is.EqualTo(genotype));
        }
    }
}
