using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>A cell of one architecture.</summary>
/// <param name="edges">Two operations a node, in order.</param>
internal sealed class FusedDiscreteCell(
    FusedOperation preprocess0,
    FusedOperation preprocess1,
    FusedOperation[] edges,
    Cell cell
)
{
    public FusedCell Cell { get; } = new(preprocess0, preprocess1, [.. edges], cell.Concat);

    /// <param name="dropPath">This step's drop path, or null for none; identity edges are never dropped.</param>
    public IEnumerable<Term[]> Terms(DropPath? dropPath, long images)
    {
        for (int node = 0; node < cell.Nodes.Length; node++)
        {
            yield return
            [
                Along(2 * node, cell.Nodes[node].First.Predecessor),
                Along(2 * node + 1, cell.Nodes[node].Second.Predecessor),
            ];
        }

        Term Along(int edge, int predecessor) =>
            new(edges[edge], predecessor, Factors: edges[edge] is FusedSkip ? null : dropPath?.Next(images));
    }
}
