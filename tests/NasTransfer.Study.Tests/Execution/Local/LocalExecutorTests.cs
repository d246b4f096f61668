using NasTransfer.Engine;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Execution.Local;

/// <summary>The executor with real processes and units that take no time; faults are those of <see cref="FaultyWorker"/>.</summary>
[TestFixture]
public sealed class LocalExecutorTests
{
    private string folder = "";
    private string journal = "";
    private RunStore store = null!;

    [SetUp]
    public void MakeFolders()
    {
        folder = Directory.CreateTempSubdirectory("nastransfer-executor-").FullName;
        journal = Directory.CreateDirectory(Path.Combine(folder, "journal")).FullName;
        store = new RunStore(Path.Combine(folder, "store"));
    }

    [TearDown]
    public void RemoveFolders() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Run_NoTasks_EndsAtOnce()
    {
        ExecutionReport report = Run([], workers: 2);

        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Notes, Is.Empty);
    }

    [Test]
    public void Run_ATrainingWithoutItsSearch_IsAFaultOfTheCaller() =>
        Assert.That(() => Run([UnitTasks.Training(1, 101)], workers: 1), Throws.ArgumentException);

    [TestCase(1)]
    [TestCase(3)]
    public void Run_AnEmptyStore_RunsEveryUnitOnce(int workers)
    {
        UnitTask[] tasks = UnitTasks.Pairs(4);

        ExecutionReport report = Run(tasks, workers);

        Assert.That(report.Failures, Is.Empty);
        Assert.That(tasks.Select(HasResult), Is.All.True);
        Assert.That(FaultyWorker.Ran(journal), Is.Unique.And.Length.EqualTo(tasks.Length));
        Assert.That(report.Effort?.Units, Is.EqualTo(tasks.Length));
        Assert.That(report.Effort?.Workers, Is.EqualTo(workers));
        Assert.That(report.Effort?.Overhead, Is.GreaterThan(0).And.LessThan(1));
    }

    [Test]
    public void Effort_TwoWorkersAtWorkForHalfOfTheirTime_WastesTheOtherHalf() =>
        Assert.That(new ExecutionEffort(Units: 4, UnitSeconds: 6, Workers: 2, Seconds: 6).Overhead, Is.EqualTo(0.5));

    [Test]
    public void Run_AFullStore_StartsNoProcess()
    {
        UnitTask[] tasks = UnitTasks.Pairs(2);
        Run(tasks, workers: 1);
        List<ExecutionProgress> seen = [];

        Run(tasks, workers: 1, new Listening(seen.Add), (Fault.EndsAtStart, 0));

        Assert.That(seen.Select(value => value.News), Is.All.EqualTo(TaskNews.WasStored));
        Assert.That(seen.Select(value => value.Done), Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void Run_TwoTasksOfOneUnit_RunItOnce()
    {
        UnitTask[] tasks = [UnitTasks.Search(1), UnitTasks.Training(1, 101), UnitTasks.Training(1, 101)];

        ExecutionReport report = Run(tasks, workers: 2);

        Assert.That(FaultyWorker.Ran(journal), Has.Length.EqualTo(2));
        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Notes, Is.Empty);
    }

    [Test]
    public void Run_AWorkerThatDiesOnce_CostsItsUnitARetryAndNothingElse()
    {
        UnitTask[] tasks = UnitTasks.Pairs(3);

        ExecutionReport report = Run(tasks, workers: 2, faults: (Fault.DiesOnce, 2));

        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Notes, Has.Length.EqualTo(1));
        Assert.That(report.Notes[0], Does.Contain("search 2").And.Contain("lost its worker").And.Contain("killed"));
        Assert.That(FaultyWorker.Ran(journal), Has.Length.EqualTo(tasks.Length + 1));
    }

    [Test]
    public void Run_ASearchWhoseWorkerAlwaysDies_IsReportedWithItsLogAndItsTrainingIsNotStarted()
    {
        UnitTask[] tasks = UnitTasks.Pairs(3);

        ExecutionReport report = Run(tasks, workers: 2, faults: (Fault.Dies, 2));

        Assert.That(report.Failures.Select(failure => failure.Task), Is.EqualTo(new[] { tasks[1], tasks[4] }));
        Assert.That(report.Failures[0].Reason, Does.StartWith("Tried twice").And.Contain("killed"));
        Assert.That(report.Failures[0].LogTail, Is.EqualTo("dying at 2"));
        Assert.That(report.Failures[1].Reason, Is.EqualTo("Not started, as search 2 has no result."));
        Assert.That(report.Failures[1].LogTail, Is.Empty);
        Assert.That(File.ReadAllLines(store.LogOf(tasks[1].Search)), Is.EqualTo(new[] { "dying at 2", "dying at 2" }));
        Assert.That(tasks.Count(HasResult), Is.EqualTo(4));
    }

    [Test]
    public void Run_AUnitThatThrows_IsTriedTwiceAndReportedWithItsTrace()
    {
        ExecutionReport report = Run(UnitTasks.Pairs(2), workers: 1, faults: (Fault.Throws, 101));

        Assert.That(report.Failures, Has.Length.EqualTo(1));
        Assert.That(report.Failures[0].Reason, Does.Contain("Tried twice").And.Contain("nothing works at 101"));
        Assert.That(report.Failures[0].LogTail, Does.Contain(nameof(InvalidOperationException)));
        Assert.That(FaultyWorker.Ran(journal), Has.Length.EqualTo(5));
    }

    [Test]
    public void Run_BadInput_IsNotTriedAgain()
    {
        ExecutionReport report = Run(UnitTasks.Pairs(2), workers: 1, faults: (Fault.IsBadInput, 101));

        Assert.That(
            report.Failures.Select(failure => failure.Reason),
            Is.EqualTo(new[] { "seed is 101; it must be another." })
        );
        Assert.That(report.Notes, Is.Empty);
        Assert.That(FaultyWorker.Ran(journal), Has.Length.EqualTo(4));
    }

    [Test]
    public void Run_AWorkerThatEndsBeforeItIsReady_SaysWhatItWrote() =>
        Assert.That(
            () => Run(UnitTasks.Pairs(2), workers: 2, faults: (Fault.EndsAtStart, 0)),
            Throws
                .InstanceOf<BadInputException>()
                .With.Message.Contain("exit code 150 before it was ready: You must install a runtime.")
        );

    [Test]
    public void Run_AWorkerThatIsKilledWhileItStarts_IsReplaced() =>
        Assert.That(Run(UnitTasks.Pairs(1), workers: 1, faults: (Fault.IsKilledAtStart, 0)).Failures, Is.Empty);

    [Test]
    public void Run_AWorkerThatIsNeverReady_EndsTheRun()
    {
        LocalExecutor executor = new(
            FaultyWorker.Program(journal, (Fault.HangsAtStart, 0)),
            new LocalExecutorOptions { Workers = 1, StartLimit = TimeSpan.FromMilliseconds(200) },
            TimeProvider.System
        );

        Assert.That(
            () => executor.Run(UnitTasks.Pairs(1), store),
            Throws.InstanceOf<BadInputException>().With.Message.Contain("before it was ready")
        );
    }

    [Test]
    public void Run_AWorkerProgramThatIsNotThere_NamesIt()
    {
        LocalExecutor executor = new(new WorkerProgram("/nowhere/worker.dll", []), new(), TimeProvider.System);

        Assert.That(
            () => executor.Run(UnitTasks.Pairs(1), store),
            Throws.InstanceOf<BadInputException>().With.Message.Contain("/nowhere/worker.dll")
        );
    }

    [Test]
    public void Run_AWorkerThatPrints_IsUnderstoodAllTheSame()
    {
        ExecutionReport report = Run(UnitTasks.Pairs(1), workers: 1, faults: (Fault.Prints, 1));

        Assert.That(report.Failures, Is.Empty);
        Assert.That(
            File.ReadAllText(store.LogOf(UnitTasks.Search(1).Search)),
            Is.EqualTo("Could not initialize something\n")
        );
    }

    // Sleeps ends when it is told; Hangs has to be killed.
    [TestCase(Fault.Sleeps)]
    [TestCase(Fault.Hangs)]
    public void Run_Cancelled_EndsAndKeepsWhatEnded(object given)
    {
        var fault = (Fault)given;
        UnitTask[] tasks = UnitTasks.Pairs(2);
        using CancellationTokenSource stop = new();
        Listening cancelling = new(value =>
        {
            if (value is { Done: 3, News: TaskNews.Running })
            {
                stop.Cancel();
            }
        });
        LocalExecutor executor = new(
            FaultyWorker.Program(journal, (fault, 102)),
            new LocalExecutorOptions { Workers = 1, Grace = TimeSpan.FromMilliseconds(500) },
            TimeProvider.System
        );

        Assert.That(
            () => executor.Run(tasks, store, cancelling, stop.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(tasks.Select(HasResult), Is.EqualTo(new[] { true, true, true, false }));
        Assert.That(Run(tasks, workers: 1).Failures, Is.Empty);
        Assert.That(tasks.Select(HasResult), Is.All.True);
    }

    [Test]
    public void Run_CancelledBeforehand_RunsNothing()
    {
        Assert.That(
            () =>
                new LocalExecutor(FaultyWorker.Program(journal), new(), TimeProvider.System).Run(
                    UnitTasks.Pairs(1),
                    store,
                    cancellation: new CancellationToken(canceled: true)
                ),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(FaultyWorker.Ran(journal), Is.Empty);
    }

    [Test]
    public void Run_AUnitThatSomebodyElseIsAt_IsWaitedForAndTakenFromTheStore()
    {
        UnitTask[] tasks = UnitTasks.Pairs(2);
        UnitLock other = store.TryLock(tasks[0].Search)!;
        // The other study ends its unit when all else has ended.
        Listening otherStudy = new(value =>
        {
            if (value is { Done: 2, HasEnded: true })
            {
                UnitTasks.Put(store, tasks[0]);
                other.Dispose();
            }
        });

        ExecutionReport report = Run(tasks, workers: 1, otherStudy);

        Assert.That(report.Failures, Is.Empty);
        Assert.That(report.Notes.Single(), Does.Contain("search 1").And.Contain("another study"));
        Assert.That(FaultyWorker.Ran(journal), Does.Not.Contain(tasks[0].Search.Key));
    }

    [Test]
    public void Run_TwoStudiesOnOneStore_RunEachUnitOnce()
    {
        UnitTask[] tasks = UnitTasks.Pairs(12);
        ExecutionReport[] reports = new ExecutionReport[2];

        // In opposite orders, so that they meet.
        Parallel.Invoke(
            () => reports[0] = Run(tasks, workers: 2),
            () => reports[1] = Run([.. tasks.Reverse()], workers: 2)
        );

        Assert.That(reports.SelectMany(report => report.Failures), Is.Empty);
        Assert.That(FaultyWorker.Ran(journal), Is.Unique.And.Length.EqualTo(tasks.Length));
    }

    private ExecutionReport Run(
        UnitTask[] tasks,
        int workers,
        IProgress<ExecutionProgress>? progress = null,
        params (Fault, ulong)[] faults
    ) =>
        new LocalExecutor(
            FaultyWorker.Program(journal, faults),
            new LocalExecutorOptions { Workers = workers, LockedRetry = TimeSpan.FromMilliseconds(50) },
            TimeProvider.System
        ).Run(tasks, new RunStore(store.Folder), progress);

    private bool HasResult(UnitTask task) =>
        task.UnitIn(store) is { } unit
        && (
            unit is SearchUnit
                ? store.Find<SearchResult>(unit) is not null
                : store.Find<AugmentResult>(unit) is not null
        );

    private sealed class Listening(Action<ExecutionProgress> action) : IProgress<ExecutionProgress>
    {
        public void Report(ExecutionProgress value) => action(value);
    }
}
