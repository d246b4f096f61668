using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasTransfer.Engine.Architectures;

/// <summary>How the pairs of a printed genotype are grouped.</summary>
public enum GenotypeTextForm
{
    /// <summary>One list of 2B pairs (the original DARTS code).</summary>
    Flat,

    /// <summary>A list of two pairs for each node (pt.darts).</summary>
    Nested,
}

/// <summary>The forms in which a genotype is printed and read.</summary>
[JsonConverter(typeof(GenotypeJsonConverter))]
public sealed partial record Genotype
{
    // A file that is longer holds something else.
    private const long LongestFile = 1 << 20;

    /// <summary>
    /// Reads a printed genotype, flat or nested, or its JSON. Cells of any size and repeated predecessors are allowed;
    /// whether the genotype belongs to the search space is for <see cref="SearchSpace.Contains(Genotype)"/> to say.
    /// </summary>
    /// <exception cref="GenotypeFormatException">It is none; the exception says where, what was found and what would be right.</exception>
    public static Genotype Parse(string text) => GenotypeParser.Parse(text);

    /// <summary>The genotype that a user means: a published name, a printed or JSON genotype, or a file that holds one.</summary>
    /// <exception cref="BadInputException">It is none of these, or the text or the file is wrong.</exception>
    public static Genotype Resolve(string textOrNameOrPath)
    {
        ArgumentNullException.ThrowIfNull(textOrNameOrPath);
        string given = textOrNameOrPath.Trim();
        if (PublishedGenotypes.Find(given) is { } published)
        {
            return published;
        }

        if (File.Exists(given))
        {
            return ReadFile(given);
        }

        // Anything with a bracket in it was meant as a genotype and gets the parser's more exact answer.
        if (given.AsSpan().IndexOfAny("({[") >= 0)
        {
            return Parse(given);
        }

        string names = string.Join(", ", PublishedGenotypes.All.Keys);
        string what = given.Length == 0 ? "An empty text" : $"'{given}'";
        throw new BadInputException(
            $"{what} is no genotype: it must be a published name ({names}), a text such as Genotype(normal=…), or a file that holds one."
        );
    }

    /// <summary>On one line, as a Python literal.</summary>
    public string ToText(GenotypeTextForm form) =>
        $"Genotype(normal={Pairs(Normal, form)}, normal_concat={Ids(Normal)}, reduce={Pairs(Reduce, form)}, reduce_concat={Ids(Reduce)})";

    /// <summary>On one line: nested pairs and explicit ids.</summary>
    public string ToJson() =>
        $$"""{"normal":{{JsonPairs(Normal)}},"normal_concat":[{{string.Join(',', Normal.Concat)}}],"""
        + $"\"reduce\":{JsonPairs(Reduce)},\"reduce_concat\":[{string.Join(',', Reduce.Concat)}]}}";

    /// <summary>The flat printed form.</summary>
    public override string ToString() => ToText(GenotypeTextForm.Flat);

    /// <summary>
    /// The one form of all genotypes that differ only in the order of a node's two edges or of the concatenation: edges by
    /// predecessor, then by operation, ids ascending. It computes the same function, up to the order of output channels.
    /// </summary>
    public Genotype Canonical() => new(Canonical(Normal), Canonical(Reduce));

    private static Cell Canonical(Cell cell) =>
        new(
            [.. cell.Nodes.Select(node => IsInOrder(node) ? node : new Node(node.Second, node.First))],
            [.. cell.Concat.Order()]
        );

    private static bool IsInOrder(Node node) =>
        (node.First.Predecessor, node.First.Primitive).CompareTo((node.Second.Predecessor, node.Second.Primitive)) <= 0;

    private static string Pairs(Cell cell, GenotypeTextForm form)
    {
        IEnumerable<string> items =
            form == GenotypeTextForm.Flat
                ? cell.Edges.Select(Pair)
                : cell.Nodes.Select(node => $"[{Pair(node.First)}, {Pair(node.Second)}]");
        return $"[{string.Join(", ", items)}]";
    }

    private static string Pair(Edge edge) => $"('{edge.Primitive.Name()}', {edge.Predecessor})";

    private static string Ids(Cell cell)
    {
        int first = cell.Concat[0];
        return cell.Concat.SequenceEqual(Enumerable.Range(first, cell.Concat.Length))
            ? $"range({first}, {first + cell.Concat.Length})"
            : $"[{string.Join(", ", cell.Concat)}]";
    }

    private static string JsonPairs(Cell cell) =>
        $"[{string.Join(',', cell.Nodes.Select(node => $"[{JsonPair(node.First)},{JsonPair(node.Second)}]"))}]";

    private static string JsonPair(Edge edge) => $"[\"{edge.Primitive.Name()}\",{edge.Predecessor}]";

    private static Genotype ReadFile(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            return length <= LongestFile
                ? Parse(File.ReadAllText(path, Encoding.UTF8))
                : throw new BadInputException(
                    $"'{path}' has {length} bytes, which is no genotype: it must be a text or JSON file that holds one."
                );
        }
        catch (GenotypeFormatException wrong)
        {
            throw wrong.In(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The genotype file '{path}' cannot be read: {failure.Message}", failure);
        }
    }
}

/// <summary>Writes <see cref="Genotype.ToJson"/>; reads that, and a string with any printed form.</summary>
public sealed class GenotypeJsonConverter : JsonConverter<Genotype>
{
    /// <exception cref="GenotypeFormatException">The value is no genotype.</exception>
    public override Genotype Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Genotype.Parse(reader.GetString()!);
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return Genotype.Parse(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, Genotype value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToJson(), skipInputValidation: true);
}
