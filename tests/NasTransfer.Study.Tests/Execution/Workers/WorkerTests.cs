using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Execution.Workers;

/// <summary>The inside of a worker, without a process around it.</summary>
[TestFixture]
public sealed class WorkerTests
{
    private static readonly UnitTask Search = UnitTasks.Search(1);

    private RunStore store = null!;
    private List<string> ran = null!;
    private UnitWork work = null!;
    private HandClock clock = null!;

    [SetUp]
    public void MakeAStore()
    {
        clock = new HandClock();
        store = new RunStore(Directory.CreateTempSubdirectory("nastransfer-worker-").FullName);
        ran = [];
        work = Fakes.Work(ran);
    }

    [TearDown]
    public void RemoveTheStore() => Directory.Delete(store.Folder, recursive: true);

    [Test]
    public void Run_AStopOrder_SaysReadyAndEnds() => Assert.That(Run(), Is.EqualTo(new[] { new ReadyReport() }));

    [Test]
    public void Run_ASearchAndItsTraining_StoresBothAndLogsTheirEvents()
    {
        UnitTask training = UnitTasks.Training(1, 101);

        Assert.That(
            Run(Search, training).Where(report => report is not AdvancedReport),
            Is.EqualTo(
                new WorkerReport[]
                {
                    new ReadyReport(),
                    new CompletedReport(false, null, 0),
                    new CompletedReport(false, null, 0),
                }
            )
        );
        Unit unit = training.UnitIn(store)!;
        Assert.That(ran, Is.EqualTo(new[] { Search.Search.Title, unit.Title }));
        Assert.That(
            store.EventsOf(unit).Read().Events,
            Is.EqualTo(new UnitEvent[] { UnitStarted.Of(unit), new UnitEnded(UnitStatus.Done) })
                .Using<UnitEvent>(SameText)
        );
    }

    [Test]
    public void Run_AUnitThatTheStoreHas_DoesNotRunIt()
    {
        Run(Search);
        ran.Clear();

        Assert.That(Run(Search)[^1], Is.EqualTo(new CompletedReport(FromStore: true, Note: null, Seconds: 0)));
        Assert.That(ran, Is.Empty);
    }

    [Test]
    public void Run_AUnitThatIsLocked_SaysSoAndGoesOn()
    {
        using UnitLock held = store.TryLock(Search.Search)!;

        Assert.That(
            Run(Search, UnitTasks.Search(2)).Where(report => report is not AdvancedReport),
            Is.EqualTo(
                new WorkerReport[] { new ReadyReport(), new LockedReport(), new CompletedReport(false, null, 0) }
            )
        );
    }

    [Test]
    public void Run_ATrainingWhoseSearchIsNotThere_Fails() =>
        Assert.That(Run(UnitTasks.Training(1, 101))[^1], Is.InstanceOf<FailedReport>());

