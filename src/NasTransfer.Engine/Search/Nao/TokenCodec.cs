using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>
/// A genotype as a sentence of 32 tokens: normal cell, then reduction cell; in a cell node by node; in a node predecessor,
/// operation, predecessor, operation. Token 0 starts a sentence, 1 … 5 are predecessors 0 … 4, 6 … 12 the operations.
/// </summary>
internal static class TokenCodec
{
    /// <summary>What the decoder is given before the first token.</summary>
    public const int Start = 0;

    /// <summary>13: the start, five predecessors, seven operations.</summary>
    public const int Vocabulary = FirstOperation + Operations;

    public const int Length = 2 * TokensOfCell;

    public const int TokensOfCell = SearchSpace.Nodes * TokensOfNode;

    public const int TokensOfNode = 2 * TokensOfEdge;

    public const int TokensOfEdge = 2;

    private const int FirstPredecessor = Start + 1;

    // The last node may look at both inputs and at every other node.
    private const int FirstOperation = FirstPredecessor + SearchSpace.Inputs + SearchSpace.Nodes - 1;

    private const int Operations = (int)Primitive.None;

    /// <param name="genotype">Of the search space.</param>
    public static ImmutableArray<int> Encode(Genotype genotype) =>
        [.. ((Cell[])[genotype.Normal, genotype.Reduce]).SelectMany(cell => cell.Edges).SelectMany(TokensOf)];

    /// <param name="tokens">32, each legal at its place.</param>
    /// <exception cref="ArgumentException">They are no sentence of the search space.</exception>
    public static Genotype Decode(ReadOnlySpan<int> tokens)
    {
        if (tokens.Length != Length)
        {
            throw new ArgumentException($"A genotype has {Length} tokens, not {tokens.Length}.", nameof(tokens));
        }

        for (int position = 0; position < Length; position++)
        {
            bool repeats =
                IsSecondPredecessor(position) && tokens[position] == tokens[FirstPredecessorBefore(position)];
            if (!IsLegal(position, tokens[position]) || repeats)
            {
                throw new ArgumentException(
                    $"Token {tokens[position]} is not legal at place {position}.",
                    nameof(tokens)
                );
            }
        }

        return new Genotype(DecodeCell(tokens[..TokensOfCell]), DecodeCell(tokens[TokensOfCell..]));
    }

    /// <summary>
    /// Whether a token may stand at a place, as far as the place alone decides. Besides, a second predecessor must differ
    /// from the first.
    /// </summary>
    public static bool IsLegal(int position, int token) =>
        position % TokensOfEdge == 0
            ? token >= FirstPredecessor && token < FirstPredecessor + StatesBefore(position)
            : token is >= FirstOperation and < Vocabulary;

    /// <summary>Whether the place is that of a node's second predecessor.</summary>
    public static bool IsSecondPredecessor(int position) => position % TokensOfNode == TokensOfEdge;

    /// <summary>The place of the first predecessor of the node whose second one is at <paramref name="position"/>.</summary>
    public static int FirstPredecessorBefore(int position) => position - TokensOfEdge;

    /// <summary>The same architecture with the two edges of one node exchanged.</summary>
    /// <param name="tokens">32 tokens, changed in place.</param>
    /// <param name="cell">0 normal, 1 reduction.</param>
    /// <param name="node">0 … 3.</param>
    public static void SwapEdges(Span<int> tokens, int cell, int node)
    {
        Span<int> edges = tokens.Slice(cell * TokensOfCell + node * TokensOfNode, TokensOfNode);
        for (int i = 0; i < TokensOfEdge; i++)
        {
            (edges[i], edges[TokensOfEdge + i]) = (edges[TokensOfEdge + i], edges[i]);
        }
    }

    // Node i sees the two inputs and i nodes.
    private static int StatesBefore(int position) => position % TokensOfCell / TokensOfNode + SearchSpace.Inputs;

    private static int[] TokensOf(Edge edge) =>
        [edge.Predecessor + FirstPredecessor, (int)edge.Primitive + FirstOperation];

    private static Cell DecodeCell(ReadOnlySpan<int> tokens)
    {
        var nodes = ImmutableArray.CreateBuilder<Node>(SearchSpace.Nodes);
        for (int start = 0; start < TokensOfCell; start += TokensOfNode)
        {
            nodes.Add(new Node(EdgeAt(tokens, start), EdgeAt(tokens, start + TokensOfEdge)));
        }

        ImmutableArray<Node> all = nodes.MoveToImmutable();
        return new Cell(all, ConcatRule.All.ConcatOf(all));
    }

    private static Edge EdgeAt(ReadOnlySpan<int> tokens, int start) =>
        new((Primitive)(tokens[start + 1] - FirstOperation), tokens[start] - FirstPredecessor);
}
