using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>
/// An architecture as the controller decides it: for the normal, then for the reduction cell, node by node, both
/// predecessors, then both operations.
/// </summary>
internal static class Decisions
{
    /// <summary>Predecessor, predecessor, operation, operation.</summary>
    public const int PerNode = 4;

    public const int PerCell = PerNode * SearchSpace.Nodes;

    /// <summary>Both cells.</summary>
    public const int Count = 2 * PerCell;

    /// <param name="decisions">32 numbers.</param>
    /// <returns>With the edges in the order in which they were decided.</returns>
    public static Genotype ToGenotype(ReadOnlySpan<int> decisions) =>
        new(ToCell(decisions[..PerCell]), ToCell(decisions[PerCell..]));

    /// <param name="genotype">Of the search space.</param>
    public static int[] Of(Genotype genotype) =>
        [
            .. genotype
                .Normal.Nodes.Concat(genotype.Reduce.Nodes)
                .SelectMany(node =>
                    (int[])
                        [
                            node.First.Predecessor,
                            node.Second.Predecessor,
                            SearchSpace.DiscretePrimitives.IndexOf(node.First.Primitive),
                            SearchSpace.DiscretePrimitives.IndexOf(node.Second.Primitive),
                        ]
                ),
        ];

    private static Cell ToCell(ReadOnlySpan<int> decisions)
    {
        var nodes = new Node[SearchSpace.Nodes];
        for (int i = 0; i < nodes.Length; i++)
        {
            ReadOnlySpan<int> node = decisions.Slice(i * PerNode, PerNode);
            nodes[i] = new Node(
                new Edge(SearchSpace.DiscretePrimitives[node[2]], node[0]),
                new Edge(SearchSpace.DiscretePrimitives[node[3]], node[1])
            );
        }

        return new Cell([.. nodes], ConcatRule.All.ConcatOf([.. nodes]));
    }
}
