using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Tests.Architectures;

[TestFixture]
public sealed class GenotypeParserTests
{
    // ^ marks the wrong character, and is taken out before parsing.
    private const char Mark = '^';

    private const string Pairs = "[('skip_connect', 0), ('skip_connect', 1)]";

    private static readonly TestCaseData[] Wrong =
    [
        // Nothing, or something else.
        new("^", "the end of the text", "Genotype(… or {…"),
        new("   ^", "the end of the text", "Genotype(… or {…"),
        new("^[1, 2]", "'['", "Genotype(… or {…"),
        new("^Network(normal=[])", "'Network'", "Genotype(… or {…"),
        new("G = ^Network()", "'Network'", "Genotype(… or {…"),
        new("Genotype^", "the end of the text", "("),
        new("Genotype ^[", "'['", "("),
        // Fields.
        new("Genotype(^", "the end of the text", "one of normal, normal_concat, reduce, reduce_concat"),
        new("Genotype(^)", "')'", "normal, which is missing"),
        new("{^}", "'}'", "normal, which is missing"),
        new($"Genotype(normal={Pairs}, normal_concat=[2], reduce={Pairs}^)", "')'", "reduce_concat, which is missing"),
        new($"Genotype(normal={Pairs}, normal_concat=[2], reduce_concat=[2]^)", "')'", "reduce, which is missing"),
        new($"Genotype(normal={Pairs}, reduce={Pairs}, reduce_concat=[2]^)", "')'", "normal_concat, which is missing"),
        new($"Genotype(normal={Pairs}, ^normal={Pairs})", "normal a second time", "each field once"),
        new("Genotype(^normale=[])", "'normale'", "one of normal, normal_concat, reduce, reduce_concat"),
        new("""{"normal" ^= []}""", "'='", ": after normal"),
        new("Genotype(normal ^: [])", "':'", "= after normal"),
        new($"Genotype(normal={Pairs} ^reduce={Pairs})", "'reduce'", ", or )"),
        new("{^'normal", "an opening quote without its end", "a field name in quotes"),
        new(
            $"Genotype(normal={Pairs}, normal_concat=[2], reduce={Pairs}, reduce_concat=[2]) ^x",
            "'x'",
            "nothing after the genotype"
        ),
        new(
            $"Genotype(normal={Pairs}, normal_concat=[2], reduce={Pairs}, reduce_concat=[2])^)",
            "')'",
            "nothing after the genotype"
        ),
        // Pairs.
        new("Genotype(normal=^5", "'5'", "the list of pairs of normal"),
        new("Genotype(normal=[^]", "no pair in normal", "two for each node"),
        new("Genotype(reduce=[('skip_connect', 0)^]", "1 pair in reduce", "an even number, two for each node"),
        new("Genotype(normal=[[('skip_connect', 0)^]]", "1 pair for node 0", "two"),
        new(
            "Genotype(normal=[[('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 1)^]]",
            "3 pairs for node 0",
            "two"
        ),
        new(
            "Genotype(normal=[[('skip_connect', 0), ('skip_connect', 1)], ^('skip_connect', 0)]",
            "a single pair",
            "a list of two pairs, as before"
        ),
        new(
            "Genotype(normal=[('skip_connect', 0), ^[('skip_connect', 0), ('skip_connect', 1)]]",
            "a list of pairs",
            "a single pair, as before"
        ),
        new("Genotype(normal=[^5]", "'5'", "a pair such as ('sep_conv_3x3', 0), or a list of two"),
        new("Genotype(normal=[(^skip_connect, 0)]", "'skip_connect'", "an operation in quotes"),
        new("Genotype(normal=[(^'skip_connect, 0)]", "an opening quote without its end", "an operation in quotes"),
        new("Genotype(normal=[('skip_connect' ^0)]", "'0'", ", between operation and predecessor"),
        new("Genotype(normal=[('skip_connect', 0, ^1)]", "'1'", ") after the pair"),
        new("Genotype(normal=[('skip_connect', 0^]]", "']'", ") after the pair"),
        new("Genotype(normal=[('skip_connect', 0) ^('skip_connect', 1)]", "'('", ", or ]"),
        new(
            "Genotype(normal=[('skip_connect', 0),^, ('skip_connect', 1)]",
            "','",
            "a pair such as ('sep_conv_3x3', 0), or a list of two"
        ),
        // Operations.
        new(
            "Genotype(normal=[(^'conv_3x3', 0)]",
            "the unknown operation 'conv_3x3'",
            "one of max_pool_3x3, avg_pool_3x3, skip_connect, sep_conv_3x3, sep_conv_5x5, dil_conv_3x3, dil_conv_5x5"
        ),
        new(
            "Genotype(normal=[(^'none', 0)]",
            "'none', which no genotype contains",
            "one of max_pool_3x3, avg_pool_3x3, skip_connect, sep_conv_3x3, sep_conv_5x5, dil_conv_3x3, dil_conv_5x5"
        ),
        // Predecessors.
        new("Genotype(normal=[('skip_connect', ^-1)]", "the negative predecessor -1", "an id from 0 to 1"),
        new("Genotype(normal=[('skip_connect', ^2)]", "node 0 (id 2) looking at itself", "an id from 0 to 1"),
        new(
            "Genotype(normal=[('skip_connect', 0), ('skip_connect', ^4)]",
            "node 0 (id 2) looking at the later id 4",
            "an id from 0 to 1"
        ),
        new(
            "Genotype(normal=[[('skip_connect', 0), ('skip_connect', 1)], [('skip_connect', ^3)",
            "node 1 (id 3) looking at itself",
            "an id from 0 to 2"
        ),
        new("Genotype(normal=[('skip_connect', ^x)]", "'x'", "the id of a predecessor, an integer"),
        new("Genotype(normal=[('skip_connect', ^0.5)]", "'0.5'", "the id of a predecessor, an integer"),
        new("Genotype(normal=[('skip_connect', ^1e0)]", "'1e0'", "the id of a predecessor, an integer"),
        new("Genotype(normal=[('skip_connect', ^99999999999)]", "'99999999999'", "the id of a predecessor, an integer"),
        new("Genotype(normal=[('skip_connect', ^)]", "')'", "the id of a predecessor, an integer"),
        // Concatenations.
        new("Genotype(normal_concat=^5", "'5'", "range(…) or a list of ids"),
        new("Genotype(normal_concat=[^]", "an empty concatenation", "at least one id"),
        new("Genotype(normal_concat=^range(2, 2)", "the empty range(2, 2)", "at least one id"),
        new("Genotype(normal_concat=^range(6, 2)", "the empty range(6, 2)", "at least one id"),
        new("Genotype(normal_concat=range(2^)", "')'", ", and the end of the range"),
        new("Genotype(normal_concat=[2 ^3]", "'3'", ", or ]"),
        new("Genotype(normal_concat=[^two]", "'two'", "the id of a node, an integer"),
        new(
            $"Genotype(normal={Pairs}, normal_concat=[^1], reduce={Pairs}, reduce_concat=[2])",
            "id 1 in a concatenation",
            "the id of a node, 2 to 2"
        ),
        new(
            $"Genotype(normal={Pairs}, normal_concat=[2, ^3], reduce={Pairs}, reduce_concat=[2])",
            "id 3 in a concatenation",
            "the id of a node, 2 to 2"
        ),
        new(
            $"Genotype(normal_concat=[2, ^2], normal={Pairs}, reduce={Pairs}, reduce_concat=[2])",
            "id 2 a second time",
            "each id once"
        ),
        new(
            $"Genotype(normal={Pairs}, normal_concat=range(2, 3), reduce={Pairs}, reduce_concat=range(2, ^4))",
            "id 3 in a concatenation",
            "the id of a node, 2 to 2"
        ),
        new(
            $"Genotype(normal={Pairs}, normal_concat=range(^0, 3), reduce={Pairs}, reduce_concat=[2])",
            "id 0 in a concatenation",
            "the id of a node, 2 to 2"
        ),
        new(
            $"Genotype(normal={Pairs}, normal_concat=range(2, ^2000000000), reduce={Pairs}, reduce_concat=[2])",
            "id 1999999999 in a concatenation",
            "the id of a node, 2 to 2"
        ),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void Parse_WrongText_SaysWhereWhatAndWhatInstead(string marked, string found, string expected)
    {
        int position = marked.IndexOf(Mark);
        string text = marked.Remove(position, 1);

        var error = Assert.Throws<GenotypeFormatException>(() => Genotype.Parse(text));

        Assert.That(error.Position, Is.EqualTo(position));
        Assert.That(error.Found, Is.EqualTo(found));
        Assert.That(error.Expected, Is.EqualTo(expected));
        Assert.That(
            error.Message,
            Is.EqualTo($"The genotype is wrong at character {position + 1}: found {found}, expected {expected}.")
        );
        Assert.That(error.Excerpt, Is.EqualTo($"{Around(text, position)}"));
    }

    [Test]
    public void Parse_EveryPrefixOfAGenotype_FailsAtOrBeforeItsEnd()
    {
        string text = PublishedGenotypes.DartsV2.ToString();
        for (int length = 0; length < text.Length; length++)
        {
            string prefix = text[..length];
            var error = Assert.Throws<GenotypeFormatException>(() => Genotype.Parse(prefix));
            Assert.That(error.Position, Is.InRange(0, length), prefix);
        }
    }

    [Test]
    public void Parse_AnyCharacterReplacedByAnAlienOne_IsRefused()
    {
        string text = PublishedGenotypes.DartsV2.ToText(GenotypeTextForm.Nested);
        for (int i = 0; i < text.Length; i++)
        {
            string damaged = text.Remove(i, 1).Insert(i, "§");
            Assert.That(() => Genotype.Parse(damaged), Throws.TypeOf<GenotypeFormatException>(), damaged);
        }
    }

    [Test]
    public void Parse_Null_Throws()
    {
        Assert.That(() => Genotype.Parse(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Message_SeveralLines_GivesLineAndColumn()
    {
        var error = Assert.Throws<GenotypeFormatException>(() => Genotype.Parse("Genotype(\n  normal=\n\tno)"));

        Assert.That(
            error.Message,
            Is.EqualTo(
                "The genotype is wrong at character 22 (line 3, column 2): found 'no', expected the list of pairs of normal."
            )
        );
        Assert.That(error.Excerpt, Is.EqualTo(" no)\n ^"));
    }

    [Test]
    public void Excerpt_LongLine_IsCutBeforeAndAfter()
    {
        string text = PublishedGenotypes.DartsV2.ToString();
        int position = text.IndexOf("reduce=", StringComparison.Ordinal);

        string[] lines = new GenotypeFormatException(text, position, "a", "b").Excerpt.Split('\n');

        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Has.Length.LessThanOrEqualTo(100));
        Assert.That(lines[0][(lines[1].Length - 1)..], Does.StartWith("reduce="));
    }

    [Test]
    public void Parse_BothPrintedFormsAndJson_Agree()
    {
        const string flat =
            "Genotype(normal=[('sep_conv_3x3', 0), ('dil_conv_5x5', 1), ('skip_connect', 0), ('dil_conv_3x3', 2)], "
            + "normal_concat=range(2, 4), reduce=[('max_pool_3x3', 1), ('avg_pool_3x3', 0), ('sep_conv_5x5', 2), "
            + "('skip_connect', 0)], reduce_concat=[3, 2])";
        const string nested = """
            PT = Genotype(
                reduce_concat = [3, 2,],
                normal = [[("sep_conv_3x3", 0), ("dil_conv_5x5", 1)], [("skip_connect", 0), ("dil_conv_3x3", 2)],],
                reduce = [(('max_pool_3x3', 1,), ('avg_pool_3x3', 0)), [['sep_conv_5x5', 2], ('skip_connect', 0)]],
                normal_concat = range( 2 , 4 ),
            )

            """;
        const string json = """
            { "normal": [[["sep_conv_3x3", 0], ["dil_conv_5x5", 1]], [["skip_connect", 0], ["dil_conv_3x3", 2]]],
              "normal_concat": [2, 3], "reduce_concat": [3, 2],
              "reduce": [[["max_pool_3x3", 1], ["avg_pool_3x3", 0]], [["sep_conv_5x5", 2], ["skip_connect", 0]]] }
            """;

        var expected = new Genotype(
            new Cell(
                [
                    new Node(new Edge(Primitive.SepConv3x3, 0), new Edge(Primitive.DilConv5x5, 1)),
                    new Node(new Edge(Primitive.SkipConnect, 0), new Edge(Primitive.DilConv3x3, 2)),
                ],
                [2, 3]
            ),
            new Cell(
                [
                    new Node(new Edge(Primitive.MaxPool3x3, 1), new Edge(Primitive.AvgPool3x3, 0)),
                    new Node(new Edge(Primitive.SepConv5x5, 2), new Edge(Primitive.SkipConnect, 0)),
                ],
                [3, 2]
            )
        );
        Assert.That(Genotype.Parse(flat), Is.EqualTo(expected));
        Assert.That(Genotype.Parse(nested), Is.EqualTo(expected));
        Assert.That(Genotype.Parse(json), Is.EqualTo(expected));
    }

    [Test]
    public void Parse_NoSpaceAtAll_IsFine()
    {
        string text = PublishedGenotypes.DartsV1.ToString().Replace(" ", "", StringComparison.Ordinal);

        Assert.That(Genotype.Parse(text), Is.EqualTo(PublishedGenotypes.DartsV1));
    }

    [Test]
    public void Parse_FiveNodesAndRepeatedPredecessors_IsAcceptedButOutsideTheSpace()
    {
        // The shape of NASNet-A's and ENAS's genotypes: five nodes, loose ends, both edges from one predecessor.
        const string text =
            "Genotype(normal=[('sep_conv_5x5', 1), ('sep_conv_3x3', 0), ('sep_conv_5x5', 0), ('sep_conv_3x3', 0), "
            + "('avg_pool_3x3', 1), ('skip_connect', 0), ('avg_pool_3x3', 0), ('avg_pool_3x3', 0), ('sep_conv_3x3', 1), "
            + "('skip_connect', 1)], normal_concat=range(2, 7), reduce=[('sep_conv_5x5', 1), ('sep_conv_5x5', 0), "
            + "('max_pool_3x3', 1), ('sep_conv_5x5', 0), ('avg_pool_3x3', 1), ('sep_conv_5x5', 0), ('skip_connect', 3), "
            + "('avg_pool_3x3', 2), ('sep_conv_3x3', 2), ('max_pool_3x3', 1)], reduce_concat=range(4, 7))";

        Genotype genotype = Genotype.Parse(text);

        Assert.That(genotype.Normal.Nodes, Has.Length.EqualTo(5));
        Assert.That(genotype.Reduce.Concat, Is.EqualTo((int[])[4, 5, 6]));
        Assert.That(genotype.ToString(), Is.EqualTo(text));
        Assert.That(SearchSpace.Contains(genotype), Is.False);
    }

    private static string Around(string text, int position)
    {
        int start = Math.Max(0, position - 50);
        string shown = text.Substring(start, Math.Min(100, text.Length - start));
        return shown + "\n" + new string(' ', position - start) + Mark;
    }
}
