using System.Diagnostics;
using System.Text.Json;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Tests.Runtime.Collectives;

namespace NasTransfer.Cli.Tests.Ranks;

/// <summary>Two ranks on real images, where NASTRANSFER_TEST_DATA names a folder with the set rooms6.</summary>
internal sealed class RankedRealImagesTests
{
    private static readonly Mpirun Launcher = Mpirun.Mpich;

    private TemporaryFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Augment_OnRoomsKilledAtSomeStep_ResumesToTheSameBitsAndIsAsGoodAsOneProcess()
    {
        Launcher.Require();
        string? data = Environment.GetEnvironmentVariable("NASTRANSFER_TEST_DATA");
        string set = Path.Combine(data ?? "", "rooms6");
        if (string.IsNullOrEmpty(data) || !Directory.Exists(set))
        {
            Assert.Ignore("NASTRANSFER_TEST_DATA names no folder with the set rooms6.");
        }

        string[] alone =
        [
            .. new[] { "augment", "--genotype", "DARTS_V2", "--channels", "4", "--cells", "3", "--data", set },
            .. new[] { "--size", "16", "--epochs", "6", "--batch", "32", "--lr", "0.05" },
        ];
        string[] line = [.. alone, "--ranks", "2"];
        Launched whole = RankedLine.Run(Launcher, [.. line, "--out", folder["whole.json"]]);
        Assert.That(whole.ExitCode, Is.Zero, whole.ToString());

        line = [.. line, "--out", folder["killed.json"], "--checkpoint", folder["checkpoint"]];
        using Process process = RankedLine.Begin(Launcher, line);
        RankedLine.WaitFor(folder["checkpoint"], process);
        Thread.Sleep(new CounterRandom(3, "kill").NextInt(400));
        RankedLine.Kill(process, folder["checkpoint"]);
        Assert.That(Mpirun.End(process).ExitCode, Is.Not.Zero);
        Assert.That(() => RankedLine.Processes(folder["checkpoint"]), Is.Empty.After(10_000, 50));
        Launched resumed = RankedLine.Run(Launcher, line);

        Assert.That(resumed.ExitCode, Is.Zero, resumed.ToString());
        Assert.That(File.ReadAllText(folder["killed.json"]), Is.EqualTo(File.ReadAllText(folder["whole.json"])));
        Said one = CommandLine.Run([.. alone, "--json"]);
        // Six classes, so chance is 17 %; of 300 images the figure of either run is right to within 3 points or so.
        double top1 = Top1(File.ReadAllText(folder["whole.json"]));
        Assert.That(top1, Is.GreaterThan(22));
        Assert.That(top1, Is.EqualTo(Top1(one.Out)).Within(12));
    }

    private static double Top1(string json) =>
        JsonDocument.Parse(json).RootElement.GetProperty("result").GetProperty("top1Last").GetDouble();
}
