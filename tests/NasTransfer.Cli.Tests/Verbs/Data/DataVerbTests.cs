using System.Text.Json;
using NasTransfer.Engine.Tests.Data.Forms;
using NasTransfer.Engine.Tests.Data.Reading;
using SkiaSharp;

namespace NasTransfer.Cli.Tests.Verbs.Data;

[TestFixture]
public sealed class DataVerbTests
{
    // By the proxy that holds all classes of the set.
    private static readonly Dictionary<string, Official> OfficialForms = new()
    {
        ["FLOWERS102"] = new(files => OfficialArchives.WriteFlowers(files), ["001", "002"], 2, 4, 2),
        ["MIT67"] = new(OfficialArchives.WriteMit67, ["attic", "bar"], 2, 2, 2),
        ["CIFAR100"] = new(
            files => files.Write("cifar-100-binary.tar.gz", OfficialArchives.Gzip(OfficialArchives.Cifar100Tar())),
            ["cat", "dog", "chair"],
            3,
            3,
            3
        ),
        ["ImNet1K"] = new(
            OfficialArchives.WriteImageNet1K,
            ["kit fox, Vulpes macrotis", "crane (n00000002)", "crane (n00000003)"],
            3,
            6,
            4
        ),
        ["ImNet22K"] = new(OfficialArchives.WriteImageNet22K, ["n00000001", "n00000002"], 2, 4, 4),
    };

    private static IEnumerable<string> OfficialNames => OfficialForms.Keys;

    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [TestCase("nastransfer data;", "data", "lst")]
    [TestCase("nastransfer data info;", "data", "info", "CIFAR10", "lst")]
    public void Verb_AnUnknownWord_IsNamedWithTheVerbThatDoesNotKnowIt(string verb, params string[] line) =>
        CommandLine.IsRefused(CommandLine.Run(line), "'lst' means nothing to " + verb);

