using System.Text.Json.Nodes;
using NasTransfer.Engine.Tests.Data.Forms;
using NasTransfer.Engine.Tests.Data.Reading;
using SkiaSharp;

namespace NasTransfer.Cli.Tests.Verbs;

/// <summary>Images that are read as they are needed, and official files cut by a rule.</summary>
[TestFixture]
public sealed class StreamTests
{
    private static readonly string[] Search =
    [
        "search",
        .. CommandLine.TinyNetwork,
        "--size=8",
        "--epochs=2",
        "--batch=3",
    ];

    private static readonly string[] Augment =
    [
        "augment",
        "--genotype=DARTS_V2",
        .. CommandLine.TinyNetwork,
        "--epochs=2",
        "--batch=3",
    ];

    private ImageFiles files = null!;

    [SetUp]
    public void MakeFolder() => files = new ImageFiles();

    [TearDown]
    public void RemoveFolder() => files.Dispose();

    [TestCase("--method=darts", "--order=first")]
    [TestCase("--method=enas", "--controller-updates=1", "--samples-per-update=2", "--final-samples=2")]
    [TestCase("--method=nsga-net", "--population=2", "--offspring=1", "--generations=2")]
    public void Search_AStreamedShard_FindsWhatItFindsInMemory(params string[] method)
    {
        WriteShard();

        JsonObject memory = Result([.. Search, .. method]);

        Assert.That($"{Result([.. Search, .. method, "--stream", "--loader-threads=2"])}", Is.EqualTo($"{memory}"));
        Assert.That((string?)memory["transform"], Is.EqualTo("cifar"));
    }

    [TestCase]
    [TestCase("--transform=photo")]
    [TestCase("--transform=photo", "--colour-jitter=false", "--cutout=2")]
    public void Augment_AStreamedShard_TrainsAsItDoesInMemory(params string[] more)
    {
        WriteShard();

        JsonObject memory = Result([.. Augment, "--size=8", .. more]);

        foreach (string threads in new[] { "0", "2" })
        {
            JsonObject streamed = Result([.. Augment, "--size=8", .. more, "--stream", $"--loader-threads={threads}"]);
            Assert.That($"{streamed}", Is.EqualTo($"{memory}"));
        }

        Assert.That(memory.ContainsKey("colourJitter"), Is.EqualTo(more is ["--transform=photo"]));
    }

    [Test]
    public void Augment_PhotographsUnderTheImageNetStem_GoThroughPhotosTransforms()
    {
        foreach (var (split, count) in new[] { ("train", 6), ("test", 2) })
        {
            for (int i = 0; i < count; i++)
            {
                files.Write(
                    $"{split}/c{i % 2}/{i}.png",
                    ImageFiles.Png(40 + 9 * i, 70 - 5 * i, 200, (byte)(i * 30), 9)
                );
            }
        }

        string[] line = [.. Augment, "--size=64", "--stem=image-net"];
        JsonObject photo = Result([.. line, "--stream"]);

        Assert.That((string?)photo["transform"], Is.EqualTo("photo"));
        Assert.That((double?)photo["colourJitter"]!["hue"], Is.EqualTo(0.2));
        Assert.That((string?)Result(line)["transform"], Is.EqualTo("cifar"), "squares in memory");
        Assert.That(
            $"{Result([.. line, "--stream", "--colour-jitter=false"])["result"]}",
            Is.Not.EqualTo($"{photo["result"]}")
        );
    }

    [TestCase("--stream --skip-unreadable", "exclude each other")]
    [TestCase("--stream-window 8", "add --stream")]
    [TestCase("--stream --stream-window 0", "--stream-window is 0")]
    [TestCase("--split-rule 70/30", "'70/30'", "40/40/20")]
    [TestCase("--transform cifar --colour-jitter true", "--colour-jitter is true")]
    [TestCase("--loader-threads -1", "--loader-threads is -1")]
    public void Augment_OptionsThatDoNotGoTogether_AreRefused(string options, params string[] words)
    {
        WriteShard();

        CommandLine.IsRefused(
            CommandLine.Run([.. Augment, "--size=8", "--data", files.Root, .. options.Split(' ')]),
            words
        );
    }

