using System.Globalization;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Store;
using NasTransfer.Study.Tests.Execution.Slurm;

namespace NasTransfer.Study.Tests.Execution;

[TestFixture]
public sealed class StudyStatusTests
{
    private static readonly UnitTask Search = UnitTasks.Search(1);
    private static readonly UnitTask Training = UnitTasks.Training(1, 101);

    private string folder = "";
    private RunStore store = null!;

    [SetUp]
    public void MakeAStore()
    {
        folder = Directory.CreateTempSubdirectory("nastransfer-status-").FullName;
        store = new RunStore(Path.Combine(folder, "store"));
    }

    [TearDown]
    public void RemoveTheStore() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Of_NoTasks_CountsNothing()
    {
        StudyStatus status = StudyStatus.Of([], store, slurm: null);

        Assert.That(Enum.GetValues<TaskPhase>().Sum(status.Count), Is.Zero);
    }

    [Test]
    public void Of_AnEmptyStore_WaitsForSomebody() =>
        Assert.That(
            Statuses(),
            Is.EqualTo(new[] { new TaskProgress(Search, TaskPhase.Waiting), new(Training, TaskPhase.Waiting) })
        );

    [Test]
    public void Of_TasksInAnyOrder_HasSearchesFirst() =>
        Assert.That(
            StudyStatus.Of([Training, Search], store, slurm: null).Tasks.Select(status => status.Task),
            Is.EqualTo(new[] { Search, Training })
        );

    [Test]
    public void Of_AStoredSearch_IsDoneAndItsTrainingWaits()
    {
        UnitTasks.Put(store, Search);

        Assert.That(Statuses().Select(status => status.Phase), Is.EqualTo(new[] { TaskPhase.Done, TaskPhase.Waiting }));
    }

    [Test]
    public void Of_AStoredTraining_IsDone()
    {
        UnitTasks.Put(store, Search);
        store.Put(Training.UnitIn(store)!, Fakes.Result(50), new UnitCost(1, 1, 1));

        Assert.That(Statuses().Select(status => status.Phase), Is.All.EqualTo(TaskPhase.Done));
    }

    [Test]
    public void Of_ADamagedResult_IsNotDone()
    {
        UnitTasks.Put(store, Search);
        File.WriteAllText(Path.Combine(store.FolderOf(Search.Search), "result.json"), "{}");

        Assert.That(Statuses()[0].Phase, Is.Not.EqualTo(TaskPhase.Done));
    }

    [Test]
    public void Of_AUnitThatSomebodyIsAt_Runs()
    {
        using UnitLock held = store.TryLock(Search.Search)!;
        Happened(Search, UnitStarted.Of(Search.Search));

        Assert.That(Statuses()[0], Is.EqualTo(new TaskProgress(Search, TaskPhase.Running)));
    }

    // Killed: nobody holds the lock, and nothing was written down.
    [Test]
    public void Of_AUnitWhoseProcessIsGone_HasFailedAndSoHasItsTraining()
    {
        Happened(Search, UnitStarted.Of(Search.Search));
        File.WriteAllText(store.LogOf(Search.Search), "Killed\n");

        Assert.That(
            Statuses(),
            Is.EqualTo(
                new[]
                {
                    new TaskProgress(Search, TaskPhase.Failed, "Its process ended without a word.", "Killed"),
                    new(Training, TaskPhase.Failed, "Not started, as search 1 has no result."),
                }
            )
        );
    }

    [Test]
    public void Of_AUnitThatFailed_SaysWhyAndWhatItsProcessWrote()
    {
        Happened(Search, UnitStarted.Of(Search.Search), new UnitEnded(UnitStatus.Failed, "no space is left"));
        File.WriteAllText(store.LogOf(Search.Search), "at NasTransfer\n");

        Assert.That(
            Statuses()[0],
            Is.EqualTo(new TaskProgress(Search, TaskPhase.Failed, "no space is left", "at NasTransfer"))
        );
    }

    [Test]
    public void Of_AUnitThatWasStopped_GoesOn()
    {
        Happened(Search, UnitStarted.Of(Search.Search), new UnitEnded(UnitStatus.Cancelled));

        Assert.That(
            Statuses(),
            Is.EqualTo(
                new[]
                {
                    new TaskProgress(Search, TaskPhase.Waiting, "was stopped, and goes on from its checkpoint"),
                    new(Training, TaskPhase.Waiting),
                }
            )
        );
    }

    [Test]
    public void Of_AUnitThatFailedOnceAndIsTriedAgain_Runs()
    {
        using UnitLock held = store.TryLock(Search.Search)!;
        Happened(
            Search,
            UnitStarted.Of(Search.Search),
            new UnitEnded(UnitStatus.Failed, "no space is left"),
            UnitStarted.Of(Search.Search)
        );

        Assert.That(Statuses()[0].Phase, Is.EqualTo(TaskPhase.Running));
    }

    [TestCase("PENDING", "Priority", false, TaskPhase.Waiting, "in Slurm's queue: Priority")]
    [TestCase("RUNNING", "None", false, TaskPhase.Waiting, "its job is running")]
    [TestCase("RUNNING", "None", true, TaskPhase.Running, null)]
    // Requeued after it had begun.
    [TestCase("PENDING", "BeginTime", true, TaskPhase.Waiting, "in Slurm's queue: BeginTime")]
    public void Of_AQueuedTask_IsWhatSlurmAndTheStoreSayTogether(
        string state,
        string why,
        bool isBegun,
        TaskPhase phase,
        string? reason
    )
    {
        if (isBegun)
        {
            Happened(Search, UnitStarted.Of(Search.Search));
        }

        Assert.That(
            StudyStatus.Of([Search, Training], store, Queued(state, why)).Tasks[0],
            Is.EqualTo(new TaskProgress(Search, phase, reason))
        );
    }

    // The search was given up, and somebody has submitted both again.
    [Test]
    public void Of_AQueuedTrainingOfAFailedSearch_WaitsInTheQueue()
    {
        Happened(Search, UnitStarted.Of(Search.Search), new UnitEnded(UnitStatus.Failed, "no space is left"));

        Assert.That(
            StudyStatus.Of([Search, Training], store, Queued("PENDING", "Dependency")).Tasks[1],
            Is.EqualTo(new TaskProgress(Training, TaskPhase.Waiting, "in Slurm's queue: Dependency"))
        );
    }

    private TaskProgress[] Statuses() => [.. StudyStatus.Of([Search, Training], store, slurm: null).Tasks];

    private void Happened(UnitTask task, params UnitEvent[] events) =>
        Array.ForEach(events, store.EventsOf(task.UnitIn(store)!).Append);

    /// <summary>A Slurm that has search and training in its queue, both in one state.</summary>
    private SlurmClient Queued(string state, string why)
    {
        SubmissionFolder submission = SubmissionFolder.Next(store);
        submission.Write(1, [new ManifestLine(0, [Search])], "");
        submission.Write(2, [new ManifestLine(0, [Training])], "");
        string id = ArrayName.StoreIdOf(store);
        IEnumerable<string> rows = Enumerable
            .Range(1, 2)
            .Select(array =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{1000 + array}|0|{new ArrayName(id, submission.Submission, array)}|{state}|{why}"
                )
            );
        return new SlurmClient(FakeCommands.Idle().Saying("squeue", string.Join('\n', rows)));
    }
}
