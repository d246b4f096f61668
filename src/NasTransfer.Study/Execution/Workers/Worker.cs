using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Workers;

/// <summary>
/// The inside of a worker process: takes one task after another from its standard input, and puts their results into the
/// store. After a unit that failed it ends, so that nothing of it reaches another.
/// </summary>
/// <param name="images">What units name; kept from one to the next, and never changed.</param>
/// <param name="work">What a unit does.</param>
/// <param name="numerics">What this process computes with; units that name another are refused.</param>
/// <param name="clock">Says how often progress is told.</param>
public sealed class Worker(IUnitImages images, UnitWork work, Numerics numerics, TimeProvider clock)
{
    // Often enough for a bar, seldom enough to cost nothing.
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<RunOrder> orders = [];
    private readonly CancellationTokenSource stop = new();
    private TextWriter output = TextWriter.Null;
    private long lastReport;

    /// <summary>Serves the executor that started this process, on standard input and output, until it wants no more.</summary>
    public static void Serve(IUnitImages images, UnitWork work, Numerics numerics)
    {
        // Ctrl-C reaches every process of the terminal, and SIGTERM every process of a batch job; the executor is the one
        // that decides, and says stop.
        Console.CancelKeyPress += (_, pressed) => pressed.Cancel = true;
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal => signal.Cancel = true
        );
        using StreamReader input = new(Console.OpenStandardInput());
        using StreamWriter output = new(Console.OpenStandardOutput());
        // Whatever else the program prints is for people.
        Console.SetOut(Console.Error);
        new Worker(images, work, numerics, TimeProvider.System).Run(input, output, orphaned: EndAtOnce);
    }

    /// <param name="orphaned">Called, from another thread, when the input ends: whoever gave orders is no more.</param>
    internal void Run(TextReader input, TextWriter output, Action orphaned)
    {
        this.output = output;
        new Thread(() => Listen(input, orphaned)) { IsBackground = true, Name = "orders" }.Start();
        Say(new ReadyReport());
        try
        {
            foreach (RunOrder order in orders.GetConsumingEnumerable(stop.Token))
            {
                WorkerReport ended = Answer(order);
                Say(ended);
                if (ended is FailedReport)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As told. The checkpoint of the last epoch that ended is in the store.
        }
    }

    private void Listen(TextReader input, Action orphaned)
    {
        while (input.ReadLine() is { } line)
        {
            switch (WorkerMessages.Read<WorkerOrder>(line))
            {
                case RunOrder run:
                    orders.Add(run);
                    break;
                case StopOrder:
                    stop.Cancel();
                    break;
                default:
                    Console.Error.WriteLine($"No order of an executor: {line}");
                    break;
            }
        }

        orphaned();
    }

    private WorkerReport Answer(RunOrder order)
    {
        try
        {
            RunStore store = new(order.Store);
            return order.Task.UnitIn(store) switch
            {
                { } unit when unit.Numerics != numerics => new FailedReport(
                    $"{unit.Title} asks for {unit.Numerics}, but the worker computes with {numerics}; start it with the study's profile and device.",
                    IsBadInput: true
                ),
                SearchUnit search => Complete(store, search, () => images.Of(search), Search),
                AugmentUnit augment => Complete(store, augment, () => images.Of(augment), Augment),
                _ => new FailedReport($"The store has no result of {order.Task.Search.Title}.", IsBadInput: false),
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            Console.Error.WriteLine(failure);
            return new FailedReport(failure.Message, failure is BadInputException);
        }
    }

    private SearchResult Search(
        SearchUnit unit,
        SearchData? data,
        CheckpointFile checkpoint,
        Action<UnitEvent> happened
    ) =>
        work.Search(
            unit,
            data,
            new Relay<SearchProgress>(at =>
            {
                if (at.Trace is { } epoch)
                {
                    happened(new SearchEpochEnded(epoch));
                }

                Advanced(at.Epoch, at.Epochs, at.Step, at.Steps);
            }),
            checkpoint,
            stop.Token
        );

    private AugmentResult Augment(
        AugmentUnit unit,
        (IImageSource Train, IImageSource Test) data,
        CheckpointFile checkpoint,
        Action<UnitEvent> happened
    ) =>
        work.Augment(
            unit,
            data.Train,
            data.Test,
            new Relay<AugmentProgress>(at =>
            {
                if (at.Ended is { } epoch)
                {
                    happened(new AugmentEpochEnded(epoch));
                }

                Advanced(at.Epoch, at.Epochs, at.Step, at.Steps);
            }),
            checkpoint,
            stop.Token
        );

    private WorkerReport Complete<TUnit, TData, TResult>(
        RunStore store,
        TUnit unit,
        Func<TData> data,
        Func<TUnit, TData, CheckpointFile, Action<UnitEvent>, TResult> run
    )
        where TUnit : Unit
        where TResult : notnull
    {
        using UnitLock? held = store.TryLock(unit);
        if (held is null)
        {
            return new LockedReport();
        }

        // Whoever held the lock before may have left it.
        if (store.Has(unit))
        {
            return new CompletedReport(FromStore: true, Note: null, Seconds: 0);
        }

        EventLog events = store.EventsOf(unit);
        events.Append(UnitStarted.Of(unit));
        try
        {
            TData input = data();
            CheckpointFile checkpoint = store.CheckpointOf(unit);
            CostMeter meter = new(store, unit, resumes: File.Exists(checkpoint.Path), clock);
            void Happened(UnitEvent happened)
            {
                events.Append(happened);
                meter.Note();
            }

            var (result, note) = FromCheckpoint(unit, checkpoint, () => run(unit, input, checkpoint, Happened));
            // The store removes the checkpoint.
            store.Put(unit, result, meter.Cost);
            events.Append(new UnitEnded(UnitStatus.Done));
            return new CompletedReport(FromStore: false, note, meter.Seconds);
        }
        catch (Exception failure)
        {
            events.Append(
                failure is OperationCanceledException && stop.IsCancellationRequested
                    ? new UnitEnded(UnitStatus.Cancelled)
                    : new UnitEnded(UnitStatus.Failed, failure.Message)
            );
            throw;
        }
    }

    // A checkpoint that cannot be used costs its epochs, not the unit.
    private static (T Result, string? Note) FromCheckpoint<T>(Unit unit, CheckpointFile checkpoint, Func<T> run)
    {
        bool resumes = File.Exists(checkpoint.Path);
        try
        {
            return (run(), null);
        }
        catch (BadInputException wrong) when (resumes)
        {
            checkpoint.Delete();
            return (run(), $"{unit.Title}: began afresh, as its checkpoint could not be used ({wrong.Message}).");
        }
    }

    private void Advanced(int epoch, int epochs, long step, long steps)
    {
        if (lastReport == 0 || clock.GetElapsedTime(lastReport) >= BetweenReports)
        {
            lastReport = clock.GetTimestamp();
            Say(new AdvancedReport(epoch, epochs, steps > 0 ? (double)step / steps : 0));
        }
    }

    private void Say(WorkerReport report) => WorkerMessages.Write(output, report);

    // The store is safe from it, and nothing else would be as quick in the middle of a native call.
    private static void EndAtOnce()
    {
        using Process process = Process.GetCurrentProcess();
        process.Kill();
    }

    // In the caller's thread, unlike Progress<T>: a line about step 5 must not come after one about step 6.
    private sealed class Relay<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
