using System.Collections.Immutable;
using System.Globalization;

namespace NasTransfer.Engine.Architectures;

/// <summary>
/// Reads genotypes by recursive descent, in any mixture of the forms in which they are printed:
/// <code>
/// text     = [name "="] "Genotype" "(" fields("=") ")"  |  "{" fields(":") "}"
/// field    = ("normal" | "reduce") cell  |  ("normal_concat" | "reduce_concat") concat
/// cell     = [ pair, pair, … ]  |  [ [pair, pair], … ]        two pairs a node; ( ) may stand for [ ]
/// pair     = (operation, id)
/// concat   = range(first, end)  |  [ id, … ]
/// </code>
/// </summary>
internal sealed class GenotypeParser
{
    private const string Normal = "normal";
    private const string Reduce = "reduce";
    private const string NormalConcat = "normal_concat";
    private const string ReduceConcat = "reduce_concat";
    private const int LongestQuote = 40;

    private static readonly ImmutableArray<string> FieldNames = [Normal, NormalConcat, Reduce, ReduceConcat];

    private readonly string text;
    private int position;

    private GenotypeParser(string text) => this.text = text;

    /// <summary>An id of a concatenation, and where it stands.</summary>
    private readonly record struct Located(int Id, int Position);

    /// <exception cref="GenotypeFormatException">The text is not one genotype.</exception>
    public static Genotype Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new GenotypeParser(text).ParseText();
    }

    private Genotype ParseText()
    {
        SkipSpace();
        if (TryTake('{'))
        {
            return ParseFields(':', '}');
        }

        string word = PeekWord();
        if (word.Length > 0 && word != nameof(Genotype))
        {
            // NAME = Genotype(…)
            int start = position;
            position += word.Length;
            SkipSpace();
            if (!TryTake('='))
            {
                position = start;
                throw Wrong("Genotype(… or {…");
            }

            SkipSpace();
            word = PeekWord();
        }

        if (word != nameof(Genotype))
        {
            throw Wrong("Genotype(… or {…");
        }

        position += word.Length;
        Take('(', "(");
        return ParseFields('=', ')');
    }

    private Genotype ParseFields(char separator, char close)
    {
        Dictionary<string, ImmutableArray<Node>> nodes = [];
        Dictionary<string, ImmutableArray<Located>> concats = [];
        while (true)
        {
            SkipSpace();
            int start = position;
            if (TryTake(close))
            {
                return Finish(nodes, concats, start);
            }

            string name = Peek() is '"' or '\'' ? ParseQuoted("a field name") : PeekWord();
            if (!FieldNames.Contains(name))
            {
                position = start;
                throw Wrong($"one of {string.Join(", ", FieldNames)}");
            }

            if (nodes.ContainsKey(name) || concats.ContainsKey(name))
            {
                throw WrongAt(start, $"{name} a second time", "each field once");
            }

            position = Math.Max(position, start + name.Length);
            Take(separator, $"{separator} after {name}");
            if (name is Normal or Reduce)
            {
                nodes[name] = ParseCell(name);
            }
            else
            {
                concats[name] = ParseConcat();
            }

            SkipSpace();
            if (!TryTake(',') && Peek() != close)
            {
                throw Wrong($", or {close}");
            }
        }
    }

    private Genotype Finish(
        Dictionary<string, ImmutableArray<Node>> nodes,
        Dictionary<string, ImmutableArray<Located>> concats,
        int end
    )
    {
        if (FieldNames.FirstOrDefault(name => !nodes.ContainsKey(name) && !concats.ContainsKey(name)) is { } missing)
        {
            throw WrongAt(end, Describe(end), $"{missing}, which is missing");
        }

        SkipSpace();
        if (position < text.Length)
        {
            throw Wrong("nothing after the genotype");
        }

        return new Genotype(
            new Cell(nodes[Normal], CheckConcat(concats[NormalConcat], nodes[Normal].Length)),
            new Cell(nodes[Reduce], CheckConcat(concats[ReduceConcat], nodes[Reduce].Length))
        );
    }

    private ImmutableArray<Node> ParseCell(string name)
    {
        char close = TakeOpening($"the list of pairs of {name}");
        List<Edge> edges = [];
        bool? nested = null;
        while (!TryTakeClosing(close, edges.Count == 0))
        {
            int start = position;
            char closeInner = TakeOpening("a pair such as ('sep_conv_3x3', 0), or a list of two");
            SkipSpace();
            bool isNode = Peek() is '(' or '[';
            if (nested is { } before && before != isNode)
            {
                throw WrongAt(
                    start,
                    isNode ? "a list of pairs" : "a single pair",
                    before ? "a list of two pairs, as before" : "a single pair, as before"
                );
            }

            nested = isNode;
            if (isNode)
            {
                ParseNode(edges, closeInner);
            }
            else
            {
                edges.Add(ParsePair(edges.Count / 2, closeInner));
            }
        }

        if (edges.Count == 0)
        {
            throw WrongAt(position - 1, $"no pair in {name}", "two for each node");
        }

        if (edges.Count % 2 != 0)
        {
            throw WrongAt(position - 1, $"{Pairs(edges.Count)} in {name}", "an even number, two for each node");
        }

        return [.. edges.Chunk(2).Select(pair => new Node(pair[0], pair[1]))];
    }

    private void ParseNode(List<Edge> edges, char close)
    {
        int before = edges.Count;
        while (!TryTakeClosing(close, edges.Count == before))
        {
            char closePair = TakeOpening("a pair such as ('sep_conv_3x3', 0)");
            edges.Add(ParsePair(before / 2, closePair));
        }

        if (edges.Count - before != 2)
        {
            throw WrongAt(position - 1, $"{Pairs(edges.Count - before)} for node {before / 2}", "two");
        }
    }

    private Edge ParsePair(int node, char close)
    {
        SkipSpace();
        int start = position;
        if (Peek() is not ('"' or '\''))
        {
            throw Wrong("an operation in quotes");
        }

        string name = ParseQuoted("an operation");
        string known = string.Join(", ", SearchSpace.DiscretePrimitives.Select(known => known.Name()));
        if (!PrimitiveNames.TryParse(name, out Primitive primitive))
        {
            throw WrongAt(start, $"the unknown operation '{Shorten(name)}'", $"one of {known}");
        }

        if (primitive == Primitive.None)
        {
            throw WrongAt(start, "'none', which no genotype contains", $"one of {known}");
        }

        Take(',', ", between operation and predecessor");
        SkipSpace();
        start = position;
        int predecessor = ParseInteger("the id of a predecessor");
        int own = node + SearchSpace.Inputs;
        if (predecessor < 0 || predecessor >= own)
        {
            string found =
                predecessor < 0 ? $"the negative predecessor {predecessor}"
                : predecessor == own ? $"node {node} (id {own}) looking at itself"
                : $"node {node} (id {own}) looking at the later id {predecessor}";
            throw WrongAt(start, found, $"an id from 0 to {own - 1}");
        }

        SkipSpace();
        // A tuple may have a trailing comma.
        TryTake(',');
        Take(close, $"{close} after the pair");
        return new Edge(primitive, predecessor);
    }

    private ImmutableArray<Located> ParseConcat()
    {
        SkipSpace();
        if (PeekWord() != "range")
        {
            return ParseIds();
        }

        int start = position;
        position += "range".Length;
        Take('(', "( after range");
        SkipSpace();
        int firstPosition = position;
        int first = ParseInteger("the first id");
        Take(',', ", and the end of the range");
        SkipSpace();
        int endPosition = position;
        int end = ParseInteger("the end of the range");
        Take(')', ")");
        if (first >= end)
        {
            throw WrongAt(start, $"the empty range({first}, {end})", "at least one id");
        }

        // Only the two ends can lie outside the cell; what lies between need not be counted out if they do.
        if (end - (long)first > text.Length)
        {
            return [new Located(first, firstPosition), new Located(end - 1, endPosition)];
        }

        return
        [
            .. Enumerable
                .Range(first, end - first)
                .Select(id => new Located(id, id < SearchSpace.Inputs ? firstPosition : endPosition)),
        ];
    }

    private ImmutableArray<Located> ParseIds()
    {
        char close = TakeOpening("range(…) or a list of ids");
        var ids = ImmutableArray.CreateBuilder<Located>();
        while (!TryTakeClosing(close, ids.Count == 0))
        {
            int start = position;
            ids.Add(new Located(ParseInteger("the id of a node"), start));
        }

        return ids.Count > 0
            ? ids.ToImmutable()
            : throw WrongAt(position - 1, "an empty concatenation", "at least one id");
    }

    private ImmutableArray<int> CheckConcat(ImmutableArray<Located> concat, int nodes)
    {
        HashSet<int> seen = [];
        int last = nodes + SearchSpace.Inputs - 1;
        foreach ((int id, int at) in concat)
        {
            if (id < SearchSpace.Inputs || id > last)
            {
                throw WrongAt(at, $"id {id} in a concatenation", $"the id of a node, {SearchSpace.Inputs} to {last}");
            }

            if (!seen.Add(id))
            {
                throw WrongAt(at, $"id {id} a second time", "each id once");
            }
        }

        return [.. concat.Select(item => item.Id)];
    }

    // ---- Lexical parts ----

    private char TakeOpening(string expected)
    {
        SkipSpace();
        return TryTake('[') ? ']'
            : TryTake('(') ? ')'
            : throw Wrong(expected);
    }

    /// <summary>
    /// Takes the end of a list if it is there, or else the comma that must stand between two items; a comma before the
    /// end is allowed.
    /// </summary>
    private bool TryTakeClosing(char close, bool first)
    {
        SkipSpace();
        if (TryTake(close))
        {
            return true;
        }

        if (!first)
        {
            if (!TryTake(','))
            {
                throw Wrong($", or {close}");
            }

            SkipSpace();
            return TryTake(close);
        }

        return false;
    }

    private void Take(char wanted, string expected)
    {
        SkipSpace();
        if (!TryTake(wanted))
        {
            throw Wrong(expected);
        }
    }

    private bool TryTake(char wanted)
    {
        if (Peek() != wanted)
        {
            return false;
        }

        position++;
        return true;
    }

    private string ParseQuoted(string what)
    {
        int start = position;
        char quote = text[position];
        int end = text.IndexOf(quote, position + 1);
        if (end < 0)
        {
            throw WrongAt(start, "an opening quote without its end", $"{what} in quotes");
        }

        position = end + 1;
        return text[(start + 1)..end];
    }

    private int ParseInteger(string expected)
    {
        SkipSpace();
        int end = position;
        if (end < text.Length && text[end] is '-' or '+')
        {
            end++;
        }

        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        // 1.5, 1e3 and 1x are no integers either.
        if (end < text.Length && (text[end] is '.' or '_' || char.IsLetterOrDigit(text[end])))
        {
            throw Wrong($"{expected}, an integer");
        }

        if (!int.TryParse(text.AsSpan(position, end - position), CultureInfo.InvariantCulture, out int value))
        {
            throw Wrong($"{expected}, an integer");
        }

        position = end;
        return value;
    }

    private string PeekWord()
    {
        int end = position;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return text[position..end];
    }

    /// <summary>The next character, or NUL at the end.</summary>
    private char Peek() => position < text.Length ? text[position] : '\0';

    private void SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private GenotypeFormatException Wrong(string expected) => WrongAt(position, Describe(position), expected);

    private GenotypeFormatException WrongAt(int at, string found, string expected) => new(text, at, found, expected);

    /// <summary>What stands at a place: a whole word or number, one other character, or the end.</summary>
    private string Describe(int at)
    {
        if (at >= text.Length)
        {
            return "the end of the text";
        }

        int end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '+' or '.'))
        {
            end++;
        }

        return $"'{Shorten(text[at..Math.Max(end, at + 1)])}'";
    }

    private static string Pairs(int count) => count == 1 ? "1 pair" : $"{count} pairs";

    private static string Shorten(string found) => found.Length <= LongestQuote ? found : found[..LongestQuote] + "…";
}
