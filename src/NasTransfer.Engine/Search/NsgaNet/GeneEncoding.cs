using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>
/// A genotype as 32 integers: for the normal cell, then the reduction cell, for each node (operation, input, operation,
/// input).
/// </summary>
internal static class GeneEncoding
{
    private const int GenesPerNode = 4;
    private const int GenesPerCell = GenesPerNode * SearchSpace.Nodes;

    /// <summary>n_var.</summary>
    public const int Length = 2 * GenesPerCell;

    /// <summary>Largest value of a gene; the smallest is 0. Operations: 0 … 6; inputs of node i: 0 … i + 1.</summary>
    public static int UpperBound(int gene) =>
        gene % 2 == 0 ? SearchSpace.DiscretePrimitives.Length - 1 : StatesBefore(gene) - 1;

    /// <summary>Uniform within the bounds, then repaired. The genotypes then follow the law of random sampling.</summary>
    public static int[] Draw(CounterRandom random)
    {
        var genes = new int[Length];
        for (int i = 0; i < Length; i++)
        {
            genes[i] = random.NextInt(UpperBound(i) + 1);
        }

        Repair(genes, random);
        return genes;
    }

    /// <summary>Where a node's inputs are equal, draws the second anew, uniformly from the other candidates.</summary>
    public static void Repair(int[] genes, CounterRandom random)
    {
        for (int node = 0; node < Length; node += GenesPerNode)
        {
            ref int second = ref genes[node + 3];
            int first = genes[node + 1];
            if (second == first)
            {
                second = random.NextInt(StatesBefore(node) - 1);
                second += second >= first ? 1 : 0;
            }
        }
    }

    /// <summary>The genotype in canonical form, concatenated by <paramref name="concat"/>.</summary>
    public static Genotype Decode(IReadOnlyList<int> genes, ConcatRule concat) =>
        new Genotype(DecodeCell(genes, 0, concat), DecodeCell(genes, GenesPerCell, concat)).Canonical();

    private static Cell DecodeCell(IReadOnlyList<int> genes, int start, ConcatRule concat)
    {
        ImmutableArray<Node> nodes =
        [
            .. Enumerable
                .Range(0, SearchSpace.Nodes)
                .Select(node => start + node * GenesPerNode)
                .Select(at => new Node(DecodeEdge(genes, at), DecodeEdge(genes, at + 2))),
        ];
        return new Cell(nodes, concat.ConcatOf(nodes));
    }

    private static Edge DecodeEdge(IReadOnlyList<int> genes, int at) =>
        new(SearchSpace.DiscretePrimitives[genes[at]], genes[at + 1]);

    private static int StatesBefore(int gene) => gene % GenesPerCell / GenesPerNode + SearchSpace.Inputs;
}
