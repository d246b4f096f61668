using NasTransfer.Engine.Options;
using NasTransfer.Engine.Search.Darts;

namespace NasTransfer.Engine.Benchmarks;

/// <summary>What is measured.</summary>
public enum BenchmarkKind
{
    /// <summary>A step of DARTS: α's and the weights'.</summary>
    Supernet,

    /// <summary>A step of the weights that architectures share, along the path of one.</summary>
    SinglePath,

    /// <summary>A step of training a network from scratch.</summary>
    Augment,

    /// <summary>A batch of training images, augmented, as it comes out of epochs.</summary>
    Loader,

    /// <summary>A batch through a trained network.</summary>
    Evaluate,
}

/// <summary>How large the thing is, and how often it is done.</summary>
public sealed record BenchmarkOptions : IOptions
{
    private const string Ours = "this project";

    [Option("channels", "C of the network.", Ours, Unit = "channels", Least = 1)]
    public int Channels { get; init; } = 16;

    [Option("cells", "L of the network.", Ours, Unit = "cells", Least = 1)]
    public int Cells { get; init; } = 8;

    [Option("batch", "Images a step.", Ours, Unit = "images", Least = 2)]
    public int BatchSize { get; init; } = 32;

    [Option("size", "Height and width of the images.", Ours, Unit = "px", Least = 8, Most = 256)]
    public int Size { get; init; } = 32;

    [Option("steps", "Steps that are timed.", Ours, Unit = "steps", Least = 1)]
    public int Steps { get; init; } = 10;

    [Option("warmup", "Steps before them.", Ours, Unit = "steps", Least = 0)]
    public int WarmUp { get; init; } = 2;

    [Option(
        "loader-threads",
        "Threads that prepare the batches of the loader; 0 leaves it to the one that asks.",
        Ours,
        Least = 0
    )]
    public int LoaderThreads { get; init; } = 1;

    [Option("order", "Of the gradient of alpha in a step of the supernet.", Ours)]
    public DartsOrder Order { get; init; } = DartsOrder.First;
}

/// <summary>What a measurement gave.</summary>
/// <param name="MedianMilliseconds">Of a step.</param>
/// <param name="MinimumMilliseconds">Of a step.</param>
/// <param name="ImagesPerSecond">At the median.</param>
/// <param name="MacsPerStep">
/// Multiply-adds of a step; a backward pass counts as two forward ones, also where a part of it is left out. 0 for the
/// loader.
/// </param>
/// <param name="MacsPerSecond">At the median.</param>
/// <param name="ShareOfMatrixProduct">
/// Those that are computed, of the multiply-adds a second of a product of two large matrices in the same process.
/// </param>
/// <param name="PeakMemoryBytes">The largest working set of the process so far.</param>
public sealed record BenchmarkResult(
    BenchmarkKind Kind,
    BenchmarkOptions Options,
    double MedianMilliseconds,
    double MinimumMilliseconds,
    double ImagesPerSecond,
    double MacsPerStep,
    double MacsPerSecond,
    double ShareOfMatrixProduct,
    long PeakMemoryBytes
);