    [Test]
    public void Run_AUnitOfOtherNumerics_IsRefused()
    {
        UnitTask other = Search with
        {
            Search = Search.Search with { Numerics = UnitTasks.Numerics with { Device = "cuda" } },
        };

        var failed = Run(other)[^1] as FailedReport;

        Assert.That(failed?.IsBadInput, Is.True);
        Assert.That(failed?.Reason, Does.Contain("cuda"));
        Assert.That(ran, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Run_AUnitThatFails_EndsTheWorker(bool badInput)
    {
        work = work with
        {
            Search = (_, _, _, _, _) =>
                throw (badInput ? new BadInputException("Wrong.") : new InvalidOperationException("Wrong.")),
        };

        Assert.That(Run(Search, UnitTasks.Search(2))[1..], Is.EqualTo(new[] { new FailedReport("Wrong.", badInput) }));
        Assert.That(
            store.EventsOf(Search.Search).Read().Events[^1],
            Is.EqualTo(new UnitEnded(UnitStatus.Failed, "Wrong."))
        );
        Assert.That(store.TryLock(Search.Search), Is.Not.Null);
    }

    [Test]
    public void Run_ACheckpointThatCannotBeUsed_BeginsAfresh()
    {
        UnitWork good = work;
        work = work with
        {
            Search = (unit, data, progress, checkpoint, stop) =>
                File.Exists(checkpoint!.Path)
                    ? throw new BadInputException("It is damaged.")
                    : good.Search(unit, data, progress, checkpoint, stop),
        };
        string path = store.CheckpointOf(Search.Search).Path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "damaged");

        var completed = Run(Search)[^1] as CompletedReport;

        Assert.That(completed?.Note, Does.Contain("began afresh").And.Contain("It is damaged."));
        Assert.That(path, Does.Not.Exist);
    }

    [Test]
    public void Run_AResult_LeavesNoCheckpoint()
    {
        UnitWork good = work;
        work = work with
        {
            Search = (unit, data, progress, checkpoint, stop) =>
            {
                File.WriteAllText(checkpoint!.Path, "of the last epoch");
                return good.Search(unit, data, progress, checkpoint, stop);
            },
        };

        Run(Search);

        Assert.That(store.CheckpointOf(Search.Search).Path, Does.Not.Exist);
    }

    [Test]
    public void Run_StoppedWithinAUnit_StoresNothingAndKeepsTheCheckpoint()
    {
        using Orders orders = new();
        string path = store.CheckpointOf(Search.Search).Path;
        work = work with
        {
            Search = (_, _, _, _, stop) =>
            {
                File.WriteAllText(path, "of the last epoch");
                orders.Give(new StopOrder());
                stop.WaitHandle.WaitOne();
                throw new OperationCanceledException(stop);
            },
        };
        orders.Give(new RunOrder(Search, store.Folder));

        Assert.That(Run(orders, () => { }), Is.EqualTo(new[] { new ReadyReport() }));
        Assert.That(Path.Combine(store.FolderOf(Search.Search), "result.json"), Does.Not.Exist);
        Assert.That(path, Does.Exist);
        Assert.That(store.EventsOf(Search.Search).Read().Events[^1], Is.EqualTo(new UnitEnded(UnitStatus.Cancelled)));
    }

    [Test]
    public void Run_AUnitThatWasStoppedOnce_CountsWhatBothProcessesTook()
    {
        UnitWork good = work;
        using Orders first = new();
        work = work with
        {
            Search = (_, _, progress, checkpoint, stop) =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                File.WriteAllText(checkpoint!.Path, "of the first epoch");
                progress!.Report(new SearchProgress(1, 2, 1, 2, Epoch(0)));
                // Lost, and not counted: no epoch has ended since.
                clock.Advance(TimeSpan.FromSeconds(3));
                first.Give(new StopOrder());
                stop.WaitHandle.WaitOne();
                throw new OperationCanceledException(stop);
            },
        };
        first.Give(new RunOrder(Search, store.Folder));
        Run(first, () => { });

        work = work with
        {
            Search = (unit, data, progress, checkpoint, stop) =>
            {
                clock.Advance(TimeSpan.FromSeconds(7));
                return good.Search(unit, data, progress, checkpoint, stop);
            },
        };
        var completed = Run(Search)[^1] as CompletedReport;

        Assert.That(completed?.Seconds, Is.EqualTo(7));
        Assert.That(store.CostOf(Search.Search)?.Seconds, Is.EqualTo(17));
    }

    [Test]
    public void Run_AUnitWhoseResultIsDamaged_CountsTheNewRunAlone()
    {
        store.Put(Search.Search, "another form", new UnitCost(100, 100, 1));

        Run(Search);

        Assert.That(store.CostOf(Search.Search)?.Seconds, Is.Zero);
    }

