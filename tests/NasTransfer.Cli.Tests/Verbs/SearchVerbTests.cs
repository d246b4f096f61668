using System.Reflection;
using System.Text.Json;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Engine.Search.RandomSampling;

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

    [TestCase("darts", typeof(DartsOptions))]
    [TestCase("enas", typeof(EnasOptions))]
    [TestCase("nsga-net", typeof(NsgaNetOptions))]
    [TestCase("nao", typeof(NaoOptions))]
    [TestCase("random", typeof(RandomSamplingOptions))]
    public void Search_ShowOptions_ListsEveryOptionOfTheRecord(string method, Type record)
    {
        JsonElement options = CommandLine
            .Run("search", "--method", method, "--show-options", "--json")
            .Json.GetProperty("options");
        int properties = record
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Count(property => property.CanWrite);
        Assert.That(options.GetArrayLength(), Is.EqualTo(properties));
        Assert.That(
            options.EnumerateArray().Select(option => option.GetProperty("source").GetString()),
            Has.None.EqualTo("")
        );
    }

    [TestCase("nsga-net")]
    [TestCase("NSGANet")]
    public void Search_MethodInAnySpelling_TakesItsOwnOptions(string method)
    {
        Said said = CommandLine.Run("search", $"--method={method}", "--population", "6", "--show-options");
        Assert.That(said.Out, Does.Match(@"(?m)^--population\s+6\s+individuals\s+command line"));
    }

    [Test]
    public void Search_UnknownMethod_NamesThoseThereAre() =>
        CommandLine.IsRefused(
            CommandLine.Run("search", "--method", "anneal", "--temperature", "3"),
            "--method is 'anneal'",
            "darts or enas or nsga-net or nao or random"
        );

    [Test]
    public void Search_TinyNsgaNet_ReturnsAGenotypeAndItsFront()
    {
        JsonElement result = CommandLine
            .Run([
                "search",
                "--method",
                "nsga-net",
                .. CommandLine.TinyImages,
                .. CommandLine.TinyNetwork,
                "--population",
                "2",
                "--offspring",
                "1",
                "--generations",
                "2",
                "--epochs",
                "1",
                "--batch",
                "3",
                "--json",
            ])
            .Json;
        Assert.That(result.GetProperty("method").GetString(), Is.EqualTo("nsga-net"));
        Assert.That(result.GetProperty("trace").GetArrayLength(), Is.EqualTo(2));
        Assert.That(result.GetProperty("details").ValueKind, Is.EqualTo(JsonValueKind.Object));
    }

    [TestCase("enas", "sampled-accuracy-mean", "--controller-updates=1", "--samples-per-update=2", "--final-samples=2")]
    [TestCase("nao", "pool-best-top1", "--evaluate-every=1", "--pool=4", "--new-per-round=1", "--predictor-epochs=2")]
    public void Search_TinyWeightSharing_TakesAnyPresetAndTracesWhatItLearned(
        string method,
        string traced,
        params string[] sizes
    )
    {
        string[] line =
        [
            "search",
            "--method",
            method,
            "--preset",
            "tiny",
            .. CommandLine.TinyImages,
            .. CommandLine.TinyNetwork,
            "--epochs=2",
            "--batch=3",
            .. sizes,
            "--json",
        ];
        Said said = CommandLine.Run(line);
        JsonElement result = said.Json;
        JsonElement[] trace = [.. result.GetProperty("trace").EnumerateArray()];
        Assert.That(trace, Has.Length.EqualTo(2));
        Assert.That(trace[^1].GetProperty("values").TryGetProperty(traced, out _), Is.True, $"{trace[^1]}");
        Assert.That(result.GetProperty("cost").GetProperty("macs").GetDouble(), Is.Positive);
        Assert.That(CommandLine.Run(line).Out, Is.EqualTo(said.Out));
    }

    [TestCase("darts")]
    [TestCase("enas")]
    [TestCase("nsga-net")]
    [TestCase("nao")]
    public void Search_PresetOfAProfile_IsWhereTheOptionsStart(string method)
    {
        JsonElement[] rows =
        [
            .. CommandLine
                .Run("search", "--method", method, "--preset", "tiny", "--batch", "7", "--show-options", "--json")
                .Json.GetProperty("options")
                .EnumerateArray(),
        ];
        Assert.That(Row("--channels"), Is.EqualTo(("4", "profile tiny")));
        Assert.That(Row("--batch"), Is.EqualTo(("7", "command line")));
        Assert.That(Row("--momentum").Source, Is.Not.EqualTo("profile tiny"), "what the profile leaves alone");

        (string? Value, string? Source) Row(string name)
        {
            JsonElement row = rows.Single(option => option.GetProperty("name").GetString() == name);
            return (row.GetProperty("value").GetString(), row.GetProperty("source").GetString());
        }
    }

    [Test]
    public void Search_CheckpointOfTheSameSearch_GivesTheSameBytesAndOfAnotherIsRefused()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run([.. TinySearch, "--checkpoint", folder["c"], "--out", folder["a.json"]]);
        Assert.That(folder.Files, Has.Member("c"));

        Said again = CommandLine.Run([.. TinySearch, "--checkpoint", folder["c"], "--out", folder["b.json"]]);
        Assert.That(again.ExitCode, Is.Zero, again.Error);
        Assert.That(File.ReadAllBytes(folder["b.json"]), Is.EqualTo(File.ReadAllBytes(folder["a.json"])));

        Said other = CommandLine.Run([.. TinySearch, "--checkpoint", folder["c"], "--seed", "99", "--json"]);
        Assert.That(other.ExitCode, Is.EqualTo(2));
        Assert.That(other.Error, Does.Contain("another run"));
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
        CommandLine.IsRefused(
            CommandLine.Run("search", "--method", "random", "--epochs", "3"),
            "'--epochs'",
            "--method random"
        );

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
