using System.Diagnostics;
using System.Text.Json;
using NasTransfer.Engine.Tests.Runtime.Collectives;

namespace NasTransfer.Cli.Tests.Ranks;

/// <summary><c>nastransfer augment --ranks 2</c> under each real launcher.</summary>
[TestFixtureSource(typeof(Mpirun), nameof(Mpirun.Both))]
internal sealed class RankedAugmentTests(Mpirun mpirun)
{
    private static readonly string[] Line =
    [
        "augment",
        "--genotype",
        "DARTS_V2",
        .. CommandLine.TinyNetwork,
        .. CommandLine.With(CommandLine.TinyImages, "--generated-train", "20"),
        "--batch",
        "8",
        "--drop-path",
        "0.2",
        "--ranks",
        "2",
    ];

    private TemporaryFolder folder = null!;

    [SetUp]
    public void SetUp()
    {
        mpirun.Require();
        folder = new TemporaryFolder();
    }

    [TearDown]
    public void RemoveFolder() => folder?.Dispose();

    [Test]
    public void Augment_OnTwoRanks_SaysAndWritesItOnce()
    {
        string[] line = [.. Line, "--epochs", "2", "--out", folder["result.json"], "--weights", folder["weights"]];
        Launched ended = RankedLine.Run(mpirun, line);

        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        Assert.That(ended.Output.Split("2 ranks through"), Has.Length.EqualTo(2));
        Assert.That(ended.Output.Split("after the last epoch"), Has.Length.EqualTo(2));
        JsonElement result = JsonDocument.Parse(File.ReadAllText(folder["result.json"])).RootElement;
        Assert.That(result.GetProperty("options").GetProperty("ranks").GetInt32(), Is.EqualTo(2));
        Assert.That(result.GetProperty("result").GetProperty("trainedImages").GetInt32(), Is.EqualTo(2 * 60));
        Assert.That(folder.Files, Is.EqualTo((string[])["result.json", "weights"]));
    }

    [Test]
    public void Augment_WhenOneRankIsToldToStop_SavesExitsWith85AndResumesToTheSameBits()
    {
        string[] line = [.. Line, "--epochs", "20"];
        Launched whole = RankedLine.Run(mpirun, [.. line, "--out", folder["whole.json"]]);
        Assert.That(whole.ExitCode, Is.Zero, whole.ToString());

        line = [.. line, "--out", folder["stopped.json"], "--checkpoint", folder["checkpoint"]];
        using Process process = RankedLine.Begin(mpirun, line);
        RankedLine.WaitFor(folder["checkpoint"], process);
        RankedLine.Stop(process, folder["checkpoint"]);
        Launched stopped = Mpirun.End(process);

        Assert.That(stopped.ExitCode, Is.EqualTo(App.Stopped), stopped.ToString());
        Assert.That(stopped.Error, Does.Contain("The same command goes on from its checkpoint."));
        Assert.That(folder.Files, Does.Not.Contain("stopped.json"));
        Launched resumed = RankedLine.Run(mpirun, line);
        Assert.That(resumed.ExitCode, Is.Zero, resumed.ToString());
        Assert.That(File.ReadAllText(folder["stopped.json"]), Is.EqualTo(File.ReadAllText(folder["whole.json"])));
    }

    [Test]
    public void Augment_WhatIsWrongOnARank_EndsAllAndIsSaid()
    {
        Launched ended = RankedLine.Run(
            mpirun,
            [.. CommandLine.With(Line, "--batch", "64"), "--epochs", "1", "--init-from", folder["no-such-file"]]
        );

        Assert.That(ended.ExitCode, Is.EqualTo(App.BadInput), ended.ToString());
        Assert.That(ended.Error, Does.Contain("ends all ranks: ").And.Contain("no-such-file"));
    }

    [Test]
    public void Augment_WithTheLibraryOfTheOtherFamily_ExitsWith70AndSaysItOnce()
    {
        string file = mpirun == Mpirun.OpenMpi ? "libmpich.so.12" : "libmpi.so.40";
        Launched ended = mpirun.Run(
            RankedLine.Ranks,
            [typeof(App).Assembly.Location, .. Line],
            ("NASTRANSFER_MPI_LIBRARY", file)
        );

        Assert.That(ended.ExitCode, Is.EqualTo(App.RanksFailed), ended.ToString());
        Assert.That(ended.Error.Split("knows of 1"), Has.Length.EqualTo(2), ended.ToString());
        Assert.That(ended.Error, Does.Contain(file));
    }
}
