using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Search.Darts;

/// <summary>From α to a genotype: each node keeps its two strongest edges, each edge its strongest operation but none.</summary>
internal static class GenotypeDerivation
{
    /// <param name="normal">14 rows of 8: raw α.</param>
    /// <param name="reduce">14 rows of 8: raw α.</param>
    public static Genotype Derive(double[][] normal, double[][] reduce, DartsDerivation rule) =>
        new(DeriveCell(normal, rule), DeriveCell(reduce, rule));

    /// <summary>The cell of one α matrix.</summary>
    public static Cell DeriveCell(double[][] alpha, DartsDerivation rule)
    {
        var nodes = ImmutableArray.CreateBuilder<Node>(SearchSpace.Nodes);
        for (int node = 0; node < SearchSpace.Nodes; node++)
        {
            double[][] rows = alpha[SearchSpace.EdgeIndex(node, 0)..(SearchSpace.EdgeIndex(node, node + 1) + 1)];
            nodes.Add(DeriveNode(rows, rule));
        }

        return new Cell(nodes.MoveToImmutable(), [.. Enumerable.Range(SearchSpace.Inputs, SearchSpace.Nodes)]);
    }

    /// <summary>The node of one block of rows, row j being the edge from state j; the stronger edge comes first.</summary>
    public static Node DeriveNode(double[][] rows, DartsDerivation rule)
    {
        // Sorting is stable and the first maximum wins, so ties go to the lower edge and the lower operation.
        Edge[] strongest =
        [
            .. rows.Select((row, predecessor) => (Edge: Strongest(row, predecessor), Strength: Strength(row, rule)))
                .OrderByDescending(edge => edge.Strength)
                .Take(2)
                .Select(edge => edge.Edge),
        ];
        return new Node(strongest[0], strongest[1]);
    }

    /// <summary>
    /// Edges of the normal cell whose strongest column, none included, is the skip connection: the sign of DARTS's
    /// collapse.
    /// </summary>
    public static int CountSkips(double[][] normal) => normal.Count(IsSkip);

    /// <summary>Sets the smallest α of skip connections to 0 until at most <paramref name="limit"/> edges are skips.</summary>
    /// <returns>A new matrix; an α that is set to 0 may still win.</returns>
    public static double[][] LimitSkips(double[][] normal, int limit)
    {
        double[][] limited = [.. normal.Select(row => (double[])row.Clone())];
        int skip = (int)Primitive.SkipConnect;
        double[][] weakestFirst = [.. limited.Where(IsSkip).OrderBy(row => row[skip])];
        foreach (double[] row in weakestFirst.Take(Math.Max(0, weakestFirst.Length - limit)))
        {
            row[skip] = 0;
        }

        return limited;
    }

    private static bool IsSkip(double[] row) => Array.IndexOf(row, row.Max()) == (int)Primitive.SkipConnect;

    private static Edge Strongest(double[] row, int predecessor)
    {
        double[] discrete = row[..(int)Primitive.None];
        return new Edge((Primitive)Array.IndexOf(discrete, discrete.Max()), predecessor);
    }

    private static double Strength(double[] row, DartsDerivation rule)
    {
        double strongest = row[..(int)Primitive.None].Max();
        // softmax(α)_o, stable: 1 / Σ_k exp(α_k − α_o)
        return rule == DartsDerivation.RawAlpha ? strongest : 1 / row.Sum(value => Math.Exp(value - strongest));
    }
}
