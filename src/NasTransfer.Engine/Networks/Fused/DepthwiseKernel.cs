using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>
/// Correlation of one block of one image with one k×k kernel a channel. The source stands in a tile with a border, so that
/// no tap needs a test.
/// </summary>
internal static unsafe class DepthwiseKernel
{
    private const int Lanes = FeatureMap.Lanes;

    /// <summary>target(y, x) = Σ kernel(i, j) · source(s·y + d·i, s·x + d·j).</summary>
    /// <param name="sourceWidth">Pixels of a row of the tile, border included.</param>
    /// <param name="kernel">k·k vectors.</param>
    /// <param name="target">height × width vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Correlate(
        float* source,
        int sourceWidth,
        float* kernel,
        int k,
        int stride,
        int dilation,
        float* target,
        int height,
        int width
    )
    {
        int tap = Lanes * dilation;
        int tapRow = Lanes * dilation * sourceWidth;
        int step = Lanes * stride;
        for (int y = 0; y < height; y++)
        {
            float* from = source + (long)y * stride * sourceWidth * Lanes;
            int x = 0;
            if (stride == 1)
            {
                for (; x + 8 <= width; x += 8, from += 8 * Lanes, target += 8 * Lanes)
                {
                    Eight(from, kernel, k, tap, tapRow, target);
                }
            }

            for (; x + 4 <= width; x += 4, from += 4 * step, target += 4 * Lanes)
            {
                Four(from, kernel, k, tap, tapRow, step, target);
            }

            for (; x < width; x++, from += step, target += Lanes)
            {
                One(from, kernel, k, tap, tapRow, target);
            }
        }
    }

    /// <summary>gradient(i, j) += Σ over y, x of result(y, x) · source(s·y + d·i, s·x + d·j).</summary>
    /// <param name="result">height × width vectors: the gradient of the correlation.</param>
    /// <param name="gradient">k·k vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddKernelGradient(
        float* source,
        int sourceWidth,
        float* result,
        int height,
        int width,
        int k,
        int stride,
        int dilation,
        float* gradient
    )
    {
        int tap = Lanes * dilation;
        for (int i = 0; i < k; i++)
        {
            float* rows = source + (long)i * dilation * sourceWidth * Lanes;
            if (k == 3)
            {
                RowOfThree(rows, sourceWidth, result, height, width, stride, tap, gradient + 3 * i * Lanes);
            }
            else
            {
                RowOfFive(rows, sourceWidth, result, height, width, stride, tap, gradient + 5 * i * Lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(float* from, float* kernel, int k, int tap, int tapRow, float* target)
    {
        Vector256<float> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default;
        Vector256<float> a4 = default,
            a5 = default,
            a6 = default,
            a7 = default;
        for (int i = 0; i < k; i++, from += tapRow)
        {
            float* at = from;
            for (int j = 0; j < k; j++, at += tap, kernel += Lanes)
            {
                Vector256<float> w = Load(kernel);
                a0 = FusedMultiplyAdd(w, Load(at), a0);
                a1 = FusedMultiplyAdd(w, Load(at + Lanes), a1);
                a2 = FusedMultiplyAdd(w, Load(at + 2 * Lanes), a2);
                a3 = FusedMultiplyAdd(w, Load(at + 3 * Lanes), a3);
                a4 = FusedMultiplyAdd(w, Load(at + 4 * Lanes), a4);
                a5 = FusedMultiplyAdd(w, Load(at + 5 * Lanes), a5);
                a6 = FusedMultiplyAdd(w, Load(at + 6 * Lanes), a6);
                a7 = FusedMultiplyAdd(w, Load(at + 7 * Lanes), a7);
            }
        }

        a0.Store(target);
        a1.Store(target + Lanes);
        a2.Store(target + 2 * Lanes);
        a3.Store(target + 3 * Lanes);
        a4.Store(target + 4 * Lanes);
        a5.Store(target + 5 * Lanes);
        a6.Store(target + 6 * Lanes);
        a7.Store(target + 7 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* from, float* kernel, int k, int tap, int tapRow, int step, float* target)
    {
        Vector256<float> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default;
        for (int i = 0; i < k; i++, from += tapRow)
        {
            float* at = from;
            for (int j = 0; j < k; j++, at += tap, kernel += Lanes)
            {
                Vector256<float> w = Load(kernel);
                a0 = FusedMultiplyAdd(w, Load(at), a0);
                a1 = FusedMultiplyAdd(w, Load(at + step), a1);
                a2 = FusedMultiplyAdd(w, Load(at + 2 * step), a2);
                a3 = FusedMultiplyAdd(w, Load(at + 3 * step), a3);
            }
        }

        a0.Store(target);
        a1.Store(target + Lanes);
        a2.Store(target + 2 * Lanes);
        a3.Store(target + 3 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(float* from, float* kernel, int k, int tap, int tapRow, float* target)
    {
        Vector256<float> a = default;
        for (int i = 0; i < k; i++, from += tapRow)
        {
            float* at = from;
            for (int j = 0; j < k; j++, at += tap, kernel += Lanes)
            {
                a = FusedMultiplyAdd(Load(kernel), Load(at), a);
            }
        }

        a.Store(target);
    }

    // Two sums a tap: one alone would wait for itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowOfThree(
        float* rows,
        int sourceWidth,
        float* result,
        int height,
        int width,
        int stride,
        int tap,
        float* gradient
    )
    {
        Vector256<float> a0 = default,
            a1 = default,
            a2 = default;
        Vector256<float> b0 = default,
            b1 = default,
            b2 = default;
        int step = Lanes * stride;
        for (int y = 0; y < height; y++)
        {
            float* at = rows + (long)y * stride * sourceWidth * Lanes;
            int x = 0;
            for (; x + 2 <= width; x += 2, at += 2 * step, result += 2 * Lanes)
            {
                Vector256<float> g = Load(result);
                Vector256<float> h = Load(result + Lanes);
                a0 = FusedMultiplyAdd(g, Load(at), a0);
                a1 = FusedMultiplyAdd(g, Load(at + tap), a1);
                a2 = FusedMultiplyAdd(g, Load(at + 2 * tap), a2);
                b0 = FusedMultiplyAdd(h, Load(at + step), b0);
                b1 = FusedMultiplyAdd(h, Load(at + step + tap), b1);
                b2 = FusedMultiplyAdd(h, Load(at + step + 2 * tap), b2);
            }

            for (; x < width; x++, at += step, result += Lanes)
            {
                Vector256<float> g = Load(result);
                a0 = FusedMultiplyAdd(g, Load(at), a0);
                a1 = FusedMultiplyAdd(g, Load(at + tap), a1);
                a2 = FusedMultiplyAdd(g, Load(at + 2 * tap), a2);
            }
        }

        (Load(gradient) + (a0 + b0)).Store(gradient);
        (Load(gradient + Lanes) + (a1 + b1)).Store(gradient + Lanes);
        (Load(gradient + 2 * Lanes) + (a2 + b2)).Store(gradient + 2 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowOfFive(
        float* rows,
        int sourceWidth,
        float* result,
        int height,
        int width,
        int stride,
        int tap,
        float* gradient
    )
    {
        Vector256<float> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default,
            a4 = default;
        Vector256<float> b0 = default,
            b1 = default,
            b2 = default,
            b3 = default,
            b4 = default;
        int step = Lanes * stride;
        for (int y = 0; y < height; y++)
        {
            float* at = rows + (long)y * stride * sourceWidth * Lanes;
            int x = 0;
            for (; x + 2 <= width; x += 2, at += 2 * step, result += 2 * Lanes)
            {
                Vector256<float> g = Load(result);
                Vector256<float> h = Load(result + Lanes);
                float* next = at + step;
                a0 = FusedMultiplyAdd(g, Load(at), a0);
                a1 = FusedMultiplyAdd(g, Load(at + tap), a1);
                a2 = FusedMultiplyAdd(g, Load(at + 2 * tap), a2);
                a3 = FusedMultiplyAdd(g, Load(at + 3 * tap), a3);
                a4 = FusedMultiplyAdd(g, Load(at + 4 * tap), a4);
                b0 = FusedMultiplyAdd(h, Load(next), b0);
                b1 = FusedMultiplyAdd(h, Load(next + tap), b1);
                b2 = FusedMultiplyAdd(h, Load(next + 2 * tap), b2);
                b3 = FusedMultiplyAdd(h, Load(next + 3 * tap), b3);
                b4 = FusedMultiplyAdd(h, Load(next + 4 * tap), b4);
            }

            for (; x < width; x++, at += step, result += Lanes)
            {
                Vector256<float> g = Load(result);
                a0 = FusedMultiplyAdd(g, Load(at), a0);
                a1 = FusedMultiplyAdd(g, Load(at + tap), a1);
                a2 = FusedMultiplyAdd(g, Load(at + 2 * tap), a2);
                a3 = FusedMultiplyAdd(g, Load(at + 3 * tap), a3);
                a4 = FusedMultiplyAdd(g, Load(at + 4 * tap), a4);
            }
        }

        (Load(gradient) + (a0 + b0)).Store(gradient);
        (Load(gradient + Lanes) + (a1 + b1)).Store(gradient + Lanes);
        (Load(gradient + 2 * Lanes) + (a2 + b2)).Store(gradient + 2 * Lanes);
        (Load(gradient + 3 * Lanes) + (a3 + b3)).Store(gradient + 3 * Lanes);
        (Load(gradient + 4 * Lanes) + (a4 + b4)).Store(gradient + 4 * Lanes);
    }
}
