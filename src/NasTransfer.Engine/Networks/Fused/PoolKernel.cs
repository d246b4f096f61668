using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>3×3 pools of one block of one image, border 1. Sources and their gradients stand in tiles with that border.</summary>
internal static unsafe class PoolKernel
{
    private const int Lanes = FeatureMap.Lanes;
    private const int Kernel = 3;

    /// <summary>The largest of nine; the tile's border is −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Maximum(float* tile, int tileWidth, int stride, float* target, int height, int width)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, target += Lanes)
            {
                float* from = tile + ((long)y * stride * tileWidth + x * stride) * Lanes;
                Vector256<float> largest = Load(from);
                for (int tap = 1; tap < Kernel * Kernel; tap++)
                {
                    largest = Max(largest, Load(from + Offset(tap, tileWidth)));
                }

                largest.Store(target);
            }
        }
    }

    /// <summary>Gives each gradient to the first of the nine, row by row, that is the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMaximumGradient(
        float* tile,
        int tileWidth,
        int stride,
        float* pooled,
        float* gradient,
        int height,
        int width,
        float* tileGradient
    )
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, pooled += Lanes, gradient += Lanes)
            {
                long at = ((long)y * stride * tileWidth + x * stride) * Lanes;
                Vector256<float> largest = Load(pooled);
                Vector256<float> left = Load(gradient);
                for (int tap = 0; tap < Kernel * Kernel; tap++)
                {
                    int offset = Offset(tap, tileWidth);
                    Vector256<float> chosen = Vector256.Equals(Load(tile + at + offset), largest) & left;
                    float* to = tileGradient + at + offset;
                    (Load(to) + chosen).Store(to);
                    left = AndNot(left, Vector256.Equals(Load(tile + at + offset), largest));
                }
            }
        }
    }

    /// <summary>The mean of those of nine that lie within the image; the tile's border is zero.</summary>
    /// <param name="sourceHeight">Of the image without its border, as <paramref name="sourceWidth"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average(
        float* tile,
        int sourceHeight,
        int sourceWidth,
        int stride,
        float* target,
        int height,
        int width
    )
    {
        int tileWidth = sourceWidth + 2;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, target += Lanes)
            {
                float* from = tile + ((long)y * stride * tileWidth + x * stride) * Lanes;
                Vector256<float> sum = Load(from);
                for (int tap = 1; tap < Kernel * Kernel; tap++)
                {
                    sum += Load(from + Offset(tap, tileWidth));
                }

                (sum * Share(y, x, stride, sourceHeight, sourceWidth)).Store(target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddAverageGradient(
        float* gradient,
        int sourceHeight,
        int sourceWidth,
        int stride,
        int height,
        int width,
        float* tileGradient
    )
    {
        int tileWidth = sourceWidth + 2;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, gradient += Lanes)
            {
                float* to = tileGradient + ((long)y * stride * tileWidth + x * stride) * Lanes;
                Vector256<float> g = Load(gradient) * Share(y, x, stride, sourceHeight, sourceWidth);
                for (int tap = 0; tap < Kernel * Kernel; tap++)
                {
                    float* at = to + Offset(tap, tileWidth);
                    (Load(at) + g).Store(at);
                }
            }
        }
    }

    private static int Offset(int tap, int tileWidth) => (tap / Kernel * tileWidth + tap % Kernel) * Lanes;

    // 1 / the taps within the image.
    private static float Share(int y, int x, int stride, int height, int width)
    {
        int Inside(int position, int size) =>
            Math.Min(position * stride + 2, size) - Math.Max(position * stride - 1, 0);
        return 1f / (Inside(y, height) * Inside(x, width));
    }
}
