using System.Reflection;
using System.Text.Json;
using NasTransfer.Engine.Search.Darts;

namespace NasTransfer.Cli.Tests.Verbs;

[TestFixture]
public sealed class SearchVerbTests
{
    private static readonly string[] TinySearch =
    [
        "search",
        .. CommandLine.TinyImages,
        .. CommandLine.TinyNetwork,
        "--epochs",
        "2",
        "--batch",
        "3",
        "--order",
        "first",
    ];

    [Test]
    public void Search_ShowOptions_ListsEveryOptionOfTheRecord()
    {
        JsonElement options = CommandLine.Run("search", "--show-options", "--json").Json.GetProperty("options");
        int properties = typeof(DartsOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Count(property => property.CanWrite);
        Assert.That(options.GetArrayLength(), Is.EqualTo(properties));
        Assert.That(
            options.EnumerateArray().Select(option => option.GetProperty("source").GetString()),
            Has.None.EqualTo("")
        );
    }

    [Test]
    public void Search_ShowOptions_SaysWhichValuesAreTheUsersOwn()
    {
        JsonElement options = CommandLine
            .Run("search", "--show-options", "--json", "--epochs", "7", "--derivation", "raw-alpha")
            .Json.GetProperty("options");
        Assert.That(Value("--epochs"), Is.EqualTo(("7", "command line")));
        Assert.That(Value("--derivation"), Is.EqualTo(("raw-alpha", "command line")));
        Assert.That(Value("--batch").Value, Is.EqualTo("64"));
        Assert.That(Value("--batch").Source, Is.Not.EqualTo("command line"));
        Assert.That(Value("--skip-limit").Value, Is.EqualTo("off"));

        (string? Value, string? Source) Value(string name)
        {
            JsonElement row = options.EnumerateArray().Single(option => option.GetProperty("name").GetString() == name);
            return (row.GetProperty("value").GetString(), row.GetProperty("source").GetString());
        }
    }

    [Test]
    public void Search_TinyDarts_WritesTheSameBytesTwiceAndOthersForAnotherSeed()
    {
        using var folder = new TemporaryFolder();
        foreach (var (file, seed) in new[] { ("a.json", "5"), ("b.json", "5"), ("c.json", "6") })
        {
            Said said = CommandLine.Run([.. TinySearch, "--seed", seed, "--out", folder[file]]);
            Assert.That(said.ExitCode, Is.Zero, said.Error);
        }

        byte[] first = File.ReadAllBytes(folder["a.json"]);
        Assert.That(File.ReadAllBytes(folder["b.json"]), Is.EqualTo(first));
        Assert.That(File.ReadAllBytes(folder["c.json"]), Is.Not.EqualTo(first));
    }

    [Test]
    public void Search_Json_HoldsGenotypeTraceOptionsAndEnvironmentAndNothingElse()
    {
        Said said = CommandLine.Run([.. TinySearch, "--json"]);
        JsonElement result = said.Json;
        Assert.That(result.GetProperty("trace").GetArrayLength(), Is.EqualTo(2));
        Assert.That(result.GetProperty("options").GetProperty("order").GetString(), Is.EqualTo("first"));
        Assert.That(result.GetProperty("train").GetProperty("images").GetInt32(), Is.EqualTo(6));
        Assert.That(result.GetProperty("validation").GetProperty("images").GetInt32(), Is.EqualTo(6));
        Assert.That(result.GetProperty("environment").GetProperty("Device").GetString(), Is.EqualTo("cpu"));
        Assert.That(result.GetProperty("text").GetString(), Does.StartWith("Genotype(normal="));
        Assert.That(said.Error, Does.Contain("epoch 2/2"), "progress goes to standard error");
    }

    [Test]
    public void Search_Piped_PrintsALineAnEpochAndNoBar()
    {
        Said said = CommandLine.Run(TinySearch);
        Assert.That(said.Out, Does.Contain("epoch 1/2").And.Contain("epoch 2/2").And.Contain("Genotype(normal="));
        Assert.That(said.Out, Does.Not.Contain("\u001b"));
        Assert.That(said.Error, Is.Empty);
    }

    [Test]
    public void Search_Random_NeedsNoImages()
    {
        JsonElement one = CommandLine.Run("search", "--method", "random", "--seed", "1", "--json").Json;
        JsonElement two = CommandLine.Run("search", "--method", "random", "--seed", "2", "--json").Json;
        Assert.That(one.GetProperty("text").GetString(), Is.Not.EqualTo(two.GetProperty("text").GetString()));
        Assert.That(one.TryGetProperty("train", out _), Is.False);
    }

    [Test]
    public void Search_RandomWithAnOptionOfDarts_IsRefusedRatherThanPassedOver() =>
        CommandLine.IsRefused(CommandLine.Run("search", "--method", "random", "--epochs", "3"), "--epochs", "darts");

    [Test]
    public void Search_WithoutImages_SaysHowToNameThem() =>
        CommandLine.IsRefused(CommandLine.Run("search"), "--data", "--generated");

    [Test]
    public void Search_FolderAndGenerated_ExcludeEachOther() =>
        CommandLine.IsRefused(CommandLine.Run("search", "--data", ".", "--generated", "objects"), "one of them");

    [TestCase("--epochs", "0")]
    [TestCase("--batch", "1")]
    [TestCase("--lr", "0")]
    [TestCase("--momentum", "1")]
    [TestCase("--skip-limit", "-1")]
    public void Search_OptionOutOfRange_IsRefusedBeforeAnyImageIsRead(string option, string value) =>
        CommandLine.IsRefused(
            CommandLine.Run("search", "--data", "no-such-folder", option, value),
            $"{option[2..]} is {value}"
        );
}
