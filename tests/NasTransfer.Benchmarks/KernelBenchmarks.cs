using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using NasTransfer.Engine.Networks.Fused;

namespace NasTransfer.Benchmarks;

/// <summary>The kernels of the fused network on one image that lies in the cache.</summary>
public unsafe class KernelBenchmarks
{
    private const int Border = 4;

    private float* memory;
    private float* tile;
    private float* one;
    private float* other;
    private float* weights;

    /// <summary>C; blocks of eight.</summary>
    [Params(8, 16, 40)]
    public int Channels { get; set; }

    /// <summary>Height and width in px.</summary>
    [Params(16, 32)]
    public int Size { get; set; }

    private int Blocks => FeatureMap.BlocksOf(Channels);

    private int Pixels => Size * Size;

    [GlobalSetup]
    public void SetUp()
    {
        int image = Blocks * Pixels * FeatureMap.Lanes;
        int padded = (Size + 2 * Border) * (Size + 2 * Border) * FeatureMap.Lanes;
        int matrix = Blocks * Blocks * FeatureMap.Lanes * FeatureMap.Lanes + 64 * FeatureMap.Lanes;
        memory = (float*)NativeMemory.AlignedAlloc((nuint)((2 * image + padded + matrix) * sizeof(float)), 64);
        new Span<float>(memory, 2 * image + padded + matrix).Fill(0.5f);
        one = memory;
        other = memory + image;
        tile = memory + 2 * image;
        weights = tile + padded;
    }

    [Benchmark]
    public void Depthwise3x3() => DepthwiseKernel.Correlate(tile, Size + 2, weights, 3, 1, 1, other, Size, Size);

    [Benchmark]
    public void Depthwise5x5() => DepthwiseKernel.Correlate(tile, Size + 4, weights, 5, 1, 1, other, Size, Size);

    [Benchmark]
    public void Dilated5x5() => DepthwiseKernel.Correlate(tile, Size + 8, weights, 5, 1, 2, other, Size, Size);

    [Benchmark]
    public void Depthwise5x5KernelGradient() =>
        DepthwiseKernel.AddKernelGradient(tile, Size + 4, other, Size, Size, 5, 1, 1, weights);

    [Benchmark]
    public void Pointwise() => PointwiseKernel.Multiply(one, Blocks, Pixels, weights, Blocks, other, adds: false);

    [Benchmark]
    public void PointwiseMatrixGradient() =>
        PointwiseKernel.AddMatrixGradient(one, Blocks, Pixels, other, Blocks, weights);

    [Benchmark]
    public void MaximumPool() => PoolKernel.Maximum(tile, Size + 2, 1, other, Size, Size);

    [Benchmark]
    public void AveragePool() => PoolKernel.Average(tile, Size, Size, 1, other, Size, Size);

    [GlobalCleanup]
    public void CleanUp() => NativeMemory.AlignedFree(memory);
}
