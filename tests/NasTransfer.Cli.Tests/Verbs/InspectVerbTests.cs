using System.Text.Json;

namespace NasTransfer.Cli.Tests.Verbs;

[TestFixture]
public sealed class InspectVerbTests
{
    private const string NodeLooksAtItself =
        "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 2)], normal_concat=[2], "
        + "reduce=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1)], reduce_concat=[2])";

    // Computed with the reference classes; without and with BN after pools.
    [TestCase("DARTS_V2", "never", 10, "cifar", 36, 20, 3_349_342)]
    [TestCase("DARTS_V2", "search", 10, "cifar", 36, 20, 3_349_342)]
    [TestCase("DARTS_V2", "always", 10, "cifar", 36, 20, 3_351_502)]
    [TestCase("DARTS_V1", "never", 100, "cifar", 36, 20, 3_221_344)]
    [TestCase("DARTS_V2", "never", 1000, "imagenet", 48, 14, 4_718_752)]
    [TestCase("PT_DARTS_CIFAR10", "always", 102, "imagenet", 36, 20, 2_896_248)]
    public void Inspect_PublishedGenotype_CountsThePublishedParameters(
        string genotype,
        string poolBatchNorm,
        int classes,
        string stem,
        int channels,
        int cells,
        long parameters
    )
    {
        JsonElement report = CommandLine
            .Run(
                "inspect",
                "--json",
                "--genotype",
                genotype,
                "--pool-bn",
                poolBatchNorm,
                "--classes",
                $"{classes}",
                "--stem",
                stem,
                "--channels",
                $"{channels}",
                "--cells",
                $"{cells}"
            )
            .Json;
        Assert.That(report.GetProperty("parameters").GetInt64(), Is.EqualTo(parameters));
        Assert.That(report.GetProperty("stem").GetString(), Is.EqualTo(stem));
        Assert.That(report.GetProperty("poolBatchNorm").GetString(), Is.EqualTo(poolBatchNorm));
    }

    [Test]
    public void Inspect_Parts_AddUpToTheWhole()
    {
        JsonElement report = CommandLine.Run("inspect", "--json", "--genotype", "DARTS_V1").Json;
        foreach (string what in (string[])["parameters", "macs"])
        {
            long cells = report.GetProperty("perCell").EnumerateArray().Sum(cell => cell.GetProperty(what).GetInt64());
            long ends =
                report.GetProperty("stemCost").GetProperty(what).GetInt64()
                + report.GetProperty("classifierCost").GetProperty(what).GetInt64();
            Assert.That(cells + ends, Is.EqualTo(report.GetProperty(what).GetInt64()), what);
        }
    }

    [Test]
    public void Inspect_WithAuxiliaryHead_CountsItApart()
    {
        JsonElement report = CommandLine.Run("inspect", "--json", "--aux", "--genotype", "DARTS_V2").Json;
        // The reference network with auxiliary head and BN after pools has 3,827,928.
        Assert.That(report.GetProperty("parameters").GetInt64(), Is.EqualTo(3_351_502));
        Assert.That(report.GetProperty("auxiliaryParameters").GetInt64(), Is.EqualTo(3_827_928 - 3_351_502));
    }

    [Test]
    public void Inspect_OnATerminal_ShowsALineForEveryCell()
    {
        Said said = CommandLine.Run("inspect", "--genotype", "DARTS_V2", "--cells", "5");
        string[] lines = said.Out.Split('\n');
        Assert.That(lines.Count(line => line.StartsWith("cell ", StringComparison.Ordinal)), Is.EqualTo(5));
        Assert.That(lines.Count(line => line.Contains("reduction")), Is.EqualTo(2));
        Assert.That(said.Error, Is.Empty);
    }

    [Test]
    public void Inspect_GenotypeInAFile_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        string text = CommandLine
            .Run("inspect", "--json", "--genotype", "DARTS_V1")
            .Json.GetProperty("text")
            .GetString()!;
        string json = CommandLine
            .Run("inspect", "--json", "--genotype", text)
            .Json.GetProperty("genotype")
            .GetRawText();
        File.WriteAllText(folder["bare.json"], json);
        File.WriteAllText(folder["result.json"], $$"""{"seed": 1, "genotype": {{json}}}""");
        File.WriteAllText(folder["text.txt"], text);
        foreach (string file in folder.Files)
        {
            JsonElement report = CommandLine.Run("inspect", "--json", "--genotype", folder[file]).Json;
            Assert.That(report.GetProperty("text").GetString(), Is.EqualTo(text), file);
        }
    }

    [Test]
    public void Inspect_NodeThatLooksAtItself_IsRefused() =>
        CommandLine.IsRefused(CommandLine.Run("inspect", "--genotype", NodeLooksAtItself), "character");

    [Test]
    public void Inspect_UnknownPrimitive_IsNamed() =>
        CommandLine.IsRefused(
            CommandLine.Run("inspect", "--genotype", NodeLooksAtItself.Replace("sep_conv_3x3", "sep_conv_9x9")),
            "sep_conv_9x9"
        );

    [Test]
    public void Inspect_GenotypeThatIsNone_NamesThePublishedOnes() =>
        CommandLine.IsRefused(CommandLine.Run("inspect", "--genotype", "DARTS_V3"), "'DARTS_V3'", "DARTS_V2");

    [TestCase("--channels", "0")]
    [TestCase("--channels", "-4")]
    [TestCase("--cells", "0")]
    [TestCase("--classes", "-1")]
    public void Inspect_SizeBelowOne_IsRefused(string option, string value) =>
        CommandLine.IsRefused(CommandLine.Run("inspect", "--genotype", "DARTS_V2", option, value), value, "1 or more");

    [TestCase("31")]
    [TestCase("0")]
    [TestCase("-32")]
    public void Inspect_ImageSizeThatDoesNotHalve_SaysWhichWould(string size) =>
        CommandLine.IsRefused(
            CommandLine.Run("inspect", "--genotype", "DARTS_V2", "--size", size),
            $"{size} px",
            "multiple of 4"
        );

    [Test]
    public void Inspect_OddChannelsUnderTheImageNetStem_AreRefused() =>
        CommandLine.IsRefused(
            CommandLine.Run("inspect", "--genotype", "DARTS_V2", "--stem", "imagenet", "--channels", "7"),
            "7",
            "even"
        );
}
