using NasTransfer.Engine.Benchmarks;
using NasTransfer.Engine.Search.Darts;

namespace NasTransfer.Engine.Tests.Benchmarks;

[TestFixture]
public sealed class BenchmarkTests
{
    private static readonly BenchmarkOptions Small = new()
    {
        Channels = 2,
        Cells = 3,
        BatchSize = 2,
        Size = 8,
        Steps = 3,
        WarmUp = 1,
    };

    [TestCase(BenchmarkKind.Supernet)]
    [TestCase(BenchmarkKind.SinglePath)]
    [TestCase(BenchmarkKind.Augment)]
    [TestCase(BenchmarkKind.Loader)]
    [TestCase(BenchmarkKind.Evaluate)]
    public void Run_OfEachKind_TimesEveryStepAndCountsItsWork(BenchmarkKind kind)
    {
        int steps = 0;
        BenchmarkResult result = Benchmark.Run(kind, Small, step => steps = step);
        Assert.Multiple(() =>
        {
            Assert.That(steps, Is.EqualTo(Small.Steps + Small.WarmUp));
            Assert.That(result.MinimumMilliseconds, Is.Positive.And.LessThanOrEqualTo(result.MedianMilliseconds));
            Assert.That(result.MacsPerStep, kind == BenchmarkKind.Loader ? Is.Zero : Is.Positive);
            Assert.That(result.PeakMemoryBytes, Is.Positive);
        });
    }

    [Test]
    public void Run_OfTheSecondOrder_CountsFivePassesForTwo()
    {
        double first = Benchmark.Run(BenchmarkKind.Supernet, Small).MacsPerStep;
        double second = Benchmark.Run(BenchmarkKind.Supernet, Small with { Order = DartsOrder.Second }).MacsPerStep;
        Assert.That(second / first, Is.EqualTo(2.5).Within(1e-9));
    }

    /// <summary>Whatever a step makes is gone after it.</summary>
    [TestCase(BenchmarkKind.Supernet, false)]
    [TestCase(BenchmarkKind.Supernet, true)]
    [TestCase(BenchmarkKind.SinglePath, false)]
    [TestCase(BenchmarkKind.Augment, false)]
    [TestCase(BenchmarkKind.Evaluate, false)]
    public void Step_FiveHundredTimes_LeavesNoTensorAndNoMemoryBehind(BenchmarkKind kind, bool second)
    {
        using Workload workload = Workload.Create(
            kind,
            Small with
            {
                Order = second ? DartsOrder.Second : DartsOrder.First,
            },
            loaded: null
        );
        Repeat(workload, 100);
        (long tensors, long memory) = Live();
        Repeat(workload, 500);
        (long tensorsAfter, long memoryAfter) = Live();
        Assert.That(tensorsAfter, Is.EqualTo(tensors));
        // What the compiler and the collector take on the way is a few megabytes; a step's maps, kept, would be far more.
        Assert.That(memoryAfter - memory, Is.LessThan(48L << 20));
    }

    /// <summary>No step leaves anything to the collector that libtorch still reads.</summary>
    [TestCase(BenchmarkKind.SinglePath)]
    [TestCase(BenchmarkKind.Augment)]
    public void Step_WhileTheCollectorIsAtWork_GoesOn(BenchmarkKind kind)
    {
        using Workload workload = Workload.Create(kind, Small, loaded: null);
        using (new BusyCollector())
        {
            Assert.That(() => Repeat(workload, 200), Throws.Nothing);
        }
    }

    private static void Repeat(Workload workload, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            workload.Step();
        }
    }

    private static (long Tensors, long Memory) Live()
    {
        long tensors = LiveTensors.Count();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return (tensors, process.WorkingSet64);
    }
}
