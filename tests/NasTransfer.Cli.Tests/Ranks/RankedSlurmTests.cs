using System.Globalization;
using NasTransfer.Cli.Tests.Verbs.Study;
using NasTransfer.Engine.Tests.Runtime.Collectives;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;
using NasTransfer.Study.Tests.Execution.Slurm;

namespace NasTransfer.Cli.Tests.Ranks;

/// <summary>
/// A unit of two ranks as a job of a real Slurm, which srun starts: what happens to one rank happens to the job, and the
/// bits are those of two ranks that nobody disturbed.
/// </summary>
[TestFixture]
public sealed class RankedSlurmTests
{
    private const string Undisturbed = "undisturbed";

    private SlurmCluster? cluster;
    private SmallStudy study = null!;
    private UnitTask training = null!;
    private string undisturbed = "";

    [OneTimeSetUp]
    public void RunItUndisturbed()
    {
        cluster = SlurmCluster.Start();
        Mpirun.Mpich.Require();
        Mpirun.OpenMpi.Require();
        study = new SmallStudy("dataSets:ImageNet22K:augment:ranks=2", "dataSets:ImageNet22K:augmentEpochs=300");
        training = study.Tasks()[^1];
        string[] line = study.Line(Undisturbed, workers: 1);
        Said search = CommandLine.Run([.. line, "--unit", training.Search.Key]);
        Assert.That(search.ExitCode, Is.Zero, search.Error);
        Launched ended = RankedLine.Run(Mpirun.Mpich, [.. line, "--unit", training.Title]);
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        undisturbed = study.Hash(Undisturbed);
    }

    [OneTimeTearDown]
    public void EndTheCluster()
    {
        cluster?.Dispose();
        study?.Dispose();
    }

    // Open MPI speaks PMIx, MPICH PMI-2.
    [TestCase("pmix")]
    [TestCase("pmi2")]
    public void Run_OneRankKilledThenAllToldToStop_GoesOnTwiceToTheSameBits(string plugin)
    {
        string[] line = [.. study.SlurmLine(plugin), "--set", $"slurm:mpi={plugin}", "--unit", training.Title];
        Said submitted = CommandLine.Run([.. line, "--no-wait"]);
        Assert.That(submitted.ExitCode, Is.Zero, submitted.Error);
        Assert.That(submitted.Out, Does.StartWith("2 jobs"), "A search and a training.");

        WaitUntilItGoesOn(plugin, starts: 1);
        RunningPrograms.Kill(Ranks().Max());
        WaitUntilItGoesOn(plugin, starts: 2);
        // Without --batch the steps are told, as Slurm does before the time limit.
        SlurmCluster.Say("scancel", "--signal=TERM", Job());
        Said said = CommandLine.Run(line);

        Assert.That(said.ExitCode, Is.Zero, said.ToString());
        Assert.That(study.Hash(plugin), Is.EqualTo(undisturbed));
        UnitEvent[] events = Events(plugin);
        Assert.That(events.OfType<UnitStarted>().Count(), Is.EqualTo(3), "It was begun, and went on twice.");
        Assert.That(
            events.OfType<UnitEnded>().Select(end => end.Status),
            Is.EqualTo(new[] { UnitStatus.Cancelled, UnitStatus.Done }),
            "The killed one said nothing."
        );
        // Whatever srun makes of the ranks that leave after the first, a stop is not taken for a failure.
        Assert.That(OutputOf(plugin), Does.Contain($"Ended with exit code {App.Stopped}; comes again."));
        Assert.That(study.Processes(), Is.Empty);
    }

    // An epoch after the given start, so that there is a checkpoint.
    private void WaitUntilItGoesOn(string store, int starts) =>
        SlurmCluster.Until(
            () =>
            {
                UnitEvent[] events = Events(store);
                return events.OfType<UnitStarted>().Count() == starts && events[^1] is AugmentEpochEnded;
            },
            string.Create(CultureInfo.InvariantCulture, $"an epoch of start {starts}")
        );

    private UnitEvent[] Events(string store)
    {
        RunStore results = new(study.Store(store));
        return training.UnitIn(results) is { } unit ? [.. results.EventsOf(unit).Read().Events] : [];
    }

    /// <summary>The two processes that train, neither srun nor the script.</summary>
    private int[] Ranks() =>
        [.. study.Processes().Where(id => Path.GetFileName(RunningPrograms.WordsOf(id).FirstOrDefault()) == "dotnet")];

    /// <summary>What the training's job wrote, in all its tries: the second array, of one task.</summary>
    private string OutputOf(string store) =>
        File.ReadAllText(Path.Combine(study.Store(store), "slurm", "1", "2_0.out"));

    private static string Job() =>
        SlurmCluster.Say("squeue", "--noheader", "--array", "--states=RUNNING", "--format=%F_%K").Trim();
}
