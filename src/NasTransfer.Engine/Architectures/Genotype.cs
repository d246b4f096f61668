using System.Collections.Immutable;

namespace NasTransfer.Engine.Architectures;

/// <summary>An incoming edge of a node: which operation, and on which earlier state.</summary>
/// <param name="Primitive">Never <see cref="Primitive.None"/>.</param>
/// <param name="Predecessor">0 and 1 are the cell's inputs (outputs of cells k − 2 and k − 1), 2 and up its nodes.</param>
public readonly record struct Edge(Primitive Primitive, int Predecessor);

/// <summary>A node: the sum of its two edges.</summary>
public readonly record struct Node(Edge First, Edge Second);

/// <summary>A cell: its nodes, of which node i has id i + 2, and the ids that its output concatenates over channels.</summary>
public sealed record Cell(ImmutableArray<Node> Nodes, ImmutableArray<int> Concat)
{
    public bool Equals(Cell? other) =>
        other is not null && Nodes.SequenceEqual(other.Nodes) && Concat.SequenceEqual(other.Concat);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (Node node in Nodes)
        {
            hash.Add(node);
        }

        return hash.ToHashCode();
    }

    /// <summary>The edges in printed order: node by node, first before second.</summary>
    public IEnumerable<Edge> Edges => Nodes.SelectMany(node => (Edge[])[node.First, node.Second]);
}

/// <summary>A discrete architecture: the normal and the reduction cell.</summary>
public sealed partial record Genotype(Cell Normal, Cell Reduce);
