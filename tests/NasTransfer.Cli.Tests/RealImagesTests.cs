using System.Text.Json;

namespace NasTransfer.Cli.Tests;

/// <summary>
/// The whole way on real images, as a researcher goes it: search, train what was found, take it along. Runs where the
/// environment variable NASTRANSFER_TEST_DATA names a folder with the set cifar10.
/// </summary>
public sealed class RealImagesTests
{
    // Ten classes, so chance is 10 %.
    private const double WellAboveChance = 20;

    private static readonly string[] Network = ["--channels", "4", "--cells", "3"];

    private TemporaryFolder folder = null!;
    private string[] images = null!;

    [SetUp]
    public void FindImages()
    {
        string? data = Environment.GetEnvironmentVariable("NASTRANSFER_TEST_DATA");
        string set = Path.Combine(data ?? "", "cifar10");
        if (string.IsNullOrEmpty(data) || !Directory.Exists(set))
        {
            Assert.Ignore(
                "NASTRANSFER_TEST_DATA names no folder with the set cifar10, so nothing is run on real images."
            );
        }

        folder = new TemporaryFolder();
        images = ["--data", set, "--size", "16", "--train-images"];
    }

    [TearDown]
    public void RemoveFolder() => folder?.Dispose();

    [Test]
    public void SearchAugmentExport_OnCifar10_LearnsAndRepeatsBitForBit()
    {
        Run([
            "search",
            "--method",
            "darts",
            .. images,
            "128",
            .. Network,
            "--epochs",
            "1",
            "--batch",
            "32",
            "--out",
            folder["found.json"],
        ]);
        string[] augment =
        [
            "augment",
            "--genotype",
            folder["found.json"],
            .. images,
            "2000",
            .. Network,
            "--epochs",
            "3",
            "--batch",
            "32",
            "--seed",
            "2",
            "--json",
        ];
        JsonElement first = Run([.. augment, "--weights", folder["first.safetensors"]]).Json;
        JsonElement second = Run([.. augment, "--weights", folder["second.safetensors"]]).Json;
        Run([
            "export",
            "--genotype",
            folder["found.json"],
            .. Network,
            "--classes",
            "10",
            "--weights",
            folder["first.safetensors"],
            "--out",
            folder["exported.safetensors"],
        ]);
        Assert.Multiple(() =>
        {
            Assert.That(
                first.GetProperty("result").GetProperty("top1Last").GetDouble(),
                Is.GreaterThan(WellAboveChance)
            );
            Assert.That(second.GetRawText(), Is.EqualTo(first.GetRawText()));
            byte[] weights = File.ReadAllBytes(folder["first.safetensors"]);
            Assert.That(File.ReadAllBytes(folder["second.safetensors"]), Is.EqualTo(weights));
            Assert.That(File.ReadAllBytes(folder["exported.safetensors"]), Is.EqualTo(weights));
        });
    }

    private static Said Run(params string[] args)
    {
        Said said = CommandLine.Run(args);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        return said;
    }
}
