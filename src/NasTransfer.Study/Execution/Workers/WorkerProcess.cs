using System.Diagnostics;

namespace NasTransfer.Study.Execution.Workers;

/// <summary>The outside of a worker process. One thread gives it orders; any may stop it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly TimeSpan grace;
    private readonly WorkerLog log = new();
    private readonly Lock inputGate = new();
    private Timer? killer;

    /// <summary>Starts the process. It is ready when <see cref="WaitUntilReady"/> says so.</summary>
    /// <param name="grace">How long it may take to end when it is told to.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no .NET host.</exception>
    public WorkerProcess(WorkerProgram program, TimeSpan grace)
    {
        this.grace = grace;
        process = new Process { StartInfo = program.StartInfo() };
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        process.Start();
        process.BeginErrorReadLine();
    }

    /// <summary>The last lines that it wrote to standard error, since the present task began.</summary>
    public string LogTail => log.Tail;

    public bool HasEnded => process.HasExited;

    /// <summary>How the process ended; it has to have ended.</summary>
    public WorkerExit Exit => new(process.ExitCode);

    /// <returns>False if it ended instead, or said nothing for <paramref name="limit"/> and was killed.</returns>
    public bool WaitUntilReady(TimeSpan limit)
    {
        using Timer impatience = new(_ => Kill(), null, limit, Timeout.InfiniteTimeSpan);
        WorkerReport? said;
        do
        {
            said = Next();
        } while (said is not (null or ReadyReport));

        return said is not null;
    }

    /// <summary>Gives an order and waits for its end.</summary>
    /// <param name="logFile">Where its standard error goes meanwhile.</param>
    /// <returns>Null if the process ended without a word.</returns>
    public WorkerReport? Run(RunOrder order, string logFile, Action<AdvancedReport> advanced)
    {
        log.Begin(logFile);
        Tell(order);
        while (Next() is { } report)
        {
            if (report is AdvancedReport step)
            {
                advanced(step);
                continue;
            }

            if (report is FailedReport)
            {
                // Its last word; what it wrote to standard error before may come after it.
                WaitForEnd();
            }

            return report;
        }

        return null;
    }

    /// <summary>Tells it to end, and kills it if it does not.</summary>
    public void Stop()
    {
        Tell(new StopOrder());
        killer ??= new Timer(_ => Kill(), null, grace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the process, whatever it is at.</summary>
    public void Dispose()
    {
        WaitForEnd();
        killer!.Dispose();
        process.Dispose();
    }

    // All of its standard error has then been read.
    private void WaitForEnd()
    {
        Stop();
        process.WaitForExit();
    }

    // Null when the process has ended; all of its standard error has then been read.
    private WorkerReport? Next()
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (WorkerMessages.Read<WorkerReport>(line) is { } report)
            {
                return report;
            }

            log.Add(line);
        }

        process.WaitForExit();
        return null;
    }

    private void Tell(WorkerOrder order)
    {
        try
        {
            lock (inputGate)
            {
                WorkerMessages.Write(process.StandardInput, order);
            }
        }
        catch (IOException)
        {
            // It has ended, which whoever reads from it will see.
        }
    }

    private void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
