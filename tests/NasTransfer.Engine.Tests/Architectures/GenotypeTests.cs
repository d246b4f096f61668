using System.Text.Json;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Tests.Architectures;

[TestFixture]
public sealed class GenotypeTests
{
    private const string DartsV1Flat =
        "Genotype(normal=[('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', 1), "
        + "('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)], "
        + "normal_concat=range(2, 6), reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), "
        + "('max_pool_3x3', 0), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('avg_pool_3x3', 0)], "
        + "reduce_concat=range(2, 6))";

    private string folder = "";

    [SetUp]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("genotype").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void ToString_DartsV1_IsTheFlatFormOnOneLine()
    {
        Assert.That(PublishedGenotypes.DartsV1.ToString(), Is.EqualTo(DartsV1Flat));
        Assert.That(PublishedGenotypes.DartsV1.ToText(GenotypeTextForm.Flat), Is.EqualTo(DartsV1Flat));
    }

    [Test]
    public void ToText_Nested_GroupsThePairsOfANode()
    {
        Assert.That(
            PublishedGenotypes.PtDartsCifar10.ToText(GenotypeTextForm.Nested),
            Is.EqualTo(
                "Genotype(normal=[[('sep_conv_3x3', 0), ('dil_conv_5x5', 1)], [('skip_connect', 0), ('dil_conv_3x3', 2)], "
                    + "[('sep_conv_3x3', 1), ('skip_connect', 0)], [('sep_conv_3x3', 1), ('skip_connect', 0)]], "
                    + "normal_concat=range(2, 6), reduce=[[('max_pool_3x3', 0), ('max_pool_3x3', 1)], "
                    + "[('max_pool_3x3', 0), ('skip_connect', 2)], [('skip_connect', 3), ('max_pool_3x3', 0)], "
                    + "[('skip_connect', 2), ('max_pool_3x3', 0)]], reduce_concat=range(2, 6))"
            )
        );
    }

    [TestCase("DARTS_V1")]
    [TestCase("DARTS_V2")]
    [TestCase("PT_DARTS_CIFAR10")]
    public void EveryForm_OfAPublishedGenotype_ReadsBackAsItself(string name)
    {
        Genotype genotype = PublishedGenotypes.Find(name)!;

        Assert.That(Genotype.Parse(genotype.ToText(GenotypeTextForm.Flat)), Is.EqualTo(genotype));
        Assert.That(Genotype.Parse(genotype.ToText(GenotypeTextForm.Nested)), Is.EqualTo(genotype));
        Assert.That(Genotype.Parse(genotype.ToJson()), Is.EqualTo(genotype));
    }

    [Test]
    public void ToText_ConcatThatIsNoRange_ListsTheIds()
    {
        Genotype genotype = PublishedGenotypes.DartsV1 with
        {
            Reduce = PublishedGenotypes.DartsV1.Reduce with { Concat = [5, 3] },
        };

        Assert.That(genotype.ToString(), Does.EndWith("reduce_concat=[5, 3])"));
        Assert.That(Genotype.Parse(genotype.ToString()), Is.EqualTo(genotype));
    }

    [Test]
    public void ToJson_IsJson_WithNestedPairsAndExplicitIds()
    {
        using var json = JsonDocument.Parse(PublishedGenotypes.DartsV2.ToJson());
        JsonElement root = json.RootElement;

        Assert.That(
            root.EnumerateObject().Select(field => field.Name),
            Is.EqualTo((string[])["normal", "normal_concat", "reduce", "reduce_concat"])
        );
        Assert.That(root.GetProperty("normal")[3][1][0].GetString(), Is.EqualTo("dil_conv_3x3"));
        Assert.That(root.GetProperty("normal")[3][1][1].GetInt32(), Is.EqualTo(2));
        Assert.That(
            root.GetProperty("reduce_concat").EnumerateArray().Select(id => id.GetInt32()),
            Is.EqualTo((int[])[2, 3, 4, 5])
        );
    }

    private sealed record Holder(string Name, Genotype Genotype, Genotype? Other);

    [TestCase(false)]
    [TestCase(true)]
    public void JsonSerializer_RecordWithAGenotype_RoundTrips(bool indented)
    {
        var options = new JsonSerializerOptions { WriteIndented = indented };
        var holder = new Holder("x", PublishedGenotypes.DartsV2, null);

        string json = JsonSerializer.Serialize(holder, options);

        Assert.That(json, Does.Contain(PublishedGenotypes.DartsV2.ToJson()));
        Assert.That(JsonSerializer.Deserialize<Holder>(json, options), Is.EqualTo(holder));
    }

    [Test]
    public void JsonSerializer_GenotypeInAString_IsRead()
    {
        string json = JsonSerializer.Serialize(DartsV1Flat);

        Assert.That(JsonSerializer.Deserialize<Genotype>(json), Is.EqualTo(PublishedGenotypes.DartsV1));
    }

    [TestCase("{}")]
    [TestCase("5")]
    [TestCase("\"DARTS\"")]
    public void JsonSerializer_NoGenotype_Throws(string json)
    {
        Assert.That(() => JsonSerializer.Deserialize<Genotype>(json), Throws.TypeOf<GenotypeFormatException>());
    }

