using System.Diagnostics;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Options;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Benchmarks;

/// <summary>Times steps of the engine as searches and trainings take them.</summary>
public static class Benchmark
{
    private const int MatrixSide = 1024;
    private const int MatrixProducts = 7;

    /// <param name="stepped">Told after every step.</param>
    /// <param name="images">For the loader: what it loads; null for images drawn in the process.</param>
    /// <exception cref="BadInputException">A value is out of range, or the image does not fit the network.</exception>
    public static BenchmarkResult Run(
        BenchmarkKind kind,
        BenchmarkOptions options,
        Action<int>? stepped = null,
        IImageSource? images = null,
        CancellationToken cancellation = default
    )
    {
        options.Validate();
        if (images is not null && kind != BenchmarkKind.Loader)
        {
            throw new BadInputException(
                $"{kind} is timed on images drawn in the process; only the loader takes others."
            );
        }

        using Workload workload = Workload.Create(kind, options, images);
        var milliseconds = new double[options.Steps];
        for (int i = -options.WarmUp; i < options.Steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double elapsed = Time(workload.Step);
            if (i >= 0)
            {
                milliseconds[i] = elapsed;
            }

            stepped?.Invoke(i + options.WarmUp + 1);
        }

        double median = Median(milliseconds);
        double perSecond = workload.Macs / (median / 1000);
        return new BenchmarkResult(
            kind,
            options,
            median,
            milliseconds.Min(),
            options.BatchSize / (median / 1000),
            workload.Macs,
            perSecond,
            workload.Macs > 0 ? perSecond * workload.ComputedShare / MatrixProduct() : 0,
            PeakMemory()
        );
    }

    /// <summary>Multiply-adds a second of a product of two large matrices.</summary>
    private static double MatrixProduct()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor a = ones([MatrixSide, MatrixSide]);
        Tensor b = ones([MatrixSide, MatrixSide]);
        double[] milliseconds = [.. Enumerable.Range(0, MatrixProducts).Select(_ => Time(() => a.matmul(b).Dispose()))];
        return Math.Pow(MatrixSide, 3) / (Median(milliseconds) / 1000);
    }

    private static double Time(Action step)
    {
        long start = Stopwatch.GetTimestamp();
        step();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
