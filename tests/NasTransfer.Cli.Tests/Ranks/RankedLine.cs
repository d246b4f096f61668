using System.Diagnostics;
using System.Runtime.InteropServices;
using NasTransfer.Engine.Tests.Runtime.Collectives;

namespace NasTransfer.Cli.Tests.Ranks;

/// <summary>The program as two ranks under a real launcher.</summary>
internal static partial class RankedLine
{
    public const int Ranks = 2;

    private const int Terminate = 15;
    private const int KillAtOnce = 9;

    // A guard against waiting for ever on a loaded machine.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    public static Launched Run(Mpirun mpirun, params string[] line) => mpirun.Run(Ranks, Program(line));

    public static Process Begin(Mpirun mpirun, params string[] line) => mpirun.Begin(Ranks, Program(line));

    /// <summary>SIGTERM to one rank alone, as a scheduler sends it to all.</summary>
    public static void Stop(Process launcher, string mark) => Send(launcher, mark, Terminate);

    /// <summary>SIGKILL to one rank alone.</summary>
    public static void Kill(Process launcher, string mark) => Send(launcher, mark, KillAtOnce);

    /// <summary>Processes whose command line holds a text, but for one.</summary>
    public static int[] Processes(string mark, int except = 0) =>
        [.. RunningPrograms.Where(words => words is ["dotnet", ..] && words.Contains(mark)).Where(id => id != except)];

    /// <summary>Waits for a file, as long as the launcher lives.</summary>
    public static void WaitFor(string file, Process launcher)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!File.Exists(file))
        {
            Assert.That(launcher.HasExited, Is.False, "It ended before it was to be disturbed.");
            Assert.That(watch.Elapsed, Is.LessThan(LongEnough), $"There is no {file}.");
            Thread.Sleep(20);
        }
    }

    private static string[] Program(string[] line) => [typeof(App).Assembly.Location, .. line];

    private static void Send(Process launcher, string mark, int signal) =>
        Assert.That(SendSignal(Processes(mark, except: launcher.Id).Max(), signal), Is.Zero);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
