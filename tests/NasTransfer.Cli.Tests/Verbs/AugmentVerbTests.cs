using System.Reflection;
using System.Text.Json;
using NasTransfer.Engine.Training;

namespace NasTransfer.Cli.Tests.Verbs;

[TestFixture]
public sealed class AugmentVerbTests
{
    private static readonly string[] TinyAugment =
    [
        "augment",
        "--genotype",
        "DARTS_V2",
        .. CommandLine.TinyImages,
        .. CommandLine.TinyNetwork,
        "--epochs",
        "2",
        "--batch",
        "4",
    ];

    [Test]
    public void Augment_ShowOptions_ListsEveryOptionOfTheRecord()
    {
        JsonElement options = CommandLine
            .Run("augment", "--genotype", "DARTS_V2", "--show-options", "--json")
            .Json.GetProperty("options");
        Assert.That(
            options.GetArrayLength(),
            Is.EqualTo(typeof(AugmentOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Length)
        );
    }

    [Test]
    public void Augment_CheckpointOfTheSameRun_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (string run in (string[])["a", "b"])
        {
            Said said = CommandLine.Run([.. TinyAugment, "--checkpoint", folder["c"], "--out", folder[run]]);
            Assert.That(said.ExitCode, Is.Zero, said.Error);
        }

        Assert.That(File.ReadAllBytes(folder["b"]), Is.EqualTo(File.ReadAllBytes(folder["a"])));
    }

    [Test]
    public void Augment_Twice_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (string run in (string[])["a", "b"])
        {
            Said said = CommandLine.Run([
                .. TinyAugment,
                "--seed",
                "3",
                "--out",
                folder[run + ".json"],
                "--weights",
                folder[run + ".safetensors"],
            ]);
            Assert.That(said.ExitCode, Is.Zero, said.Error);
        }

        Assert.That(File.ReadAllBytes(folder["b.json"]), Is.EqualTo(File.ReadAllBytes(folder["a.json"])));
        Assert.That(File.ReadAllBytes(folder["b.safetensors"]), Is.EqualTo(File.ReadAllBytes(folder["a.safetensors"])));
    }

    [Test]
    public void Augment_AnotherSeed_GivesOtherWeights() =>
        Assert.That(
            WeightsOf(CommandLine.Run([.. TinyAugment, "--json", "--seed", "1"])),
            Is.Not.EqualTo(WeightsOf(CommandLine.Run([.. TinyAugment, "--json", "--seed", "2"])))
        );

    [Test]
    public void Augment_Json_HoldsEveryEpochAndTheSizeOfTheNetwork()
    {
        Said said = CommandLine.Run([.. TinyAugment, "--json"]);
        JsonElement result = said.Json.GetProperty("result");
        JsonElement inspected = CommandLine
            .Run(
                "inspect",
                "--json",
                "--genotype",
                "DARTS_V2",
                "--channels",
                "2",
                "--cells",
                "3",
                "--classes",
                "3",
                "--size",
                "8"
            )
            .Json;
        Assert.That(result.GetProperty("epochs").GetArrayLength(), Is.EqualTo(2));
        Assert.That(result.GetProperty("trainedImages").GetInt64(), Is.EqualTo(2 * 12));
        Assert.That(
            result.GetProperty("parameters").GetInt64(),
            Is.EqualTo(inspected.GetProperty("parameters").GetInt64())
        );
        Assert.That(result.GetProperty("macs").GetInt64(), Is.EqualTo(inspected.GetProperty("macs").GetInt64()));
        Assert.That(said.Json.GetProperty("network").GetProperty("classes").GetInt32(), Is.EqualTo(3));
        Assert.That(said.Error, Does.Contain("epoch 2/2"));
    }

    [Test]
    public void Augment_FromStoredWeights_StartsFromThemAndNotFresh()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run([.. TinyAugment, "--weights", folder["first.safetensors"]]);
        Said fresh = CommandLine.Run([.. TinyAugment, "--json"]);
        Said again = CommandLine.Run([.. TinyAugment, "--json", "--init-from", folder["first.safetensors"]]);
        Assert.That(again.ExitCode, Is.Zero, again.Error);
        Assert.That(WeightsOf(again), Is.Not.EqualTo(WeightsOf(fresh)));
        Assert.That(FirstLoss(again), Is.LessThan(FirstLoss(fresh)), "two epochs ahead");

        static double FirstLoss(Said said) =>
            said.Json.GetProperty("result").GetProperty("epochs")[0].GetProperty("trainLoss").GetDouble();
    }

    [Test]
    public void Augment_FromWeightsOfAnotherNetwork_NamesTheTensorAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run([.. TinyAugment, "--weights", folder["first.safetensors"]]);
        Said said = CommandLine.Run([
            .. CommandLine.With(TinyAugment, "--channels", "4"),
            "--json",
            "--init-from",
            folder["first.safetensors"],
            "--out",
            folder["result.json"],
        ]);
        Assert.That(said.ExitCode, Is.EqualTo(2));
        Assert.That(said.Error, Does.Contain("stem.0.weight"));
        Assert.That(folder.Files, Is.EqualTo(new[] { "first.safetensors" }));
    }

    [Test]
    public void Augment_OptionsOfTheCommandLine_ReachTheRecord()
    {
        JsonElement options = CommandLine
            .Run([
                .. TinyAugment,
                "--json",
                "--cutout",
                "4",
                "--drop-path",
                "0.3",
                "--label-smoothing",
                "0.1",
                "--lr",
                "0.01",
            ])
            .Json.GetProperty("options");
        Assert.That(options.GetProperty("cutoutLength").GetInt32(), Is.EqualTo(4));
        Assert.That(options.GetProperty("dropPathProbability").GetDouble(), Is.EqualTo(0.3));
        Assert.That(options.GetProperty("labelSmoothing").GetDouble(), Is.EqualTo(0.1));
        Assert.That(options.GetProperty("learningRate").GetDouble(), Is.EqualTo(0.01));
        Assert.That(
            options.EnumerateObject().Count(),
            Is.EqualTo(typeof(AugmentOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Length)
        );
    }

    [Test]
    public void Augment_ImageSizeThatDoesNotHalve_IsRefused()
    {
        Said said = CommandLine.Run([.. CommandLine.With(TinyAugment, "--size", "9"), "--json"]);
        Assert.That(said.ExitCode, Is.EqualTo(2));
        Assert.That(said.Error, Does.Contain("9 px"));
    }

    [TestCase("--epochs", "0")]
    [TestCase("--batch", "1")]
    [TestCase("--drop-path", "1")]
    [TestCase("--label-smoothing", "-0.1")]
    public void Augment_OptionOutOfRange_IsRefusedBeforeAnyImageIsRead(string option, string value) =>
        CommandLine.IsRefused(
            CommandLine.Run("augment", "--genotype", "DARTS_V2", "--data", "no-such-folder", option, value),
            $"{option[2..]} is {value}"
        );

    private static string WeightsOf(Said said) =>
        said.Json.GetProperty("result").GetProperty("weightsSha256").GetString()!;
}
