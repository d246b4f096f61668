using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Tests.Architectures;

[TestFixture]
public sealed class ConcatRuleTests
{
    [Test]
    public void LooseEnds_EveryNodeLooksAtTheInputs_AreAllNodes()
    {
        var node = new Node(new Edge(Primitive.SkipConnect, 0), new Edge(Primitive.SkipConnect, 1));

        Assert.That(ConcatRule.LooseEnds.ConcatOf([node, node, node, node]), Is.EqualTo((int[])[2, 3, 4, 5]));
    }

    [Test]
    public void LooseEnds_Chain_IsTheLastNode()
    {
        Node[] chain =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(i => new Node(new Edge(Primitive.SkipConnect, i), new Edge(Primitive.SkipConnect, i + 1))),
        ];

        Assert.That(ConcatRule.LooseEnds.ConcatOf([.. chain]), Is.EqualTo((int[])[5]));
    }

    [Test]
    public void LooseEnds_DartsV2_LeaveOutTheUsedNode()
    {
        // DARTS_V2: node 0 (id 2) is used by node 3 of the normal cell and by nodes 1 to 3 of the reduction cell.
        Genotype loose = ConcatRule.LooseEnds.Apply(PublishedGenotypes.DartsV2);

        Assert.That(loose.Normal.Concat, Is.EqualTo((int[])[3, 4, 5]));
        Assert.That(loose.Reduce.Concat, Is.EqualTo((int[])[3, 4, 5]));
        Assert.That(loose.Normal.Nodes, Is.EqualTo(PublishedGenotypes.DartsV2.Normal.Nodes));
        Assert.That(ConcatRule.All.Apply(loose), Is.EqualTo(PublishedGenotypes.DartsV2));
    }

    [Test]
    public void LooseEnds_OverAllTopologies_NumberTwoOnAverage()
    {
        // ALGORITHMS §1.4: 180 topologies with distinct predecessors, 38 × 1, 105 × 2, 36 × 3 and 1 × 4 loose ends.
        Dictionary<int, int> counts = [];
        foreach (Node[] nodes in Topologies(0))
        {
            int loose = ConcatRule.LooseEnds.ConcatOf([.. nodes]).Length;
            counts[loose] = counts.GetValueOrDefault(loose) + 1;
        }

        Assert.That(
            counts,
            Is.EquivalentTo(
                new Dictionary<int, int>
                {
                    [1] = 38,
                    [2] = 105,
                    [3] = 36,
                    [4] = 1,
                }
            )
        );
    }

    private static IEnumerable<Node[]> Topologies(int node) =>
        node == SearchSpace.Nodes
            ?
            [
                [],
            ]
            : from first in Enumerable.Range(0, node + 2)
            from second in Enumerable.Range(first + 1, node + 1 - first)
            from rest in Topologies(node + 1)
            select (Node[])
                [new Node(new Edge(Primitive.SkipConnect, first), new Edge(Primitive.SkipConnect, second)), .. rest];
}
