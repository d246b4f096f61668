using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Tests.Execution.Slurm;

/// <summary>A more urgent job takes all cores of the cluster, on the real daemons of Slurm.</summary>
[TestFixture]
public sealed class PreemptionTests
{
    private readonly SlurmClient client = new(new ProcessRunner(TimeSpan.FromMinutes(1)));
    private readonly UnitTask task = UnitTasks.Search(1);

    private string folder = null!;
    private RunStore store = null!;

    private int Epochs => store.HistoryOf(task.Search).Events.OfType<SearchEpochEnded>().Count();

    [SetUp]
    public void MakeTheStore()
    {
        folder = Directory.CreateTempSubdirectory("nastransfer-preemption-").FullName;
        store = new RunStore(Path.Combine(folder, "store"));
    }

    [TearDown]
    public void RemoveTheStore() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Run_AnUrgentJobTakesItsCores_StopsTheUnitAndGoesOnFromItsCheckpoint()
    {
        using SlurmCluster cluster = SlurmCluster.Start();
        string journal = Directory.CreateDirectory(Path.Combine(folder, "journal")).FullName;
        SlurmExecutor executor = new(
            FaultyWorker.Job(journal, (Fault.Ticks, 1)),
            new SlurmSettings { TimeLimit = "10" },
            client,
            TimeSpan.FromMilliseconds(500)
        );
        Assert.That(executor.Submit([task], store), Is.EqualTo(1));
        SlurmCluster.Until(() => Epochs >= 5, "the first epochs");

        string urgent = SubmitUrgentJob();
        SlurmCluster.Until(() => StateOf(urgent) == "RUNNING", "the urgent job");
        Assert.That(Epochs, Is.InRange(5, FaultyWorker.Ticks - 1));
        ExecutionReport report = executor.Run([task], store);

        Assert.That(report.Failures, Is.Empty);
        Assert.That(Epochs, Is.EqualTo(FaultyWorker.Ticks), "No step was done twice.");
        Assert.That(
            store.HistoryOf(task.Search).Events.OfType<UnitEnded>().Select(ended => ended.Status),
            Is.EqualTo((UnitStatus[])[UnitStatus.Cancelled, UnitStatus.Done])
        );
    }

    private static string SubmitUrgentJob() =>
        SlurmCluster
            .Say(
                "sbatch",
                "--parsable",
                $"--partition={SlurmCluster.Urgent}",
                $"--ntasks={SlurmCluster.Processors}",
                "--output=/dev/null",
                "--wrap=sleep 2"
            )
            .Trim();

    private static string StateOf(string job) =>
        SlurmCluster.Say("squeue", "--noheader", $"--jobs={job}", "--format=%T").Trim();
}
