using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NasTransfer.Benchmarks;
using NasTransfer.Engine.Runtime;

// One side of a comparison of memory has a process, and the settings of its allocator, for itself; so has a worker.
if (args is [PeakMemory.Verb, var side])
{
    PeakMemory.Measure(side, Console.Out);
    return;
}

if (args is [SideBySide.Verb])
{
    SideBySide.Serve(Console.In, Console.Out);
    return;
}

// "ratios" times the engine against the reference form, in turn; anything else goes to BenchmarkDotNet (--filter *).
Console.WriteLine(
    string.Join(", ", TorchRuntime.Start(new RuntimeOptions()).Values.Select(one => $"{one.Key}: {one.Value}"))
);
if (args is ["ratios"])
{
    Ratios.Run(Console.Out);
    return;
}

// In this process, which has the native library and its settings already.
BenchmarkSwitcher
    .FromAssembly(typeof(Ratios).Assembly)
    .Run(args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
