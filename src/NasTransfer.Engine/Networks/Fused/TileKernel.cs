using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>What happens to one image element by element: all of it lies in a cache, and each pass is one of these.</summary>
internal static unsafe class TileKernel
{
    private const int Lanes = FeatureMap.Lanes;

    /// <summary>Copies max(0, scale·x + shift) of one block into the middle of a tile whose border is zero.</summary>
    /// <param name="scale">One vector, or null for 1; <paramref name="shift"/> goes with it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PadActivated(
        float* block,
        int height,
        int width,
        float* scale,
        float* shift,
        float* tile,
        int border
    )
    {
        int row = (width + 2 * border) * Lanes;
        Clear(tile, border * row);
        tile += border * row;
        Vector256<float> a = scale is null ? default : Load(scale);
        Vector256<float> b = scale is null ? default : Load(shift);
        for (int y = 0; y < height; y++)
        {
            Clear(tile, border * Lanes);
            float* to = tile + border * Lanes;
            if (scale is null)
            {
                for (int x = 0; x < width; x++, to += Lanes, block += Lanes)
                {
                    Max(Load(block), default).Store(to);
                }
            }
            else
            {
                for (int x = 0; x < width; x++, to += Lanes, block += Lanes)
                {
                    Max(FusedMultiplyAdd(a, Load(block), b), default).Store(to);
                }
            }

            Clear(to, border * Lanes);
            tile += row;
        }

        Clear(tile, border * row);
    }

    /// <summary>Copies one block into the middle of a tile, <paramref name="spread"/> pixels apart; the rest is <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pad(
        float* block,
        int height,
        int width,
        int spread,
        float fill,
        float* tile,
        int tileHeight,
        int tileWidth,
        int border
    )
    {
        int row = tileWidth * Lanes;
        if (spread > 1)
        {
            new Span<float>(tile, tileHeight * row).Fill(fill);
            for (int y = 0; y < height; y++)
            {
                float* to = tile + (long)(border + y * spread) * row + border * Lanes;
                for (int x = 0; x < width; x++, to += spread * Lanes, block += Lanes)
                {
                    Load(block).Store(to);
                }
            }

            return;
        }

        Fill(tile, border * row, fill);
        tile += border * row;
        for (int y = 0; y < height; y++, tile += row)
        {
            Fill(tile, border * Lanes, fill);
            float* to = tile + border * Lanes;
            for (int x = 0; x < width; x++, to += Lanes, block += Lanes)
            {
                Load(block).Store(to);
            }

            Fill(to, border * Lanes, fill);
        }

        Fill(tile, border * row, fill);
    }

    /// <summary>target = max(0, x) for vectors end to end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Activate(float* source, int floats, float* target)
    {
        for (int i = 0; i < floats; i += Lanes)
        {
            Max(Load(source + i), default).Store(target + i);
        }
    }

    /// <summary>gradient += x &gt; 0 ? d : 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWhereActive(float* x, float* d, int floats, float* gradient)
    {
        for (int i = 0; i < floats; i += Lanes)
        {
            Vector256<float> active = GreaterThan(Load(x + i), Vector256<float>.Zero);
            (Load(gradient + i) + (active & Load(d + i))).Store(gradient + i);
        }
    }

    /// <summary>target = max(0, x) of every second pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ActivateEverySecond(float* source, int pixels, float* target)
    {
        for (int i = 0; i < pixels; i++)
        {
            Max(Load(source + 2 * i * Lanes), default).Store(target + i * Lanes);
        }
    }

    /// <summary>gradient += x &gt; 0 ? d : 0 for every second pixel of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddToEverySecondWhereActive(float* x, float* d, int pixels, float* gradient)
    {
        for (int i = 0; i < pixels; i++)
        {
            int at = 2 * i * Lanes;
            Vector256<float> active = GreaterThan(Load(x + at), Vector256<float>.Zero);
            (Load(gradient + at) + (active & Load(d + i * Lanes))).Store(gradient + at);
        }
    }

    /// <summary>
    /// d = scale·x + shift &gt; 0 ? d : 0 for one block, and the sums of d and of d·x that a normalisation before the ReLU
    /// needs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaskActive(float* x, float* scale, float* shift, float* d, int pixels, double* sum, double* sumX)
    {
        Vector256<float> a = Load(scale);
        Vector256<float> b = Load(shift);
        Vector256<float> s = default,
            t = default;
        for (int i = 0; i < pixels * Lanes; i += Lanes)
        {
            Vector256<float> value = Load(x + i);
            Vector256<float> g = Load(d + i) & GreaterThan(FusedMultiplyAdd(a, value, b), Vector256<float>.Zero);
            g.Store(d + i);
            s += g;
            t = FusedMultiplyAdd(g, value, t);
        }

        AddTo(sum, s, 1);
        AddTo(sumX, t, 1);
    }

    /// <summary>target (+)= weight·(scale·x + shift) of one block.</summary>
    /// <param name="adds">Adds to what is there; otherwise overwrites it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float* x, float* scale, float* shift, float weight, int pixels, float* target, bool adds)
    {
        Vector256<float> a = Load(scale) * weight;
        Vector256<float> b = Load(shift) * weight;
        for (int i = 0; i < pixels * Lanes; i += Lanes)
        {
            Vector256<float> value = FusedMultiplyAdd(a, Load(x + i), b);
            (adds ? Load(target + i) + value : value).Store(target + i);
        }
    }

    /// <summary>target += weight·x for vectors end to end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeighted(float* x, float weight, int floats, float* target)
    {
        Vector256<float> w = Create(weight);
        for (int i = 0; i < floats; i += Lanes)
        {
            FusedMultiplyAdd(w, Load(x + i), Load(target + i)).Store(target + i);
        }
    }

    /// <summary>d = k1·g + k2·z + k3 of one block: the gradient before a normalisation from that after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void NormGradient(
        float* g,
        float* z,
        float* k1,
        float* k2,
        float* k3,
        float weight,
        int pixels,
        float* d
    )
    {
        Vector256<float> a = Load(k1) * weight;
        Vector256<float> b = Load(k2);
        Vector256<float> c = Load(k3);
        for (int i = 0; i < pixels * Lanes; i += Lanes)
        {
            FusedMultiplyAdd(a, Load(g + i), FusedMultiplyAdd(b, Load(z + i), c)).Store(d + i);
        }
    }

    /// <summary>sum += weight·Σ g, sumZ += weight·Σ g·z of one block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSums(float* g, float* z, float weight, int pixels, double* sum, double* sumZ)
    {
        Vector256<float> s = default,
            s2 = default,
            t = default,
            t2 = default;
        int floats = pixels * Lanes;
        int i = 0;
        for (; i + 2 * Lanes <= floats; i += 2 * Lanes)
        {
            Vector256<float> value = Load(g + i);
            Vector256<float> value2 = Load(g + i + Lanes);
            s += value;
            s2 += value2;
            t = FusedMultiplyAdd(value, Load(z + i), t);
            t2 = FusedMultiplyAdd(value2, Load(z + i + Lanes), t2);
        }

        if (i < floats)
        {
            Vector256<float> value = Load(g + i);
            s += value;
            t = FusedMultiplyAdd(value, Load(z + i), t);
        }

        AddTo(sum, s + s2, weight);
        AddTo(sumZ, t + t2, weight);
    }

    /// <summary>Mean and summed squared deviation of each channel of one block, into 8 + 8 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Statistics(float* block, int pixels, float* mean, float* deviation)
    {
        Vector256<float> s = default,
            s2 = default;
        int floats = pixels * Lanes;
        int i = 0;
        for (; i + 2 * Lanes <= floats; i += 2 * Lanes)
        {
            s += Load(block + i);
            s2 += Load(block + i + Lanes);
        }

        if (i < floats)
        {
            s += Load(block + i);
        }

        Vector256<float> middle = (s + s2) / pixels;
        Vector256<float> m = default,
            m2 = default;
        for (i = 0; i + 2 * Lanes <= floats; i += 2 * Lanes)
        {
            Vector256<float> d = Load(block + i) - middle;
            Vector256<float> d2 = Load(block + i + Lanes) - middle;
            m = FusedMultiplyAdd(d, d, m);
            m2 = FusedMultiplyAdd(d2, d2, m2);
        }

        if (i < floats)
        {
            Vector256<float> d = Load(block + i) - middle;
            m = FusedMultiplyAdd(d, d, m);
        }

        middle.Store(mean);
        (m + m2).Store(deviation);
    }

    /// <summary>sum = Σ over the pixels of one block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(float* block, int pixels, float* sum)
    {
        Vector256<float> s = default;
        for (int i = 0; i < pixels * Lanes; i += Lanes)
        {
            s += Load(block + i);
        }

        s.Store(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(float* start, int floats, float value)
    {
        Vector256<float> values = Create(value);
        for (int i = 0; i < floats; i += Lanes)
        {
            values.Store(start + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(float* start, int floats) => Fill(start, floats, 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo(double* sums, Vector256<float> values, double weight)
    {
        float* lanes = stackalloc float[Lanes];
        values.Store(lanes);
        for (int lane = 0; lane < Lanes; lane++)
        {
            sums[lane] += weight * lanes[lane];
        }
    }
}
