using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Tests.Architectures;

[TestFixture]
public sealed class SearchSpaceTests
{
    [TestCase(-1, 0)]
    [TestCase(4, 0)]
    [TestCase(0, -1)]
    [TestCase(0, 2)]
    [TestCase(3, 5)]
    public void EdgeIndex_OutsideTheCell_Throws(int node, int predecessor)
    {
        Assert.That(() => SearchSpace.EdgeIndex(node, predecessor), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void EdgeIndex_NodeByNode_CountsFrom0To13()
    {
        // Blocks of 2, 3, 4 and 5 rows, ALGORITHMS §2.1.
        int[] indices =
        [
            .. Enumerable
                .Range(0, SearchSpace.Nodes)
                .SelectMany(node => Enumerable.Range(0, node + 2).Select(p => SearchSpace.EdgeIndex(node, p))),
        ];

        Assert.That(indices, Is.EqualTo(Enumerable.Range(0, SearchSpace.Edges)));
    }

    [Test]
    public void DiscretePrimitives_Are_TheFirstSevenWithoutNone()
    {
        Assert.That(SearchSpace.DiscretePrimitives.Select(p => (int)p), Is.EqualTo(Enumerable.Range(0, 7)));
        Assert.That(SearchSpace.DiscretePrimitives, Has.None.EqualTo(Primitive.None));
    }

    [Test]
    public void Contains_PublishedGenotypes_True()
    {
        Assert.That(PublishedGenotypes.All.Values.Select(SearchSpace.Contains), Is.All.True);
    }

    [Test]
    public void Contains_RepeatedPredecessor_False()
    {
        Genotype genotype = WithFirstNode(new Edge(Primitive.SepConv3x3, 0), new Edge(Primitive.SepConv5x5, 0));

        Assert.That(SearchSpace.Contains(genotype), Is.False);
    }

    [TestCase(Primitive.None, 1)]
    [TestCase((Primitive)8, 1)]
    [TestCase((Primitive)(-1), 1)]
    [TestCase(Primitive.SkipConnect, 2)]
    [TestCase(Primitive.SkipConnect, -1)]
    public void Contains_EdgeThatCannotBe_False(Primitive primitive, int predecessor)
    {
        Genotype genotype = WithFirstNode(new Edge(Primitive.SepConv3x3, 0), new Edge(primitive, predecessor));

        Assert.That(SearchSpace.Contains(genotype), Is.False);
    }

    [Test]
    public void Contains_OneNodeNotConcatenated_False()
    {
        Genotype genotype = PublishedGenotypes.DartsV2;

        Assert.That(
            SearchSpace.Contains(genotype with { Reduce = genotype.Reduce with { Concat = [2, 3, 4] } }),
            Is.False
        );
    }

    [Test]
    public void Contains_ConcatInAnotherOrder_True()
    {
        Genotype genotype = PublishedGenotypes.DartsV2;

        Assert.That(
            SearchSpace.Contains(genotype with { Reduce = genotype.Reduce with { Concat = [5, 2, 4, 3] } }),
            Is.True
        );
    }

    [Test]
    public void Contains_ThreeOrFiveNodes_False()
    {
        Cell cell = PublishedGenotypes.DartsV1.Normal;
        var three = new Cell([.. cell.Nodes.Take(3)], [2, 3, 4]);
        var five = new Cell([.. cell.Nodes, cell.Nodes[0]], [2, 3, 4, 5, 6]);

        Assert.That(SearchSpace.Contains(three), Is.False);
        Assert.That(SearchSpace.Contains(five), Is.False);
    }

    private static Genotype WithFirstNode(Edge first, Edge second)
    {
        Genotype genotype = PublishedGenotypes.DartsV2;
        return genotype with
        {
            Normal = genotype.Normal with { Nodes = genotype.Normal.Nodes.SetItem(0, new Node(first, second)) },
        };
    }
}
