using NasTransfer.Engine.Interchange;

namespace NasTransfer.Cli.Tests.Verbs;

/// <summary><c>export</c> and <c>predict</c>: weights and logits in and out of safetensors files.</summary>
[TestFixture]
public sealed class InterchangeTests
{
    private static readonly string[] Network = ["--genotype", "DARTS_V2", "--classes", "3", .. CommandLine.TinyNetwork];

    private readonly TemporaryFolder trained = new();
    private TemporaryFolder folder = null!;

    private string Weights => trained["w.safetensors"];

    [OneTimeSetUp]
    public void TrainWeights()
    {
        Said said = CommandLine.Run([
            "augment",
            "--genotype",
            "DARTS_V2",
            .. CommandLine.TinyImages,
            .. CommandLine.TinyNetwork,
            "--epochs",
            "1",
            "--batch",
            "4",
            "--weights",
            Weights,
        ]);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
    }

    [OneTimeTearDown]
    public void RemoveWeights() => trained.Dispose();

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Export_OwnWeights_KeepsEveryTensorUnderItsName()
    {
        Said said = CommandLine.Run(["export", .. Network, "--weights", Weights, "--out", folder["e.safetensors"]]);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(File.ReadAllBytes(folder["e.safetensors"]), Is.EqualTo(File.ReadAllBytes(Weights)));
    }

    // The list of the reference networks' state dicts.
    [TestCase("stem.0.weight")]
    [TestCase("stem.1.running_mean")]
    [TestCase("stem.1.num_batches_tracked")]
    [TestCase("cells.0.preprocess0.op.1.weight")]
    [TestCase("cells.0.preprocess0.op.2.bias")]
    [TestCase("cells.2.preprocess0.conv_1.weight")]
    [TestCase("cells.2.preprocess0.conv_2.weight")]
    [TestCase("cells.2.preprocess0.bn.running_var")]
    [TestCase("cells.0._ops.0.op.7.weight")]
    [TestCase("cells.0._ops.7.op.3.weight")]
    [TestCase("cells.1._ops.0.1.weight")]
    [TestCase("classifier.weight")]
    [TestCase("classifier.bias")]
    public void Export_Names_AreThoseOfTheReferenceNetworks(string name)
    {
        CommandLine.Run(["export", .. Network, "--weights", Weights, "--out", folder["e.safetensors"]]);
        Assert.That(Safetensors.Read(folder["e.safetensors"]).Find(name), Is.Not.Null);
    }

