using System.Collections.Immutable;
using System.Diagnostics;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Workers;
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

    /// <summary>The user is to blame.</summary>
    IsBadInput,

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
    private static readonly TimeSpan LongTime = TimeSpan.FromSeconds(30);

    /// <param name="journal">A folder, in which every unit that is really run leaves a file KEY.GUID.</param>
    public static WorkerProgram Program(string journal, params (Fault Fault, ulong Seed)[] faults) =>
        new(
            typeof(FaultyWorker).Assembly.Location,
            [journal, .. faults.Select(fault => $"{fault.Fault}:{fault.Seed}")]
        );

    /// <summary>The keys of the units that were run, as often as they were begun.</summary>
    public static string[] Ran(string journal) =>
        [.. Directory.GetFiles(journal).Select(file => Path.GetFileName(file).Split('.')[0])];

    private static int Main(string[] args)
    {
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
                case Fault.Throws:
                    throw new InvalidOperationException($"nothing works at {unit.Seed}");
                case Fault.IsBadInput:
                    throw new BadInputException($"seed is {unit.Seed}; it must be another.");
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
