using System.Text.Json;
using SkiaSharp;

namespace NasTransfer.Cli.Tests.Verbs;

/// <summary>Images of the user's own: what a folder must look like, and what is said when it does not.</summary>
[TestFixture]
public sealed class ImagesTests
{
    private static readonly string[] Classes = ["cats", "dogs"];

    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Augment_FolderOfPngFiles_TrainsOnThem()
    {
        WriteImages();
        JsonElement said = Augment("--json").Json;
        Assert.That(said.GetProperty("train").GetProperty("images").GetInt32(), Is.EqualTo(12));
        Assert.That(said.GetProperty("test").GetProperty("images").GetInt32(), Is.EqualTo(4));
        Assert.That(said.GetProperty("network").GetProperty("classes").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public void Augment_TrainImages_TakesSoManyOfThem()
    {
        WriteImages();
        JsonElement said = Augment("--json", "--train-images", "8").Json;
        Assert.That(said.GetProperty("train").GetProperty("images").GetInt32(), Is.EqualTo(8));
        Assert.That(said.GetProperty("test").GetProperty("images").GetInt32(), Is.EqualTo(4));
    }

    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("13")]
    public void Augment_MoreOrFewerImagesThanThereAre_SaysHowManyThereAre(string count)
    {
        WriteImages();
        CommandLine.IsRefused(Augment("--train-images", count), $"--train-images is {count}", "1 to 12");
    }

    [Test]
    public void Augment_NoFolder_NamesIt() => CommandLine.IsRefused(Augment(), folder["images"]);

    [Test]
    public void Augment_EmptyFolder_NamesIt()
    {
        Directory.CreateDirectory(folder["images"]);
        CommandLine.IsRefused(Augment(), folder["images"]);
    }

    [Test]
    public void Augment_ClassWithoutImages_NamesIt()
    {
        WriteImages();
        foreach (string file in Directory.GetFiles(folder["images/train/dogs"]))
        {
            File.Delete(file);
        }

        CommandLine.IsRefused(Augment(), "dogs");
    }

    [Test]
    public void Augment_TruncatedImage_NamesItAndSkipsItOnlyIfAsked()
    {
        WriteImages();
        string broken = Path.Combine(folder["images"], "train", "cats", "0.png");
        File.WriteAllBytes(broken, File.ReadAllBytes(broken)[..40]);

        CommandLine.IsRefused(Augment(), "cats/0.png");
        Said said = Augment("--skip-unreadable", "--json");
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Error, Does.Contain("cats/0.png"));
        Assert.That(said.Json.GetProperty("train").GetProperty("images").GetInt32(), Is.EqualTo(11));
    }

    private Said Augment(params string[] more) =>
        CommandLine.Run([
            "augment",
            "--genotype",
            "DARTS_V2",
            "--data",
            folder["images"],
            "--size",
            "8",
            .. CommandLine.TinyNetwork,
            "--epochs",
            "1",
            "--batch",
            "4",
            .. more,
        ]);

    private void WriteImages()
    {
        foreach (var (split, count) in new[] { ("train", 6), ("test", 2) })
        {
            foreach (string name in Classes)
            {
                string place = Path.Combine(folder["images"], split, name);
                Directory.CreateDirectory(place);
                for (int i = 0; i < count; i++)
                {
                    WritePng(Path.Combine(place, $"{i}.png"), shade: (byte)(20 * i), red: name == "cats");
                }
            }
        }
    }

    private static void WritePng(string path, byte shade, bool red)
    {
        using var bitmap = new SKBitmap(8, 8);
        bitmap.Erase(red ? new SKColor(200, shade, 0) : new SKColor(0, shade, 200));
        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    }
}
