using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution.Local;

/// <summary>
/// Runs units in worker processes of this machine. Each worker runs one unit after another with one thread; it writes its
/// results into the store itself, so that a result never depends on which worker came to it, or when.
/// </summary>
/// <param name="program">What a worker runs.</param>
/// <param name="clock">For guesses at the time left, and for looking again at what somebody else had locked.</param>
public sealed class LocalExecutor(WorkerProgram program, LocalExecutorOptions options, TimeProvider clock) : IExecutor
{
    public ExecutionReport Run(
        IReadOnlyList<UnitTask> tasks,
        RunStore store,
        IProgress<ExecutionProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        options.Validate();
        program.Check();
        long start = clock.GetTimestamp();
        TaskQueue queue = new(tasks, clock);
        int workers = Math.Min(
            Math.Max(1, tasks.Count),
            options.WorkersOn(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
        );
        Crew crew = new(program, options);
        ExecutionNews news = new(queue, workers, progress);
        ImmutableArray<Slot> slots =
        [
            .. Enumerable.Range(0, workers).Select(number => new Slot(number, queue, crew, store, options, news)),
        ];

        ExceptionDispatchInfo? failure = null;
        void Stop()
        {
            queue.Close();
            crew.Stop();
        }

        void Serve(Slot slot)
        {
            try
            {
                slot.Serve();
            }
            // Whatever it is, the other slots have to be stopped before it goes on its way.
#pragma warning disable CA1031
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(thrown), null);
                Stop();
            }
        }

        using (cancellation.Register(Stop))
        {
            Thread[] threads =
            [
                .. slots.Select(slot => new Thread(() => Serve(slot)) { Name = $"worker {slot.Number}" }),
            ];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
        }

        failure?.Throw();
        if (!queue.IsFinished)
        {
            throw new OperationCanceledException(cancellation);
        }

        var (units, seconds) = news.Ran;
        return new ExecutionReport(
            queue.Failures,
            news.Notes,
            new ExecutionEffort(units, seconds, workers, clock.GetElapsedTime(start).TotalSeconds)
        );
    }
}
