using NasTransfer.Cli.Tests.Verbs.Study;
using NasTransfer.Engine.Tests.Runtime.Collectives;

namespace NasTransfer.Cli.Tests.Ranks;

/// <summary>A unit of two ranks: <c>nastransfer run --unit</c> by itself, under a launcher, and in the local executor.</summary>
internal sealed class RankedRunTests
{
    private static readonly Mpirun Launcher = Mpirun.Mpich;

    private SmallStudy study = null!;
    private string title = "";
    private string[] line = [];

    [SetUp]
    public void SetUp()
    {
        study = new SmallStudy("augment:ranks=2");
        title = study.Tasks()[^1].Title;
        line = study.Line("store", workers: 1);
    }

    [TearDown]
    public void RemoveIt() => study.Dispose();

    [Test]
    public void Run_WithoutALauncher_SaysHowToStartIt() =>
        CommandLine.IsRefused(
            CommandLine.Run([.. line, "--unit", title]),
            "this process was started alone",
            "mpirun -np 2 nastransfer run ",
            $"--unit '{title}'"
        );

    [Test]
    public void Run_OfATrainingWhoseSearchIsMissing_NamesTheSearch()
    {
        Launcher.Require();
        Launched ended = RankedLine.Run(Launcher, [.. line, "--unit", title]);

        Assert.That(ended.ExitCode, Is.EqualTo(App.BadInput), ended.ToString());
        Assert.That(ended.Error, Does.Contain("has no result in").And.Contain("run that first, without a launcher"));
    }

    [Test]
    public void Run_OnTwoRanks_StoresTheResultOnceAndForAll()
    {
        Launcher.Require();
        string search = study.Tasks()[^1].Search.Key;
        Assert.That(CommandLine.Run([.. line, "--unit", search]).ExitCode, Is.Zero);

        Launched first = RankedLine.Run(Launcher, [.. line, "--unit", title]);
        string stored = study.Hash("store");
        Launched second = RankedLine.Run(Launcher, [.. line, "--unit", title]);

        Assert.That(first.ExitCode, Is.Zero, first.ToString());
        Assert.That(first.Output, Does.Contain($"The result of {title} is in"));
        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(second.Output, Does.Contain($"The result of {title} was in"));
        Assert.That(study.Hash("store"), Is.EqualTo(stored));
    }

    [Test]
    public void Run_OfAWholeStudy_LeavesThemToALauncherAndSaysSo()
    {
        Said said = CommandLine.Run(line);

        Assert.That(said.ExitCode, Is.EqualTo(App.Failed));
        Assert.That(
            said.Error,
            Does.Contain("trains on 2 ranks, which a worker cannot start").And.Contain("mpirun -np 2 nastransfer run")
        );
        Assert.That(said.Out, Does.Contain($"{SmallStudy.Units / 2} of {SmallStudy.Units} results are in"));
    }
}