    [Test]
    public void Export_FileFromElsewhere_NeedsNoMetadataNoCountersAndNoOrder()
    {
        Safetensors.Write(
            folder["foreign.safetensors"],
            Safetensors
                .Read(Weights)
                .Entries.Where(entry => !entry.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                .Reverse()
        );
        Said said = CommandLine.Run([
            "export",
            .. Network,
            "--json",
            "--weights",
            folder["foreign.safetensors"],
            "--out",
            folder["e.safetensors"],
        ]);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(
            Safetensors.Read(folder["e.safetensors"]).Require("classifier.weight").ToSingles(),
            Is.EqualTo(Safetensors.Read(Weights).Require("classifier.weight").ToSingles())
        );
    }

    [Test]
    public void Export_TensorMissing_IsNamedAndNothingIsWritten()
    {
        Safetensors.Write(
            folder["cut.safetensors"],
            Safetensors.Read(Weights).Entries.Where(entry => entry.Name != "classifier.bias")
        );
        CommandLine.IsRefused(
            CommandLine.Run([
                "export",
                .. Network,
                "--weights",
                folder["cut.safetensors"],
                "--out",
                folder["e.safetensors"],
            ]),
            "classifier.bias"
        );
        Assert.That(folder.Files, Has.None.EqualTo("e.safetensors"));
    }

    [TestCase("--cells", "4", "cells.3")]
    [TestCase("--channels", "4", "stem.0.weight")]
    [TestCase("--classes", "4", "classifier")]
    [TestCase("--pool-bn", "never", "cells.1._ops.0.1")]
    [TestCase("--genotype", "DARTS_V1", "_ops")]
    public void Export_WeightsOfAnotherNetwork_NameTheTensor(string option, string value, string tensor)
    {
        string[] changed = CommandLine.With(Network, option, value);
        CommandLine.IsRefused(
            CommandLine.Run(["export", .. changed, "--weights", Weights, "--out", folder["e.safetensors"]]),
            tensor
        );
    }

    [Test]
    public void Export_FileThatIsNoSafetensors_SaysSo()
    {
        File.WriteAllText(folder["junk.safetensors"], "junk");
        CommandLine.IsRefused(
            CommandLine.Run([
                "export",
                .. Network,
                "--weights",
                folder["junk.safetensors"],
                "--out",
                folder["e.safetensors"],
            ]),
            "junk.safetensors"
        );
    }

    [Test]
    public void Predict_TwiceAndInPieces_GivesTheSameLogits()
    {
        float[] pixels = [.. Enumerable.Range(0, 2 * 3 * 8 * 8).Select(i => MathF.Sin(0.3f * i))];
        WriteInput("two.safetensors", [2, 3, 8, 8], pixels);
        WriteInput("first.safetensors", [1, 3, 8, 8], pixels[..(3 * 8 * 8)]);

        float[] both = Logits("two.safetensors");
        Assert.That(both, Has.Length.EqualTo(2 * 3));
        Assert.That(Logits("two.safetensors"), Is.EqualTo(both));
        Assert.That(Logits("first.safetensors"), Is.EqualTo(both[..3]).Within(1e-5f), "no image sees its neighbour");
    }

    [Test]
    public void Predict_Json_NamesTheMostLikelyClasses()
    {
        float[] pixels = [.. Enumerable.Range(0, 2 * 3 * 8 * 8).Select(i => MathF.Sin(0.3f * i))];
        WriteInput("two.safetensors", [2, 3, 8, 8], pixels);
        Said said = Predict("two.safetensors", "--json");
        float[] logits = Safetensors.Read(folder["logits.safetensors"]).Require("logits").ToSingles();
        int[] expected = [.. logits.Chunk(3).Select(row => Array.IndexOf(row, row.Max()))];
        Assert.That(said.Json.GetProperty("top1").EnumerateArray().Select(top => top.GetInt32()), Is.EqualTo(expected));
    }

    [Test]
    public void Predict_NoTensorOfThatName_SaysSo()
    {
        Safetensors.Write(folder["other.safetensors"], [SafetensorsEntry.Of("images", [1], [1f])]);
        CommandLine.IsRefused(Predict("other.safetensors"), "'input'");
    }

    [TestCase(new long[] { 1, 8, 8, 3 })]
    [TestCase(new long[] { 0, 3, 8, 8 })]
    [TestCase(new long[] { 3, 8, 8 })]
    public void Predict_ShapeThatIsNoBatch_SaysWhatWouldBeOne(long[] shape)
    {
        WriteInput("bad.safetensors", shape, new float[shape.Aggregate(1L, (product, size) => product * size)]);
        CommandLine.IsRefused(Predict("bad.safetensors"), "[N, 3, height, width]");
    }

    [Test]
    public void Predict_WholeNumbers_AreRefused()
    {
        Safetensors.Write(folder["ints.safetensors"], [SafetensorsEntry.Of("input", [1, 3, 8, 8], new long[192])]);
        CommandLine.IsRefused(Predict("ints.safetensors"), "I64", "F32");
    }

    [Test]
    public void Predict_OddImage_IsRefused()
    {
        WriteInput("odd.safetensors", [1, 3, 8, 9], new float[3 * 8 * 9]);
        CommandLine.IsRefused(Predict("odd.safetensors"), "9 px");
    }

    private void WriteInput(string file, long[] shape, float[] values) =>
        Safetensors.Write(folder[file], [SafetensorsEntry.Of("input", [.. shape], values)]);

    private float[] Logits(string input)
    {
        Said said = Predict(input);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        return Safetensors.Read(folder["logits.safetensors"]).Require("logits").ToSingles();
    }

    private Said Predict(string input, params string[] more) =>
        CommandLine.Run([
            "predict",
            .. Network,
            "--weights",
            Weights,
            "--input",
            folder[input],
            "--out",
            folder["logits.safetensors"],
            .. more,
        ]);
}
