using System.Diagnostics;
using System.Globalization;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;

namespace NasTransfer.Benchmarks;

/// <summary>
/// Peak memory of a process that takes a few steps of a supernet: the engine with its own settings of the allocator, the
/// reference form with the allocator's defaults. A process each, in turn.
/// </summary>
internal static class PeakMemory
{
    /// <summary>The argument that asks for one side in this process.</summary>
    public const string Verb = "peak-memory";

    private const string Engine = "engine";
    private const string Reference = "reference";
    private const int Rounds = 3;
    private const int Steps = 3;

    // One pass on the weights' images and one on α's.
    private const int Passes = 2;

    public static void Compare(TextWriter writer)
    {
        long[] engine = new long[Rounds];
        long[] reference = new long[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            engine[i] = InAProcess(Engine);
            reference[i] = InAProcess(Reference);
        }

        Array.Sort(engine);
        Array.Sort(reference);
        writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"peak memory of a supernet step, C=16 L=8 32 px, MiB: {engine[Rounds / 2]}, {reference[Rounds / 2]}, {(double)reference[Rounds / 2] / engine[Rounds / 2]:F2}"
            )
        );
    }

    /// <summary>Takes the steps of one side here, and writes the peak in MiB.</summary>
    public static void Measure(string side, TextWriter writer)
    {
        TorchRuntime.Start(new RuntimeOptions { KeepsMemory = side == Engine });
        NetworkOptions options = Ratios.Options(channels: 16, cells: 8);
        using var network = new Supernet(options, seed: 3);
        Step step = Ratios.Mixed(network, options, size: 32);
        for (int i = 0; i < Steps; i++)
        {
            Ratios.Times(Passes, side == Engine ? step.Fast : step.Slow);
        }

        writer.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64 >> 20);
    }

    private static long InAProcess(string side)
    {
        using Process process = Process.Start(ThisProgram.With(Verb, side))!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? long.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The process of the {side} side ended with {process.ExitCode}.");
    }
}
