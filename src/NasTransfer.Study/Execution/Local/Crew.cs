using System.ComponentModel;
using NasTransfer.Engine;
using NasTransfer.Study.Execution.Workers;

namespace NasTransfer.Study.Execution.Local;

/// <summary>All worker processes of one execution, so that they can be stopped together.</summary>
internal sealed class Crew(WorkerProgram program, LocalExecutorOptions options)
{
    // A worker that is killed while it starts says nothing about the next; one that ends of itself does.
    private const int MostKilledStarts = 5;

    private readonly Lock gate = new();
    private readonly HashSet<WorkerProcess> workers = [];
    private bool isStopped;

    /// <summary>A worker that is ready; null if the crew was stopped.</summary>
    /// <exception cref="BadInputException">Workers cannot start here; says what the last one wrote.</exception>
    public WorkerProcess? Hire()
    {
        for (int attempt = 1; ; attempt++)
        {
            if (Start() is not { } worker)
            {
                return null;
            }

            if (worker.WaitUntilReady(options.StartLimit))
            {
                return worker;
            }

            string log = worker.LogTail;
            WorkerExit exit = worker.Exit;
            Dismiss(worker);
            if (!exit.WasKilled || attempt == MostKilledStarts)
            {
                return IsStopped ? null : throw Failure(exit, log);
            }
        }
    }

    /// <summary>Ends a worker.</summary>
    public void Dismiss(WorkerProcess worker)
    {
        lock (gate)
        {
            workers.Remove(worker);
        }

        worker.Dispose();
    }

    /// <summary>Stops all, and those that would be started.</summary>
    public void Stop()
    {
        lock (gate)
        {
            isStopped = true;
            foreach (WorkerProcess worker in workers)
            {
                worker.Stop();
            }
        }
    }

    public bool IsStopped
    {
        get
        {
            lock (gate)
            {
                return isStopped;
            }
        }
    }

    private WorkerProcess? Start()
    {
        lock (gate)
        {
            if (isStopped)
            {
                return null;
            }

            try
            {
                WorkerProcess worker = new(program, options.Grace);
                workers.Add(worker);
                return worker;
            }
            catch (Win32Exception failure)
            {
                throw new BadInputException($"No worker can be started: {failure.Message}", failure);
            }
        }
    }

    private BadInputException Failure(WorkerExit exit, string log)
    {
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string said = lines.Length == 0 ? "it wrote nothing to standard error" : string.Join(' ', lines);
        return new BadInputException($"A worker ({program.Assembly}) {exit} before it was ready: {said}");
    }
}