    [TestCase("--stream")]
    [TestCase("--split-rule=80/20")]
    public void Augment_AnOptionOfFoldersWithDrawnImages_IsRefused(string option) =>
        CommandLine.IsRefused(
            CommandLine.Run([.. Augment, "--generated", "objects", option]),
            option.Split('=')[0] + " is for images of --data"
        );

    [TestCase("0")]
    [TestCase("2")]
    public void Bench_LoaderOfAShard_TimesTheStream(string threads)
    {
        WriteShard();
        string[] line = ["bench", "loader", "--data", files.Root, "--size=8", "--batch=4", "--steps=5", "--json"];

        Said said = CommandLine.Run([.. line, "--loader-threads", threads]);

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Json.GetProperty("result").GetProperty("imagesPerSecond").GetDouble(), Is.Positive);
    }

    [TestCase("augment")]
    [TestCase("loader", "--save=c.json")]
    public void Bench_AFolderWhereItHasNoPlace_IsRefused(params string[] line)
    {
        WriteShard();

        CommandLine.IsRefused(CommandLine.Run(["bench", .. line, "--data", files.Root, "--size=8"]), "in the process");
    }

    // Six flowers of two classes, of which the owner has two in train, two in val and two in test.
    [TestCase(null, "80/20", 4, 2)]
    [TestCase("official", null, 2, 2)]
    [TestCase("40/40/20", "40/40/20", 4, 2)]
    public void Augment_OfficialFlowers_AreCutByTheRule(string? asked, string? rule, int train, int test)
    {
        OfficialArchives.WriteFlowers(files);

        JsonObject result = Result([.. Augment, "--size=8", .. Asked(asked)]);

        Assert.That((int?)result["train"]!["images"], Is.EqualTo(train));
        Assert.That((int?)result["test"]!["images"], Is.EqualTo(test));
        Assert.That((string?)result["split"]?["rule"], Is.EqualTo(rule));
        Assert.That(((string?)result["split"]?["sha256"])?.Length, Is.EqualTo(rule is null ? null : 64));
    }

    [TestCase(null, 2, 2)]
    [TestCase("40/40/20", 2, 2)]
    public void Search_OfficialFlowers_NeverSeesReportedImages(string? asked, int train, int validation)
    {
        OfficialArchives.WriteFlowers(files);

        JsonObject result = Result([.. Search, "--order=first", .. Asked(asked)]);

        Assert.That((int?)result["train"]!["images"], Is.EqualTo(train));
        Assert.That((int?)result["validation"]!["images"], Is.EqualTo(validation));
    }

    [Test]
    public void Search_PartOfARulesImages_IsTakenFromBothParts()
    {
        WriteShard();

        JsonObject result = Result([.. Search, "--order=first", "--split-rule=40/40/20", "--train-images=8"]);

        // 20 images, ten a class: four and four of each are a search's.
        Assert.That((int?)result["train"]!["images"], Is.EqualTo(4));
        Assert.That((int?)result["validation"]!["images"], Is.EqualTo(4));
    }

    private static string[] Asked(string? rule) => rule is null ? [] : ["--split-rule", rule];

    // Only what tells bytes in memory from files on disk is left out.
    private JsonObject Result(string[] line)
    {
        Said said = CommandLine.Run([.. line, "--data", files.Root, "--json"]);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        JsonObject json = JsonNode.Parse(said.Out)!.AsObject();
        json.Remove("environment");
        foreach (string images in new[] { "train", "validation", "test" })
        {
            Assert.That(json[images]?.AsObject().Remove("fingerprint"), Is.Not.False);
        }

        return json;
    }

    // Two classes; in the shard their images lie in turn, so that its order is not that of the paths.
    private void WriteShard() =>
        files.WriteTar(
            "images.tar",
            from split in new[] { (Name: "test", Count: 6), (Name: "train", Count: 14) }
            from i in Enumerable.Range(0, split.Count)
            select ($"{split.Name}/c{i % 2}/{i:D2}.png", Noise(split.Count * 31 + i))
        );

    private static byte[] Noise(int seed)
    {
        using SKBitmap bitmap = new(new SKImageInfo(8, 8, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Span<byte> pixels = bitmap.GetPixelSpan();
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = i % 4 == 3 ? byte.MaxValue : (byte)(seed * 97 + i * i * (seed % 2 + 1) * 13);
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
