using System.Text.RegularExpressions;
using SkiaSharp;

namespace NasTransfer.Cli.Tests.Documentation;

/// <summary>docs/extending.md shows what is compiled, and its commands run.</summary>
[TestFixture]
public sealed partial class ExtendingTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/extending.md"))
        .ReplaceLineEndings("\n");

    public static IEnumerable<string> Files => CodeOfAFile().Matches(Page).Select(match => match.Groups["file"].Value);

    [Test]
    public void Page_HoldsAClaimAndAMethod() => Assert.That(Files.Count(), Is.EqualTo(2));

    [TestCaseSource(nameof(Files))]
    public void Code_OnThePage_IsThatOfTheFile(string file)
    {
        string shown = CodeOfAFile()
            .Matches(Page)
            .Single(match => match.Groups["file"].Value == file)
            .Groups["code"]
            .Value;

        Assert.That(shown, Is.EqualTo(File.ReadAllText(Repository.PathOf(file)).ReplaceLineEndings("\n")));
    }

    [Test]
    public void Commands_OnAFolderOfImages_EachSucceed()
    {
        using var folder = new TemporaryFolder();
        WriteImages(folder["birds"]);

        string[] commands = Commands()
            .Match(Page)
            .Groups["lines"]
            .Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(commands, Has.Length.EqualTo(3));
        foreach (string command in commands)
        {
            Said said = CommandLine.Run([.. command.Split(' ')[1..].Select(word => InFolder(word, folder))]);
            Assert.That(said.ExitCode, Is.Zero, $"{command}\n{said.Error}");
        }

        Assert.That(folder.Files, Is.EqualTo(new[] { "genotype.json", "trained.json", "weights.safetensors" }));
    }

    private static string InFolder(string word, TemporaryFolder folder) =>
        word == "birds" || Path.HasExtension(word) ? folder[word] : word;

    // Two kinds of birds, told apart by their colour.
    private static void WriteImages(string root)
    {
        foreach (string split in new[] { "train", "test" })
        {
            foreach (var (kind, colour) in new[] { ("robin", SKColors.IndianRed), ("tit", SKColors.SteelBlue) })
            {
                string classFolder = Directory.CreateDirectory(Path.Combine(root, split, kind)).FullName;
                for (int i = 0; i < 4; i++)
                {
                    using SKBitmap image = new(8, 8);
                    image.Erase(colour);
                    // No two files are equal.
                    image.SetPixel(i, split.Length % 8, SKColors.White);
                    using FileStream file = File.Create(Path.Combine(classFolder, $"{i}.png"));
                    image.Encode(file, SKEncodedImageFormat.Png, quality: 100);
                }
            }
        }
    }

    [GeneratedRegex("<!-- (?<file>tests/[^ ]+) -->\n```csharp\n(?<code>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex CodeOfAFile();

    [GeneratedRegex("<!-- run in [^>]+ -->\n```sh\n(?<lines>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Commands();
}
