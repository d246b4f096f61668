using System.Collections.Immutable;

namespace NasTransfer.Engine.Architectures;

/// <summary>
/// The one space that every method searches: cells of four nodes, each with two distinct predecessors and one of seven
/// operations on either edge, all nodes concatenated. 180 · 7⁸ = 1,037,664,180 cells.
/// </summary>
public static class SearchSpace
{
    /// <summary>B: nodes of a cell.</summary>
    public const int Nodes = 4;

    /// <summary>The inputs of a cell, ids 0 and 1; node i has id i + 2.</summary>
    public const int Inputs = 2;

    /// <summary>Possible edges of a cell, rows of α: 2 + 3 + 4 + 5.</summary>
    public const int Edges = 14;

    /// <summary>The operations that an edge of a genotype may hold: all but <see cref="Primitive.None"/>.</summary>
    public static ImmutableArray<Primitive> DiscretePrimitives { get; } =
    [
        Primitive.MaxPool3x3,
        Primitive.AvgPool3x3,
        Primitive.SkipConnect,
        Primitive.SepConv3x3,
        Primitive.SepConv5x5,
        Primitive.DilConv3x3,
        Primitive.DilConv5x5,
    ];

    /// <summary>The row of α of the edge from <paramref name="predecessor"/> to node <paramref name="node"/>.</summary>
    /// <param name="node">0 … 3.</param>
    /// <param name="predecessor">0 … node + 1: the ids of the inputs and of the earlier nodes.</param>
    public static int EdgeIndex(int node, int predecessor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, Nodes);
        ArgumentOutOfRangeException.ThrowIfNegative(predecessor);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(predecessor, node + Inputs);
        // Σ_{k<i} (k + 2) = i(i + 3)/2
        return node * (node + 3) / 2 + predecessor;
    }

    /// <summary>
    /// Whether both cells have four nodes, distinct earlier predecessors, discrete operations, and concatenate all nodes.
    /// </summary>
    public static bool Contains(Genotype genotype) => Contains(genotype.Normal) && Contains(genotype.Reduce);

    /// <inheritdoc cref="Contains(Genotype)"/>
    public static bool Contains(Cell cell)
    {
        if (cell.Nodes.Length != Nodes || !cell.Concat.Order().SequenceEqual(Enumerable.Range(Inputs, Nodes)))
        {
            return false;
        }

        return cell
            .Nodes.Select(
                (node, i) =>
                    node.First.Predecessor != node.Second.Predecessor
                    && IsEdgeInto(i, node.First)
                    && IsEdgeInto(i, node.Second)
            )
            .All(inside => inside);
    }

    private static bool IsEdgeInto(int node, Edge edge) =>
        edge.Predecessor >= 0
        && edge.Predecessor < node + Inputs
        && (int)edge.Primitive is >= 0 and < (int)Primitive.None;
}
