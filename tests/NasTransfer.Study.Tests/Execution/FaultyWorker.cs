using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Execution;

/// <summary>What happens to a unit.</summary>
internal enum Fault
{
    /// <summary>The process is killed in the middle, every time.</summary>
    Dies,

    /// <summary>The same, the first time only.</summary>
    DiesOnce,
    Throws,

    /// <summary>The first time, whoever started the process is killed with it.</summary>
    KillsItsJobOnce,

    /// <summary>Takes a little more than half a minute in steps, each of which leaves a checkpoint to go on from.</summary>
    Ticks,

    /// <summary>The user is to blame.</summary>
    IsBadInput,

    /// <summary>Takes some seconds.</summary>
    Hesitates,

    /// <summary>Takes half a minute, unless it is told to stop.</summary>
    Sleeps,

    /// <summary>Takes half a minute whatever it is told.</summary>
    Hangs,

    /// <summary>Writes to standard output, as native code may.</summary>
    Prints,

    /// <summary>Not about a unit: the program ends before it is ready.</summary>
    EndsAtStart,

    /// <summary>Not about a unit: the program is killed once before it is ready.</summary>
    IsKilledAtStart,

    /// <summary>Not about a unit: the program is never ready.</summary>
    HangsAtStart,
}

/// <summary>This test assembly as a worker program: units take no time, and go wrong as its command line says.</summary>
internal static class FaultyWorker
{
    private const string JobArgument = "job";

    /// <summary>Steps of <see cref="Fault.Ticks"/>.</summary>
    public const int Ticks = 110;

    private static readonly TimeSpan LongTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTicks = TimeSpan.FromMilliseconds(300);
    private static readonly SearchEpoch TickEnded = new(
        0,
        Fakes.Genotype(0),
        SearchCost.Zero,
        ImmutableSortedDictionary<string, double>.Empty
    );

    /// <param name="journal">A folder, in which every unit that is really run leaves a file KEY.GUID.</param>
    public static WorkerProgram Program(string journal, params (Fault Fault, ulong Seed)[] faults) =>
        new(
            typeof(FaultyWorker).Assembly.Location,
            [journal, .. faults.Select(fault => $"{fault.Fault}:{fault.Seed}")]
        );

    /// <summary>The same as a job of a cluster, in which such a worker runs.</summary>
    public static WorkerProgram Job(string journal, params (Fault Fault, ulong Seed)[] faults)
    {
        WorkerProgram worker = Program(journal, faults);
        return worker with { Arguments = [JobArgument, .. worker.Arguments] };
    }

    /// <summary>The keys of the units that were run, as often as they were begun.</summary>
    public static string[] Ran(string journal) =>
        [.. Directory.GetFiles(journal).Select(file => Path.GetFileName(file).Split('.')[0])];

    private static int Main(string[] args)
    {
        if (args[0] == JobArgument)
        {
            return RunJob(args[1..]);
        }

        string journal = args[0];
        ILookup<ulong, Fault> faults = args.Skip(1)
            .Select(argument => argument.Split(':'))
            .ToLookup(parts => ulong.Parse(parts[1]), parts => Enum.Parse<Fault>(parts[0]));
        if (faults[0].Contains(Fault.EndsAtStart))
        {
            Console.Error.WriteLine("You must install a runtime.");
            return 150;
        }

        if (faults[0].Contains(Fault.HangsAtStart))
        {
            Thread.Sleep(LongTime);
        }

        if (faults[0].Contains(Fault.IsKilledAtStart) && IsFirst(journal, "start"))
        {
            KillSelf();
        }

        UnitWork work = Fakes.Work([]);
        Worker.Serve(
            new NoImages(),
            new UnitWork(
                (unit, data, progress, checkpoint, stop) =>
                {
                    Befall(unit, journal, faults, stop);
                    if (faults[unit.Seed].Contains(Fault.Ticks))
                    {
                        Tick(progress!, checkpoint!.Path, stop);
                    }

                    return work.Search(unit, data, progress, checkpoint, stop);
                },
                (unit, train, test, progress, checkpoint, stop) =>
                {
                    Befall(unit, journal, faults, stop);
                    return work.Augment(unit, train, test, progress, checkpoint, stop);
                }
            ),
            UnitTasks.Numerics
        );
        return 0;
    }

    // What a batch script appends: --store DIR --manifest FILE --task N.
    private static int RunJob(string[] args)
    {
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        );
        return SlurmJob.Run(
            args[^3],
            int.Parse(args[^1]),
            new RunStore(args[^5]),
            new WorkerProgram(typeof(FaultyWorker).Assembly.Location, [.. args[..^6]]),
            TimeProvider.System,
            Console.Error.WriteLine,
            progress: null,
            stop.Token
        );
    }

    private static void Tick(IProgress<SearchProgress> progress, string checkpoint, CancellationToken stop)
    {
        int first = File.Exists(checkpoint) ? int.Parse(File.ReadAllText(checkpoint)) : 0;
        for (int tick = first; tick < Ticks; tick++)
        {
            stop.WaitHandle.WaitOne(BetweenTicks);
            stop.ThrowIfCancellationRequested();
            File.WriteAllText(checkpoint, $"{tick + 1}");
            progress.Report(new SearchProgress(tick, Ticks, tick, Ticks, TickEnded));
        }
    }

    private static void Befall(Unit unit, string journal, ILookup<ulong, Fault> faults, CancellationToken stop)
    {
        bool first = IsFirst(journal, unit.Key);
        foreach (Fault fault in faults[unit.Seed])
        {
            switch (fault)
            {
                case Fault.Dies:
                case Fault.DiesOnce when first:
                    Console.Error.WriteLine($"dying at {unit.Seed}");
                    KillSelf();
                    break;
                case Fault.KillsItsJobOnce when first:
                    KillParent();
                    KillSelf();
                    break;
                case Fault.Throws:
                    throw new InvalidOperationException($"nothing works at {unit.Seed}");
                case Fault.IsBadInput:
                    throw new BadInputException($"seed is {unit.Seed}; it must be another.");
                case Fault.Hesitates:
                    Thread.Sleep(ShortTime);
                    break;
                case Fault.Sleeps:
                    stop.WaitHandle.WaitOne(LongTime);
                    stop.ThrowIfCancellationRequested();
                    break;
                case Fault.Hangs:
                    Thread.Sleep(LongTime);
                    break;
                case Fault.Prints:
                    using (StreamWriter native = new(Console.OpenStandardOutput()))
                    {
                        native.WriteLine("Could not initialize something");
                    }

                    break;
            }
        }
    }

    private static bool IsFirst(string journal, string key)
    {
        bool first = Directory.GetFiles(journal, $"{key}.*").Length == 0;
        File.WriteAllText(Path.Combine(journal, $"{key}.{Guid.NewGuid():N}"), "");
        return first;
    }

    private static void KillParent()
    {
        // pid (name) state parent …
        int parent = int.Parse(File.ReadAllText("/proc/self/stat").Split(' ')[^49]);
        using Process process = Process.GetProcessById(parent);
        process.Kill();
    }

    private static void KillSelf()
    {
        using Process process = Process.GetCurrentProcess();
        process.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}

/// <summary>Images of units that look at none.</summary>
internal sealed class NoImages : IUnitImages
{
    private static readonly ImageSet Empty = new("no images", 1, ["none"], [], [], []);

    public SearchData? Of(SearchUnit unit) => new(Empty, Empty);

    public (IImageSource Train, IImageSource Test) Of(AugmentUnit unit) => (Empty, Empty);
}
