using NasTransfer.Engine;
using NasTransfer.Engine.Runtime.Collectives;
using NasTransfer.Engine.Training;

namespace NasTransfer.Cli;

/// <summary>
/// Work that several processes do together under a launcher: they meet, the first speaks for all, a request to stop that
/// reaches any of them stops them after the same step, and they take leave together.
/// </summary>
internal static class RankedWork
{
    // Until the process ends: a launcher that sees the first rank leave tells the others to stop once more, and a rank that
    // dies of that on its way out would look like one that failed.
    private static StopSignals? signals;

    /// <summary>What is done on each rank.</summary>
    /// <param name="terminal">Silent on all ranks but the first.</param>
    /// <param name="stop">A request to stop; never in a process of its own, which a signal ends at once.</param>
    public delegate int Work(ICollective collective, Terminal terminal, CancellationToken stop);

    /// <param name="ranks">How many there have to be.</param>
    /// <param name="line">The command line, for whoever forgot the launcher.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="BadInputException">There are more or fewer, or no library.</exception>
    /// <exception cref="CollectiveException">The launcher belongs to another library.</exception>
    public static int Run(int ranks, Launch launch, string line, Terminal terminal, Work work)
    {
        if (!TryJoin(ranks, launch, line, out ICollective collective, out int exitCode))
        {
            return exitCode;
        }

        if (collective.Size == 1)
        {
            return work(collective, terminal, CancellationToken.None);
        }

        Terminal own =
            collective.Rank == 0
                ? terminal with
                {
                    OutIsWatched = false,
                    ErrorIsWatched = false,
                }
                : new Terminal(TextWriter.Null, TextWriter.Null, OutIsWatched: false, ErrorIsWatched: false);
        signals = new StopSignals(isPatient: true);
        try
        {
            exitCode = work(collective, own, signals.Token);
        }
        catch (TrainingStoppedException stopped)
        {
            own.Error.WriteLine($"{stopped.Message} The same command goes on from its checkpoint.");
            exitCode = App.Stopped;
        }

        ProcessGroup.Leave();
        return exitCode;
    }

    // What is wrong is wrong on every rank, and the first says it.
    private static bool TryJoin(int ranks, Launch launch, string line, out ICollective collective, out int exitCode)
    {
        exitCode = App.Fine;
        try
        {
            collective = ProcessGroup.Join(ranks, launch, line);
            return true;
        }
        catch (Exception wrong) when (launch.Rank > 0 && wrong is (BadInputException or CollectiveException))
        {
            exitCode = wrong is BadInputException ? App.BadInput : App.RanksFailed;
            collective = OneProcess.Instance;
            return false;
        }
    }
}
