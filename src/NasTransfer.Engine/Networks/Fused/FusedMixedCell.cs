using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>A supernet's cell: all primitives on all edges.</summary>
/// <param name="edges">14 edges × 7 primitives.</param>
internal sealed class FusedMixedCell(FusedOperation preprocess0, FusedOperation preprocess1, FusedOperation[][] edges)
{
    private static readonly int Primitives = Enum.GetValues<Primitive>().Length;

    public FusedCell Cell { get; } =
        new(
            preprocess0,
            preprocess1,
            [.. edges.SelectMany(edge => edge)],
            [.. Enumerable.Range(SearchSpace.Inputs, SearchSpace.Nodes)]
        );

    /// <summary>Every primitive on every edge, weighted. Pools of one state are the same on all of its edges.</summary>
    /// <param name="weights">14 edges × 8 primitives, end to end.</param>
    public IEnumerable<Term[]> Mixture(float[] weights)
    {
        for (int node = 0; node < SearchSpace.Nodes; node++)
        {
            yield return
            [
                .. Enumerable
                    .Range(0, node + SearchSpace.Inputs)
                    .SelectMany(predecessor => Edge(SearchSpace.EdgeIndex(node, predecessor), predecessor, weights)),
            ];
        }
    }

    /// <summary>The edges of one architecture.</summary>
    public IEnumerable<Term[]> Path(Cell path)
    {
        for (int node = 0; node < SearchSpace.Nodes; node++)
        {
            yield return [Along(node, path.Nodes[node].First), Along(node, path.Nodes[node].Second)];
        }
    }

    private IEnumerable<Term> Edge(int edge, int predecessor, float[] weights)
    {
        for (int k = 0; k < edges[edge].Length; k++)
        {
            bool pool = (Primitive)k is Primitive.MaxPool3x3 or Primitive.AvgPool3x3;
            int column = edge * Primitives + k;
            yield return new Term(
                pool ? PoolOf(predecessor, k) : edges[edge][k],
                predecessor,
                weights[column],
                column,
                IsShared: pool
            );
        }
    }

    // Node 0 looks at both inputs, and node n at the nodes before it: the first edge from each state stands for all.
    private FusedOperation PoolOf(int predecessor, int k)
    {
        int node = Math.Max(0, predecessor - SearchSpace.Inputs + 1);
        return edges[SearchSpace.EdgeIndex(node, predecessor)][k];
    }

    private Term Along(int node, Edge edge) =>
        new(edges[SearchSpace.EdgeIndex(node, edge.Predecessor)][(int)edge.Primitive], edge.Predecessor);
}