    [Test]
    public void Run_TheEndOfItsInput_IsNoticedWithinAUnit()
    {
        using Orders orders = new();
        using ManualResetEventSlim orphaned = new();
        bool noticed = false;
        work = work with
        {
            Search = (_, _, _, _, _) =>
            {
                orders.End();
                noticed = orphaned.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
                // A process would be dead by now; this ends the worker as well.
                throw new InvalidOperationException("It is an orphan.");
            },
        };
        orders.Give(new RunOrder(Search, store.Folder));

        Run(orders, orphaned.Set);

        Assert.That(noticed, Is.True);
    }

    [Test]
    public void Messages_EveryKind_ComeBackAsTheyWere()
    {
        WorkerOrder[] orders = [new RunOrder(UnitTasks.Training(1, 101), "/store"), new StopOrder()];
        WorkerReport[] reports =
        [
            new ReadyReport(),
            new AdvancedReport(1, 3, 0.5),
            new CompletedReport(true, "Ü\n", 1.5),
            new LockedReport(),
            new FailedReport("No.", true),
        ];

        Assert.That(orders.Select(Sent), Is.EqualTo(orders));
        Assert.That(reports.Select(Sent), Is.EqualTo(reports));
        Assert.That(WorkerMessages.Read<WorkerReport>("Could not initialize NNPACK!"), Is.Null);
        Assert.That(WorkerMessages.Read<WorkerReport>("{}"), Is.Null);
    }

    private static T Sent<T>(T message)
        where T : class
    {
        using StringWriter line = new();
        WorkerMessages.Write(line, message);
        Assert.That(line.ToString().TrimEnd('\n'), Does.Not.Contain('\n'));
        return WorkerMessages.Read<T>(line.ToString())!;
    }

    private static bool SameText(UnitEvent one, UnitEvent other) => CanonicalJson.Of(one) == CanonicalJson.Of(other);

    private static SearchEpoch Epoch(int number) =>
        new(number, Fakes.Genotype(1), SearchCost.Zero, ImmutableSortedDictionary<string, double>.Empty);

    private WorkerReport[] Run(params UnitTask[] tasks)
    {
        using Orders orders = new();
        foreach (UnitTask task in tasks)
        {
            orders.Give(new RunOrder(task, store.Folder));
        }

        // A worker stops at once when it is told, so this comes after the last answer.
        return Run(orders, () => { }, stopAfter: tasks.Length);
    }

    private WorkerReport[] Run(Orders orders, Action orphaned, int? stopAfter = null)
    {
        Answers answers = new(count =>
        {
            if (count == stopAfter)
            {
                orders.Give(new StopOrder());
            }
        });
        new Worker(new NoImages(), work, UnitTasks.Numerics, clock).Run(orders, answers, orphaned);
        return [.. answers.Reports];
    }

    /// <summary>A clock that stands, unless it is told to go on.</summary>
    private sealed class HandClock : TimeProvider
    {
        private long now;

        public void Advance(TimeSpan time) => now += time.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;
    }

    /// <summary>Lines that are given one after another, and an end.</summary>
    private sealed class Orders : TextReader
    {
        private readonly BlockingCollection<string?> lines = [];

        public void Give(WorkerOrder order)
        {
            using StringWriter line = new();
            WorkerMessages.Write(line, order);
            lines.Add(line.ToString().TrimEnd());
        }

        public void End() => lines.Add(null);

        public override string? ReadLine() => lines.Take();

        // Whoever still reads goes home.
        protected override void Dispose(bool disposing)
        {
            End();
            base.Dispose(disposing);
        }
    }

    /// <summary>What a worker says; counts what it is ready for and what it has ended.</summary>
    private sealed class Answers(Action<int> answered) : StringWriter
    {
        private int count = -1;

        public List<WorkerReport> Reports { get; } = [];

        public override void WriteLine(string? value)
        {
            WorkerReport report = WorkerMessages.Read<WorkerReport>(value!)!;
            Reports.Add(report);
            if (report is not AdvancedReport)
            {
                answered(++count);
            }
        }
    }
}
