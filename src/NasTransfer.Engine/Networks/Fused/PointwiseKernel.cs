using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>The 1×1 convolution of one image: a product of its pixels × channels with a matrix.</summary>
internal static unsafe class PointwiseKernel
{
    private const int Lanes = FeatureMap.Lanes;

    /// <summary>target(p, o) (+)= Σ over i of source(p, i) · matrix(i, o).</summary>
    /// <param name="source">blocksIn × pixels vectors.</param>
    /// <param name="matrix">8·blocksIn rows of 8·blocksOut floats.</param>
    /// <param name="target">blocksOut × pixels vectors.</param>
    /// <param name="adds">Adds to what is there; otherwise overwrites it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        float* source,
        int blocksIn,
        int pixels,
        float* matrix,
        int blocksOut,
        float* target,
        bool adds
    )
    {
        int plane = pixels * Lanes;
        int row = blocksOut * Lanes;
        int block = 0;
        for (; block + 2 <= blocksOut; block += 2)
        {
            float* columns = matrix + block * Lanes;
            float* to = target + (long)block * plane;
            int p = 0;
            for (; p + 4 <= pixels; p += 4)
            {
                FourByTwo(source + p * Lanes, blocksIn, plane, columns, row, to + p * Lanes, adds);
            }

            for (; p < pixels; p++)
            {
                OneByOne(source + p * Lanes, blocksIn, plane, columns, row, to + p * Lanes, adds);
                OneByOne(source + p * Lanes, blocksIn, plane, columns + Lanes, row, to + plane + p * Lanes, adds);
            }
        }

        if (block < blocksOut)
        {
            float* columns = matrix + block * Lanes;
            float* to = target + (long)block * plane;
            int p = 0;
            for (; p + 8 <= pixels; p += 8)
            {
                EightByOne(source + p * Lanes, blocksIn, plane, columns, row, to + p * Lanes, adds);
            }

            for (; p < pixels; p++)
            {
                OneByOne(source + p * Lanes, blocksIn, plane, columns, row, to + p * Lanes, adds);
            }
        }
    }

    /// <summary>gradient(i, o) += Σ over p of source(p, i) · result(p, o).</summary>
    /// <param name="result">The gradient of the product: blocksOut × pixels vectors.</param>
    /// <param name="gradient">Of the matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMatrixGradient(
        float* source,
        int blocksIn,
        int pixels,
        float* result,
        int blocksOut,
        float* gradient
    )
    {
        int plane = pixels * Lanes;
        int row = blocksOut * Lanes;
        for (int i = 0; i < blocksIn * Lanes; i += 4)
        {
            float* channels = source + (long)(i / Lanes) * plane + i % Lanes;
            int block = 0;
            for (; block + 2 <= blocksOut; block += 2)
            {
                FourRowsByTwo(
                    channels,
                    pixels,
                    result + (long)block * plane,
                    plane,
                    gradient + i * row + block * Lanes,
                    row
                );
            }

            if (block < blocksOut)
            {
                FourRowsByOne(channels, pixels, result + (long)block * plane, gradient + i * row + block * Lanes, row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByTwo(
        float* source,
        int blocksIn,
        int plane,
        float* columns,
        int row,
        float* target,
        bool adds
    )
    {
        Vector256<float> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default;
        Vector256<float> b0 = default,
            b1 = default,
            b2 = default,
            b3 = default;
        if (adds)
        {
            (a0, a1, a2, a3) = (Load(target), Load(target + 8), Load(target + 16), Load(target + 24));
            float* second = target + plane;
            (b0, b1, b2, b3) = (Load(second), Load(second + 8), Load(second + 16), Load(second + 24));
        }

        for (int i = 0; i < blocksIn; i++, source += plane)
        {
            for (int lane = 0; lane < Lanes; lane++, columns += row)
            {
                Vector256<float> w = Load(columns);
                Vector256<float> v = Load(columns + Lanes);
                Vector256<float> x = Create(source[lane]);
                a0 = FusedMultiplyAdd(x, w, a0);
                b0 = FusedMultiplyAdd(x, v, b0);
                x = Create(source[lane + 8]);
                a1 = FusedMultiplyAdd(x, w, a1);
                b1 = FusedMultiplyAdd(x, v, b1);
                x = Create(source[lane + 16]);
                a2 = FusedMultiplyAdd(x, w, a2);
                b2 = FusedMultiplyAdd(x, v, b2);
                x = Create(source[lane + 24]);
                a3 = FusedMultiplyAdd(x, w, a3);
                b3 = FusedMultiplyAdd(x, v, b3);
            }
        }

        a0.Store(target);
        a1.Store(target + 8);
        a2.Store(target + 16);
        a3.Store(target + 24);
        target += plane;
        b0.Store(target);
        b1.Store(target + 8);
        b2.Store(target + 16);
        b3.Store(target + 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightByOne(
        float* source,
        int blocksIn,
        int plane,
        float* columns,
        int row,
        float* target,
        bool adds
    )
    {
        Vector256<float> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default;
        Vector256<float> a4 = default,
            a5 = default,
            a6 = default,
            a7 = default;
        if (adds)
        {
            (a0, a1, a2, a3) = (Load(target), Load(target + 8), Load(target + 16), Load(target + 24));
            (a4, a5, a6, a7) = (Load(target + 32), Load(target + 40), Load(target + 48), Load(target + 56));
        }

        for (int i = 0; i < blocksIn; i++, source += plane)
        {
            for (int lane = 0; lane < Lanes; lane++, columns += row)
            {
                Vector256<float> w = Load(columns);
                a0 = FusedMultiplyAdd(Create(source[lane]), w, a0);
                a1 = FusedMultiplyAdd(Create(source[lane + 8]), w, a1);
                a2 = FusedMultiplyAdd(Create(source[lane + 16]), w, a2);
                a3 = FusedMultiplyAdd(Create(source[lane + 24]), w, a3);
                a4 = FusedMultiplyAdd(Create(source[lane + 32]), w, a4);
                a5 = FusedMultiplyAdd(Create(source[lane + 40]), w, a5);
                a6 = FusedMultiplyAdd(Create(source[lane + 48]), w, a6);
                a7 = FusedMultiplyAdd(Create(source[lane + 56]), w, a7);
            }
        }

        a0.Store(target);
        a1.Store(target + 8);
        a2.Store(target + 16);
        a3.Store(target + 24);
        a4.Store(target + 32);
        a5.Store(target + 40);
        a6.Store(target + 48);
        a7.Store(target + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneByOne(
        float* source,
        int blocksIn,
        int plane,
        float* columns,
        int row,
        float* target,
        bool adds
    )
    {
        Vector256<float> a = adds ? Load(target) : default;
        for (int i = 0; i < blocksIn; i++, source += plane)
        {
            for (int lane = 0; lane < Lanes; lane++, columns += row)
            {
                a = FusedMultiplyAdd(Create(source[lane]), Load(columns), a);
            }
        }

        a.Store(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRowsByTwo(float* channels, int pixels, float* result, int plane, float* gradient, int row)
    {
        Vector256<float> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default;
        Vector256<float> b0 = default,
            b1 = default,
            b2 = default,
            b3 = default;
        float* second = result + plane;
        for (int p = 0; p < pixels; p++, channels += Lanes, result += Lanes, second += Lanes)
        {
            Vector256<float> g = Load(result);
            Vector256<float> h = Load(second);
            Vector256<float> x = Create(channels[0]);
            a0 = FusedMultiplyAdd(x, g, a0);
            b0 = FusedMultiplyAdd(x, h, b0);
            x = Create(channels[1]);
            a1 = FusedMultiplyAdd(x, g, a1);
            b1 = FusedMultiplyAdd(x, h, b1);
            x = Create(channels[2]);
            a2 = FusedMultiplyAdd(x, g, a2);
            b2 = FusedMultiplyAdd(x, h, b2);
            x = Create(channels[3]);
            a3 = FusedMultiplyAdd(x, g, a3);
            b3 = FusedMultiplyAdd(x, h, b3);
        }

        AddTo(gradient, a0, b0);
        AddTo(gradient + row, a1, b1);
        AddTo(gradient + 2 * row, a2, b2);
        AddTo(gradient + 3 * row, a3, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRowsByOne(float* channels, int pixels, float* result, float* gradient, int row)
    {
        Vector256<float> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default;
        Vector256<float> b0 = default,
            b1 = default,
            b2 = default,
            b3 = default;
        int p = 0;
        for (; p + 2 <= pixels; p += 2, channels += 2 * Lanes, result += 2 * Lanes)
        {
            Vector256<float> g = Load(result);
            Vector256<float> h = Load(result + Lanes);
            a0 = FusedMultiplyAdd(Create(channels[0]), g, a0);
            a1 = FusedMultiplyAdd(Create(channels[1]), g, a1);
            a2 = FusedMultiplyAdd(Create(channels[2]), g, a2);
            a3 = FusedMultiplyAdd(Create(channels[3]), g, a3);
            b0 = FusedMultiplyAdd(Create(channels[Lanes]), h, b0);
            b1 = FusedMultiplyAdd(Create(channels[Lanes + 1]), h, b1);
            b2 = FusedMultiplyAdd(Create(channels[Lanes + 2]), h, b2);
            b3 = FusedMultiplyAdd(Create(channels[Lanes + 3]), h, b3);
        }

        if (p < pixels)
        {
            Vector256<float> g = Load(result);
            a0 = FusedMultiplyAdd(Create(channels[0]), g, a0);
            a1 = FusedMultiplyAdd(Create(channels[1]), g, a1);
            a2 = FusedMultiplyAdd(Create(channels[2]), g, a2);
            a3 = FusedMultiplyAdd(Create(channels[3]), g, a3);
        }

        (Load(gradient) + (a0 + b0)).Store(gradient);
        (Load(gradient + row) + (a1 + b1)).Store(gradient + row);
        (Load(gradient + 2 * row) + (a2 + b2)).Store(gradient + 2 * row);
        (Load(gradient + 3 * row) + (a3 + b3)).Store(gradient + 3 * row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(float* gradient, Vector256<float> a, Vector256<float> b)
    {
        (Load(gradient) + a).Store(gradient);
        (Load(gradient + Lanes) + b).Store(gradient + Lanes);
    }
}