    [Test]
    public void List_Words_NamesEverySetAndProxy()
    {
        Said said = CommandLine.Run("data", "list");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Out, Does.Contain("FLOWERS102").And.Contain("ImNet22K P2").And.Contain("fine-objects"));
    }

    [Test]
    public void List_Json_HoldsSixSetsAndFourteenProxies()
    {
        JsonElement json = CommandLine.Run("data", "list", "--json").Json;

        Assert.That(json.GetProperty("sets").GetArrayLength(), Is.EqualTo(6));
        Assert.That(json.GetProperty("proxies").GetArrayLength(), Is.EqualTo(14));
        Assert.That(json.GetProperty("generated").GetArrayLength(), Is.EqualTo(6));
    }

    [Test]
    public void Info_ASet_ShowsAddressChecksumAndLicence()
    {
        Said said = CommandLine.Run("data", "info", "cifar10");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(
            said.Out,
            Does.Contain("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz")
                .And.Contain("170,052,171")
                .And.Contain("c32a1d4ab5d03f1284b67883e8d87530")
                .And.Contain("licence")
        );
    }

    [Test]
    public void Info_ASetWithoutChecksum_SaysWhatHappensInstead() =>
        Assert.That(CommandLine.Run("data", "info", "MIT67").Out, Does.Contain("none is published"));

    [TestCase("info")]
    [TestCase("fetch")]
    public void Verb_AnUnknownSet_IsRefused(string verb) =>
        CommandLine.IsRefused(CommandLine.Run("data", verb, "SVHN"), "'SVHN'", "ImageNet22K");

    [TestCase("ImageNet1K", "ILSVRC2012_img_train.tar")]
    [TestCase("ImageNet22K", "one tar a class")]
    public void Fetch_ASetWithAnAccount_SaysWhereFilesBelong(string set, string file) =>
        CommandLine.IsRefused(
            CommandLine.Run("data", "fetch", set, "--to", folder["sets"]),
            "account",
            file,
            Path.Combine(folder["sets"], set.ToLowerInvariant())
        );

    [Test]
    public void Fetch_AWrongFileIsThereAlready_IsRefusedWithoutAsking()
    {
        string place = Path.Combine(folder["sets"], "cifar10", "cifar-10-binary.tar.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllText(place, "not this");

        Said said = CommandLine.Run("data", "fetch", "CIFAR10", "--to", folder["sets"], "--json");

        Assert.That(said.ExitCode, Is.EqualTo(2));
        Assert.That(said.Error, Does.Contain("has 8 bytes; it must have 170052171").And.Contain($"remove {place}"));
    }

    [Test]
    public void Check_AFineFolder_CountsAndEndsWithZero()
    {
        Draw("train/a/1.png", 1);
        Draw("train/b/1.png", 2);
        Draw("test/a/1.png", 3);

        Said said = CommandLine.Run("data", "check", folder[""], "--classes");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Out, Does.Match(@"(?m)^train +2 +2 +1 +1 +1").And.Match(@"(?m)^b +1 +0"));
    }

    [Test]
    public void Check_ADuplicateAcrossSplits_EndsWithOne()
    {
        Draw("train/a/1.png", 1);
        Draw("test/a/2.png", 1);

        Said said = CommandLine.Run("data", "check", folder[""]);

        Assert.That(said.ExitCode, Is.EqualTo(1));
        Assert.That(said.Out, Does.Contain("in more than one split: 1").And.Contain("test/a/2.png = train/a/1.png"));
    }

    [Test]
    public void Check_AnUnreadableFile_EndsWithOneAndIsInTheJson()
    {
        Draw("train/a/1.png", 1);
        File.WriteAllText(folder["train/a/2.png"], "no picture");

        Said said = CommandLine.Run("data", "check", folder[""], "--json");

        Assert.That(said.ExitCode, Is.EqualTo(1));
        Assert.That(said.Json.GetProperty("unreadable")[0].GetProperty("reason").GetString(), Is.Not.Empty);
    }

    [Test]
    public void Check_AMissingFolder_IsRefused() =>
        CommandLine.IsRefused(CommandLine.Run("data", "check", folder["nowhere"], "--json"), "does not exist");

    [Test]
    public void Proxy_OfATableOfSizes_ListsItsClasses()
    {
        File.WriteAllLines(folder["sizes.tsv"], Enumerable.Range(0, 150).Select(i => $"n{i:D8}\t1300\t50"));

        JsonElement json = CommandLine
            .Run("data", "proxy", "ImNet1K P1", "--sizes", folder["sizes.tsv"], "--json")
            .Json;

        Assert.That(json.GetProperty("classes").GetArrayLength(), Is.EqualTo(100));
        Assert.That(json.GetProperty("images").GetProperty("train").GetInt32(), Is.EqualTo(130_000));
        Assert.That(json.GetProperty("sha256").GetString(), Has.Length.EqualTo(64));
    }

    [Test]
    public void Proxy_AFileOfOnesOwn_IsCountedInAFolder()
    {
        Draw("train/a/1.png", 1);
        Draw("train/b/1.png", 2);
        Draw("test/a/1.png", 3);
        Draw("test/b/1.png", 4);
        File.WriteAllText(
            folder["mine.json"],
            """{ "name": "mine", "source": "my images", "selection": "random", "classes": 1, "seed": 3 }"""
        );

        Said said = CommandLine.Run("data", "proxy", folder["mine.json"], "--data", folder[""]);

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Out, Does.StartWith("mine: 1 classes of my images, 1 training and 1 validation images"));
        JsonElement files = CommandLine
            .Run("data", "proxy", folder["mine.json"], "--data", folder[""], "--json")
            .Json.GetProperty("files");
        Assert.That(files.GetProperty("train")[0].GetString(), Does.Match("^train/[ab]/1.png$"));
        Assert.That(files.GetProperty("validation")[0].GetString(), Does.Match("^test/[ab]/1.png$"));
        Assert.That(said.Out, Does.Contain(files.GetProperty("sha256").GetString()));
    }

    [Test]
    public void Proxy_AFolderWithoutAnythingToReportOn_IsRefused()
    {
        Draw("train/a/1.png", 1);

        CommandLine.IsRefused(
            CommandLine.Run("data", "proxy", "ImNet1K P1", "--data", folder[""]),
            "has no images in train, or none in any of test, val"
        );
    }

    [Test]
    public void Proxy_NoSizes_IsRefused() =>
        CommandLine.IsRefused(CommandLine.Run("data", "proxy", "ImNet1K P1"), "--sizes FILE or --data DIR");

    [Test]
    public void Preview_AGeneratedSet_IsASheetOfItsRowsAndColumns()
    {
        Said said = CommandLine.Run(
            "data",
            "preview",
            "CIFAR10",
            "--out",
            folder["sheet.png"],
            "--rows",
            "3",
            "--columns",
            "4",
            "--json"
        );

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Json.GetProperty("rows").GetArrayLength(), Is.EqualTo(3));
        using SKBitmap sheet = SKBitmap.Decode(folder["sheet.png"]);
        // 16 px enlarged four times, with 2 px around each.
        Assert.That((sheet.Width, sheet.Height), Is.EqualTo((4 * 66 + 2, 3 * 66 + 2)));
    }

    [Test]
    public void Preview_AFolder_ShowsThePixelsOfItsImages()
    {
        Draw("train/a/1.png", 200);
        Draw("test/a/1.png", 3);

        Said said = CommandLine.Run("data", "preview", folder[""], "--out", folder["sheet.png"], "--size", "8");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        using SKBitmap sheet = SKBitmap.Decode(folder["sheet.png"]);
        Assert.That(sheet.GetPixel(0, 0), Is.EqualTo(new SKColor(255, 255, 255)));
        Assert.That(sheet.GetPixel(10, 10), Is.EqualTo(new SKColor(200, 100, 50)));
        Assert.That(sheet.GetPixel(80, 10), Is.EqualTo(new SKColor(255, 255, 255)), "there is one image only");
    }

    [TestCaseSource(nameof(OfficialNames))]
    public void Preview_OfficialFiles_ShowsTheirClasses(string name)
    {
        Official official = OfficialForms[name];
        using ImageFiles files = new();
        official.Write(files);

        Said said = CommandLine.Run(
            "data",
            "preview",
            files.Root,
            "--out",
            folder["sheet.png"],
            "--rows",
            "3",
            "--columns",
            "2",
            "--size",
            "8",
            "--json"
        );

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        string?[] rows = [.. said.Json.GetProperty("rows").EnumerateArray().Select(row => row.GetString())];
        Assert.That(rows, Is.EqualTo(official.Rows));
        using SKBitmap sheet = SKBitmap.Decode(folder["sheet.png"]);
        // 8 px enlarged eight times, with 2 px around each.
        Assert.That((sheet.Width, sheet.Height), Is.EqualTo((2 * 66 + 2, rows.Length * 66 + 2)));
        for (int row = 0; row < rows.Length; row++)
        {
            Assert.That(sheet.GetPixel(40, row * 66 + 40), Is.Not.EqualTo(new SKColor(255, 255, 255)), rows[row]);
        }
    }

    [TestCaseSource(nameof(OfficialNames))]
    public void Proxy_OfficialFiles_AreCountedInThePartsOfThePaper(string name)
    {
        Official official = OfficialForms[name];
        using ImageFiles files = new();
        official.Write(files);

        Said said = CommandLine.Run("data", "proxy", name, "--data", files.Root, "--json");

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        JsonElement images = said.Json.GetProperty("images");
        Assert.That(
            (
                said.Json.GetProperty("classes").GetArrayLength(),
                images.GetProperty("train").GetInt32(),
                images.GetProperty("validation").GetInt32()
            ),
            Is.EqualTo((official.Classes, official.Train, official.Reported))
        );
        Assert.That(said.Json.GetProperty("files").GetProperty("train").GetArrayLength(), Is.EqualTo(official.Train));
    }

    [TestCase("--rows", "0")]
    [TestCase("--columns", "51")]
    public void Preview_AnImpossibleSheet_IsRefused(string option, string value) =>
        CommandLine.IsRefused(
            CommandLine.Run("data", "preview", "CIFAR10", "--out", folder["sheet.png"], option, value),
            option,
            value
        );

    [Test]
    public void Preview_AnUnknownName_ListsTheGeneratedSets() =>
        CommandLine.IsRefused(
            CommandLine.Run("data", "preview", "SVHN", "--out", folder["sheet.png"]),
            "'SVHN'",
            "FLOWERS102"
        );

    private void Draw(string path, byte red)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        using SKBitmap bitmap = new(new SKImageInfo(8, 8, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(new SKColor(red, 100, 50));
        using FileStream stream = File.Create(folder[path]);
        bitmap.Encode(stream, SKEncodedImageFormat.Png, 100);
    }

    /// <param name="Rows">Classes on a sheet of at most three rows.</param>
    /// <param name="Classes">Classes of the proxy.</param>
    private sealed record Official(Action<ImageFiles> Write, string[] Rows, int Classes, int Train, int Reported);
}
