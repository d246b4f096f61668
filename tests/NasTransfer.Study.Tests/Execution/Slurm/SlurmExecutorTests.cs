using NasTransfer.Engine;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Tests.Execution.Slurm;

/// <summary>The executor before a Slurm that only says what a test wants; <see cref="ClusterTests"/> has the real one.</summary>
[TestFixture]
public sealed class SlurmExecutorTests
{
    private string folder = "";
    private RunStore store = null!;

    [SetUp]
    public void MakeAStore()
    {
        folder = Directory.CreateTempSubdirectory("nastransfer-slurm-").FullName;
        store = new RunStore(Path.Combine(folder, "store"));
    }

    [TearDown]
    public void RemoveTheStore() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Submit_AnEmptyStore_WritesManifestsAndChainsTheArrays()
    {
        FakeCommands commands = OnThisHost();

        Assert.That(Executor(commands).Submit(UnitTasks.Pairs(2), store), Is.EqualTo(4));

        string[] submitted = [.. commands.Asked.Where(line => line.StartsWith("sbatch --parsable"))];
        Assert.That(submitted, Has.Length.EqualTo(2));
        Assert.That(submitted[0], Does.Not.Contain("--dependency"));
        Assert.That(submitted[1], Does.Contain("--dependency=aftercorr:1001 "));
        SubmissionFolder written = new(store, 1);
        Assert.That(written.Arrays, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(
            written.Read(2).Select(line => (line.Index, TaskId.Of(line.Tasks[0]))),
            Is.EqualTo(new[] { (0, TaskId.Of(UnitTasks.Pairs(2)[2])), (1, TaskId.Of(UnitTasks.Pairs(2)[3])) })
        );
        Assert.That(File.ReadAllText(written.ScriptOf(2)), Does.Contain(written.ManifestOf(2)));
    }

    [Test]
    public void Submit_WhileAnotherSubmits_IsRefused()
    {
        using UnitLock held = SubmissionFolder.TryLock(store)!;

        Assert.That(
            () => Executor(OnThisHost()).Submit(UnitTasks.Pairs(1), store),
            Throws.InstanceOf<BadInputException>().With.Message.Contains("Another process is submitting")
        );
    }

    [Test]
    public void Submit_AStoreInATemporaryFolderOfAClusterOfSeveral_IsRefused()
    {
        Assume.That(store.Folder, Does.StartWith("/tmp/"));

        Assert.That(
            () => Executor(FakeCommands.Idle().Saying("sinfo", "node1\nnode2\n")).Submit(UnitTasks.Pairs(1), store),
            Throws
                .InstanceOf<BadInputException>()
                .With.Message.EqualTo(
                    $"The run store {store.Folder} lies in /tmp, of which every node has its own; --store must be on a file system that node1 and the other nodes share."
                )
        );
    }

    [Test]
    public void Submit_RefusedBySlurm_LeavesNothingQueued()
    {
        FakeCommands commands = OnThisHost().Failing("sbatch", "sbatch: error: Invalid qos specification");

        Assert.That(
            () => Executor(commands).Submit(UnitTasks.Pairs(1), store),
            Throws.InstanceOf<BadInputException>().With.Message.Contains("Invalid qos")
        );
    }

    // A job that is gone without a word: cancelled, or on a node that does not see the store.
    [Test]
    public void Run_JobsThatLeaveTheQueueWithoutAWord_AreReported()
    {
        ExecutionReport report = Executor(OnThisHost()).Run([UnitTasks.Search(1)], store);

        Assert.That(report.Failures, Has.Length.EqualTo(1));
        Assert.That(report.Failures[0].Reason, Does.Contain("wrote nothing").And.Contain(store.Folder));
    }

    [Test]
    public void Run_AJobThatEndsBeforeItsUnit_IsReportedWithWhatItWrote()
    {
        SlurmExecutor executor = Executor(OnThisHost());
        executor.Submit([UnitTasks.Search(1)], store);
        File.WriteAllText(new SubmissionFolder(store, 1).OutputOf(1, 0), "error while loading shared libraries\n");

        StudyStatus status = StudyStatus.Of([UnitTasks.Search(1)], store, slurm: null);

        Assert.That(status.Tasks[0].Phase, Is.EqualTo(TaskPhase.Failed));
        Assert.That(status.Tasks[0].LogTail, Is.EqualTo("error while loading shared libraries"));
    }

    // What Slurm 22.05 did when a training's turn came more than MinJobAge after the end of its search.
    [TestCase(false, 2)]
    [TestCase(true, 1)]
    public void Run_ATrainingThatSlurmCancelsThoughItsSearchIsStored_IsSubmittedAgainUnlessItWasCancelled(
        bool isCancelled,
        int submissions
    )
    {
        UnitTask search = UnitTasks.Search(1);
        FakeCommands commands = OnThisHost();
        SlurmExecutor executor = Executor(commands);
        executor.Submit([search, UnitTasks.Training(1, 101)], store);
        commands.Asked.Clear();
        UnitTasks.Put(store, search);
        Listening cancelling = new(_ =>
        {
            if (isCancelled)
            {
                SlurmCancellation.Run(store, new SlurmClient(FakeCommands.Idle()));
            }
        });

        ExecutionReport report = executor.Run([search, UnitTasks.Training(1, 101)], store, cancelling);

        Assert.That(
            report.Failures.Select(failure => failure.Task.Title),
            Is.EqualTo(new[] { "training 101 of search 1" })
        );
        Assert.That(commands.Asked.Count(line => line.StartsWith("sbatch --parsable")), Is.EqualTo(submissions));
    }

    [Test]
    public void Run_Stopped_LeavesTheJobs()
    {
        FakeCommands commands = OnThisHost();
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.That(
            () => Executor(commands).Run([UnitTasks.Search(1)], store, cancellation: stop.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(commands.Asked, Has.None.StartsWith("scancel"));
    }

    [Test]
    public void Preview_WithoutSlurm_PrintsScriptsAndLinesAndWritesNothing()
    {
        using StringWriter text = new();

        Executor(new FakeCommands()).Preview(UnitTasks.Pairs(2), store, text);

        Assert.That($"{text}", Does.Contain("job1=$(sbatch --parsable"));
        Assert.That($"{text}", Does.Contain("--dependency=aftercorr:$job1 \\"));
        Assert.That($"{text}".TrimEnd(), Does.EndWith("# 4 units in 4 jobs of 2 arrays; nothing was submitted."));
        Assert.That(Directory.GetFileSystemEntries(store.Folder), Is.Empty);
    }

    // The one node of the cluster is this machine, so a temporary folder is no harm.
    private static FakeCommands OnThisHost() => FakeCommands.Idle().Saying("sinfo", $"{Environment.MachineName}\n");

    private static SlurmExecutor Executor(FakeCommands commands) =>
        new(FaultyWorker.Job("journal"), new SlurmSettings(), new SlurmClient(commands), TimeSpan.FromMilliseconds(10));

    private sealed class Listening(Action<ExecutionProgress> action) : IProgress<ExecutionProgress>
    {
        public void Report(ExecutionProgress value) => action(value);
    }
}
