using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;
using NasTransfer.Study.Tests.Execution.Slurm;

namespace NasTransfer.Cli.Tests.Verbs.Study;

/// <summary>
/// Real searches and trainings as jobs of a real Slurm: whatever happens to a job, the bits are those of this machine's own
/// processes.
/// </summary>
[TestFixture]
public sealed class SlurmStudyTests
{
    private static readonly string[] Trainings = ["DARTS on CIFAR10, seed 2 →", "DARTS on CIFAR10, seed 3 →"];

    private SlurmCluster? cluster;
    private SmallStudy study = null!;
    private string undisturbed = "";

    [OneTimeSetUp]
    public void RunItUndisturbed()
    {
        cluster = SlurmCluster.Start();
        study = new SmallStudy("methods:DARTS:epochs=80");
        foreach (string training in Trainings)
        {
            Said said = CommandLine.Run([.. study.Line("undisturbed", workers: 1), "--unit", training]);
            Assert.That(said.ExitCode, Is.Zero, said.Error);
        }

        undisturbed = study.Hash("undisturbed");
    }

    [OneTimeTearDown]
    public void EndTheCluster()
    {
        cluster?.Dispose();
        study?.Dispose();
    }

    [Test]
    public void Run_AJobKilledAndAnotherToldToStop_GivesTheSameBits()
    {
        const string Store = nameof(Run_AJobKilledAndAnotherToldToStop_GivesTheSameBits);
        Submit(Store, Trainings[0]);
        Submit(Store, Trainings[1]);
        RunningPrograms.Kill(JobInTheMiddleOf("seed 2", Store).Process);
        SlurmCluster.Say("scancel", "--batch", "--signal=TERM", JobInTheMiddleOf("seed 3", Store).Job);

        foreach (string training in Trainings)
        {
            Said said = CommandLine.Run([.. study.SlurmLine(Store), "--unit", training]);
            Assert.That(said.ExitCode, Is.Zero, said.Error);
        }

        Assert.That(study.Hash(Store), Is.EqualTo(undisturbed));
        Assert.That(study.UnitsBegun(Store), Is.EqualTo((2 * Trainings.Length) + 2), "Both searches went on.");
        Assert.That(study.Processes(), Is.Empty);
    }

    [Test]
    public void Status_OfAStudyThatIsPartlyDone_CountsIt()
    {
        Said said = CommandLine.Run([.. study.StatusLine("undisturbed"), "--json"]);

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Json.GetProperty("done").GetInt32(), Is.EqualTo(2 * Trainings.Length));
        Assert.That(said.Json.GetProperty("waiting").GetInt32(), Is.EqualTo(SmallStudy.Units - (2 * Trainings.Length)));
    }

    [Test]
    public void Cancel_NothingQueued_CancelsNothing()
    {
        Said said = CommandLine.Run("cancel", "--store", study.Store("undisturbed"));

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Out, Does.StartWith("0 jobs"));
    }

    private void Submit(string store, string training)
    {
        Said said = CommandLine.Run([.. study.SlurmLine(store), "--unit", training, "--no-wait"]);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Out, Does.StartWith("2 jobs"));
    }

    /// <summary>The job of a search that has a checkpoint and goes on: its id, and its process.</summary>
    private (string Job, int Process) JobInTheMiddleOf(string seed, string store)
    {
        UnitTask search = study.Tasks().Single(task => task.Title == $"DARTS on CIFAR10, {seed}");
        EventLog events = new RunStore(study.Store(store)).EventsOf(search.Search);
        SlurmCluster.Until(() => events.Read().Events is [.., SearchEpochEnded], $"an epoch of {seed}");
        // The first submission is about seed 2, the second about seed 3; searches are the first array of each.
        string submission = seed == "seed 2" ? "1" : "2";
        string manifest = Path.Combine(store, "slurm", submission, "1.jsonl");
        string job = SlurmCluster
            .Say("squeue", "--noheader", "--array", "--format=%F_%K %j")
            .Split('\n', StringSplitOptions.TrimEntries)
            .Single(row => row.EndsWith($"-{submission}-1", StringComparison.Ordinal));
        int process = study
            .Processes()
            .Single(id => RunningPrograms.WordsOf(id).Any(word => word.Contains(manifest, StringComparison.Ordinal)));
        return (job.Split(' ')[0], process);
    }
}