    [Test]
    public void Equals_SameParts_True()
    {
        Genotype again = Genotype.Parse(DartsV1Flat);

        Assert.That(again, Is.EqualTo(PublishedGenotypes.DartsV1));
        Assert.That(again.GetHashCode(), Is.EqualTo(PublishedGenotypes.DartsV1.GetHashCode()));
        Assert.That(again, Is.Not.EqualTo(PublishedGenotypes.DartsV2));
    }

    [Test]
    public void Canonical_EdgesAndConcatInAnyOrder_AreOneForm()
    {
        Genotype genotype = PublishedGenotypes.DartsV2;
        Genotype swapped = new(Swap(genotype.Normal), Swap(genotype.Reduce));

        Assert.That(swapped, Is.Not.EqualTo(genotype));
        Assert.That(swapped.Canonical(), Is.EqualTo(genotype.Canonical()));
        Assert.That(swapped.Canonical().Canonical(), Is.EqualTo(genotype.Canonical()));
        foreach (Node node in genotype.Canonical().Normal.Nodes.Concat(genotype.Canonical().Reduce.Nodes))
        {
            Assert.That(node.First.Predecessor, Is.LessThan(node.Second.Predecessor));
        }

        static Cell Swap(Cell cell) =>
            new([.. cell.Nodes.Select(node => new Node(node.Second, node.First))], [.. cell.Concat.Reverse()]);
    }

    [Test]
    public void Canonical_SamePredecessorTwice_OrdersByOperation()
    {
        Genotype genotype = PublishedGenotypes.DartsV2 with
        {
            Normal = new Cell([new Node(new Edge(Primitive.SepConv5x5, 1), new Edge(Primitive.AvgPool3x3, 1))], [2]),
        };

        Assert.That(
            genotype.Canonical().Normal.Nodes[0],
            Is.EqualTo(new Node(new Edge(Primitive.AvgPool3x3, 1), new Edge(Primitive.SepConv5x5, 1)))
        );
    }

    [TestCase("DARTS_V2")]
    [TestCase("darts_v2")]
    [TestCase("  Darts_V2\n")]
    public void Resolve_PublishedName_InAnyCase(string name)
    {
        Assert.That(Genotype.Resolve(name), Is.EqualTo(PublishedGenotypes.DartsV2));
    }

    [Test]
    public void Resolve_Literal_IsParsed()
    {
        Assert.That(Genotype.Resolve(DartsV1Flat), Is.EqualTo(PublishedGenotypes.DartsV1));
        Assert.That(Genotype.Resolve(PublishedGenotypes.DartsV1.ToJson()), Is.EqualTo(PublishedGenotypes.DartsV1));
    }

    [Test]
    public void Resolve_FileWithEitherForm_IsRead()
    {
        string json = Path.Combine(folder, "genotype (1).json");
        string text = Path.Combine(folder, "genotype.txt");
        File.WriteAllText(json, PublishedGenotypes.DartsV1.ToJson());
        // With a byte order mark and a last line end, as editors leave them.
        File.WriteAllText(text, DartsV1Flat + "\r\n", new System.Text.UTF8Encoding(true));

        Assert.That(Genotype.Resolve(json), Is.EqualTo(PublishedGenotypes.DartsV1));
        Assert.That(Genotype.Resolve(text), Is.EqualTo(PublishedGenotypes.DartsV1));
    }

    [Test]
    public void Resolve_FileWithAnError_NamesTheFileAndThePlace()
    {
        string path = Path.Combine(folder, "bad.json");
        File.WriteAllText(path, "{\n  \"normal\": []\n}");

        var error = Assert.Throws<GenotypeFormatException>(() => Genotype.Resolve(path));

        Assert.That(
            error.Message,
            Is.EqualTo(
                $"The genotype in '{path}' is wrong at character 16 (line 2, column 14): found no pair in normal, expected two for each node."
            )
        );
        Assert.That(error.Excerpt, Is.EqualTo("  \"normal\": []\n             ^"));
    }

    [Test]
    public void Resolve_EmptyFile_IsAnErrorAtItsStart()
    {
        string path = Path.Combine(folder, "empty.json");
        File.WriteAllText(path, "");

        var error = Assert.Throws<GenotypeFormatException>(() => Genotype.Resolve(path));

        Assert.That(error.Position, Is.Zero);
        Assert.That(error.Excerpt, Is.EqualTo("\n^"));
    }

    [Test]
    public void Resolve_HugeFile_IsRefusedUnread()
    {
        string path = Path.Combine(folder, "weights.bin");
        using (FileStream file = File.Create(path))
        {
            file.SetLength(2 << 20);
        }

        Assert.That(
            () => Genotype.Resolve(path),
            Throws.TypeOf<BadInputException>().With.Message.Contains(path).And.Message.Contains("2097152 bytes")
        );
    }

    [TestCase("")]
    [TestCase("DARTS_V3")]
    [TestCase("no/such/file.json")]
    public void Resolve_NothingKnown_ListsWhatWouldBeRight(string given)
    {
        Assert.That(
            () => Genotype.Resolve(given),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.Contains("DARTS_V1, DARTS_V2, PT_DARTS_CIFAR10")
                .And.Message.StartsWith(given.Length == 0 ? "An empty text" : $"'{given}'")
        );
    }

    [Test]
    public void Resolve_BrokenLiteral_PointsAtTheCharacter()
    {
        var error = Assert.Throws<GenotypeFormatException>(() => Genotype.Resolve("Genotype(x)"));

        Assert.That(error.Position, Is.EqualTo(9));
    }
}
