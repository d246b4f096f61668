using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Tests.Execution.Slurm;

/// <summary>
/// The executor with the real daemons of Slurm and units that take no time; faults are those of <see cref="FaultyWorker"/>.
/// </summary>
[TestFixture, Parallelizable(ParallelScope.Children), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClusterTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static SlurmCluster? cluster;

    private readonly SlurmClient client = new(new ProcessRunner(TimeSpan.FromMinutes(1)));
    private readonly string folder = Directory.CreateTempSubdirectory("nastransfer-cluster-").FullName;
    private readonly string journal;
    private readonly RunStore store;

    public ClusterTests()
    {
        journal = Directory.CreateDirectory(Path.Combine(folder, "journal")).FullName;
        store = new RunStore(Path.Combine(folder, "store"));
    }

    [OneTimeSetUp]
    public static void StartTheCluster() => cluster = SlurmCluster.Start();

    [OneTimeTearDown]
    public static void EndTheCluster() => cluster?.Dispose();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Run_ATransientAndAPermanentFailure_BringsTheRestAndReportsTheDependent()
    {
        UnitTask[] tasks = UnitTasks.Pairs(4);
        SlurmExecutor executor = Executor(
            new SlurmSettings(),
            (Fault.KillsItsJobOnce, 2),
            (Fault.Throws, 3),
            (Fault.IsBadInput, 104)
        );

        ExecutionReport report = executor.Run(tasks, store);

        Assert.That(
            report.Failures.Select(failure => (failure.Task.Title, failure.Reason)),
            Is.EqualTo(
                new[]
                {
                    ("search 3", "nothing works at 3"),
                    ("training 103 of search 3", "Not started, as search 3 has no result."),
                    ("training 104 of search 4", "seed is 104; it must be another."),
                }
            )
        );
        Assert.That(report.Failures[0].LogTail, Does.Contain("InvalidOperationException"));
        Assert.That(tasks.Count(HasResult), Is.EqualTo(5));
        Assert.That(Begun(tasks[1]), Is.EqualTo(2), "The job was killed once, and came again.");
        Assert.That(Begun(tasks[2]), Is.EqualTo(6), "Two tries in each of three jobs.");
        Assert.That(Begun(tasks[7]), Is.EqualTo(1), "Bad input is not tried again.");
    }

    [Test]
    public void Run_TheTimeLimitComesNear_StopsTheUnitAndGoesOnFromItsCheckpoint()
    {
        UnitTask task = UnitTasks.Search(1);

        ExecutionReport report = Executor(new SlurmSettings { TimeLimit = "1", SignalSeconds = 60 }, (Fault.Ticks, 1))
            .Run([task], store);

        Assert.That(report.Failures, Is.Empty);
        Assert.That(HasResult(task));
        // Slurm looks at time limits twice a minute, and may warn a minute early: once at least.
        Assert.That(Begun(task), Is.GreaterThan(1));
        UnitEvent[] events = [.. store.HistoryOf(task.Search).Events];
        Assert.That(
            events.OfType<SearchEpochEnded>().Count(),
            Is.EqualTo(FaultyWorker.Ticks),
            "No step was done twice."
        );
        Assert.That(events.OfType<UnitEnded>().First(), Is.EqualTo(new UnitEnded(UnitStatus.Cancelled)));
    }

    [Test]
    public void Submit_Again_SubmitsNothingAndCancelEndsTheStudysJobsAlone()
    {
        UnitTask[] tasks = UnitTasks.Pairs(2);
        SlurmExecutor executor = Executor(new SlurmSettings(), (Fault.Sleeps, 1), (Fault.Sleeps, 2));
        Assert.That(executor.Submit(tasks, store), Is.EqualTo(4));
        SlurmCluster.Until(() => Status(tasks).Count(TaskPhase.Running) == 2, "both searches");

        Assert.That(Status(tasks).Tasks[2].Reason, Is.EqualTo("in Slurm's queue: Dependency"));
        Assert.That(executor.Submit(tasks, store), Is.Zero);
        string foreign = SlurmCluster.Say("sbatch", "--parsable", "--output=/dev/null", "--wrap=sleep 60").Trim();
        Assert.That(SlurmCancellation.Run(store, client), Is.EqualTo(4));

        SlurmCluster.Until(() => client.Jobs(ArrayName.PrefixOf(store)).IsEmpty, "the cancellation");
        Assert.That(SlurmCluster.Say("squeue", "--noheader", $"--jobs={foreign}"), Is.Not.Empty);
        SlurmCluster.Say("scancel", foreign);
        StudyStatus status = Status(tasks);
        Assert.That(status.Count(TaskPhase.Waiting), Is.EqualTo(4));
        Assert.That(status.Tasks[0].Reason, Is.EqualTo("was stopped, and goes on from its checkpoint"));
        Assert.That(tasks.Count(HasResult), Is.Zero);
    }

    [Test]
    public void Submit_WhileASearchIsQueued_LetsItsNewTrainingWaitForIt()
    {
        UnitTask search = UnitTasks.Search(1);
        UnitTask training = UnitTasks.Training(1, 101);
        SlurmExecutor executor = Executor(new SlurmSettings(), (Fault.Hesitates, 1));
        Assert.That(executor.Submit([search], store), Is.EqualTo(1));

        ExecutionReport report = executor.Run([search, training], store);

        Assert.That(report.Failures, Is.Empty);
        Assert.That(Begun(search), Is.EqualTo(1));
        Assert.That(Begun(training), Is.EqualTo(1));
    }

    [Test]
    public void Run_APartitionThatIsNotThere_IsRefusedWithThoseThatAre() =>
        Assert.That(
            () => Executor(new SlurmSettings { Partition = "gpu" }).Run(UnitTasks.Pairs(1), store),
            Throws
                .InstanceOf<Engine.BadInputException>()
                .With.Message.EqualTo(
                    "slurm:partition is 'gpu', which this cluster does not have; it must be one of main, urgent."
                )
        );

    private SlurmExecutor Executor(SlurmSettings settings, params (Fault Fault, ulong Seed)[] faults) =>
        new(
            FaultyWorker.Job(journal, faults),
            settings.TimeLimit == new SlurmSettings().TimeLimit ? settings with { TimeLimit = "10" } : settings,
            client,
            Interval
        );

    private StudyStatus Status(UnitTask[] tasks) => StudyStatus.Of(tasks, store, client);

    private bool HasResult(UnitTask task) => StudyStatus.Of([task], store, slurm: null).Count(TaskPhase.Done) == 1;

    private int Begun(UnitTask task) =>
        FaultyWorker.Ran(journal).Count(key => key == (task.UnitIn(store)?.Key ?? task.Search.Key));
}
