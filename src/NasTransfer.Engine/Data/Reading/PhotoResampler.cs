using System.Buffers;
using System.Runtime.Intrinsics;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>A part of a photograph, in px.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
public readonly record struct CropBox(int Top, int Left, int Height, int Width);

/// <summary>
/// Scales a part of a photograph and keeps a square of the result, with the filter of <see cref="Resampler"/>, but fast:
/// weights are multiples of 2⁻¹⁴, values between the two passes multiples of 2⁻⁷. Whole numbers throughout: the same bytes
/// on every machine, and as many of them at once as a processor can.
/// </summary>
/// <remarks>As with the filters of Pillow, pixels outside the part have no influence.</remarks>
internal static class PhotoResampler
{
    private const int Pixel = 4;
    private const int WeightBits = 14;
    private const int FractionBits = 7;

    /// <param name="rgba">Pixels of <paramref name="width"/> × 4 bytes a row.</param>
    /// <param name="box">The part that is scaled.</param>
    /// <param name="scaledHeight">Height that the whole part would have.</param>
    /// <param name="scaledWidth">Width that the whole part would have.</param>
    /// <param name="top">First row of the scaled part that is kept.</param>
    /// <param name="left">First column of the scaled part that is kept.</param>
    /// <param name="target">size × size × 4 bytes; of the fourth of each pixel nothing is said.</param>
    public static void Resize(
        ReadOnlySpan<byte> rgba,
        int width,
        CropBox box,
        int scaledHeight,
        int scaledWidth,
        int top,
        int left,
        int size,
        Span<byte> target
    )
    {
        AxisTaps columns = AxisTaps.Of(box.Width, scaledWidth, left, size);
        AxisTaps rows = AxisTaps.Of(box.Height, scaledHeight, top, size);
        int firstRow = rows.First[0];
        int pastRow = rows.First[^1] + rows.Count[^1];
        int values = size * Pixel;
        int[] narrow = ArrayPool<int>.Shared.Rent((pastRow - firstRow) * values);
        try
        {
            for (int y = firstRow; y < pastRow; y++)
            {
                ReadOnlySpan<byte> row = rgba.Slice(((box.Top + y) * width + box.Left) * Pixel, box.Width * Pixel);
                Narrow(row, columns, narrow.AsSpan((y - firstRow) * values, values));
            }

            for (int y = 0; y < size; y++)
            {
                ReadOnlySpan<int> source = narrow.AsSpan((rows.First[y] - firstRow) * values, rows.Count[y] * values);
                Shorten(source, rows.WeightsOf(y), target.Slice(y * values, values));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(narrow);
        }
    }

    // One row of the part to one row of the result's width; a vector holds the four values of a pixel.
    private static void Narrow(ReadOnlySpan<byte> row, AxisTaps columns, Span<int> narrow)
    {
        Vector128<int> half = Vector128.Create(1 << (WeightBits - FractionBits - 1));
        for (int x = 0; x < columns.First.Length; x++)
        {
            ReadOnlySpan<int> weights = columns.WeightsOf(x);
            ReadOnlySpan<byte> pixels = row.Slice(columns.First[x] * Pixel, weights.Length * Pixel);
            Vector128<int> sum = half;
            for (int k = 0; k < weights.Length; k++)
            {
                Vector128<byte> bytes = Vector128
                    .CreateScalar(BitConverter.ToUInt32(pixels.Slice(k * Pixel, Pixel)))
                    .AsByte();
                Vector128<int> pixel = Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
                sum += pixel * weights[k];
            }

            (sum >> (WeightBits - FractionBits)).CopyTo(narrow[(x * Pixel)..]);
        }
    }

    // Some rows of the result's width to one.
    private static void Shorten(ReadOnlySpan<int> rows, ReadOnlySpan<int> weights, Span<byte> target)
    {
        const int Shift = WeightBits + FractionBits;
        const int Lanes = 16;
        int values = target.Length;
        Vector128<int> half = Vector128.Create(1 << (Shift - 1));
        int x = 0;
        for (; x <= values - Lanes; x += Lanes)
        {
            var (a, b, c, d) = (half, half, half, half);
            for (int k = 0; k < weights.Length; k++)
            {
                ReadOnlySpan<int> row = rows.Slice(k * values + x, Lanes);
                Vector128<int> weight = Vector128.Create(weights[k]);
                a += Vector128.Create(row) * weight;
                b += Vector128.Create(row[4..]) * weight;
                c += Vector128.Create(row[8..]) * weight;
                d += Vector128.Create(row[12..]) * weight;
            }

            Vector128<short> first = Vector128.Narrow(a >> Shift, b >> Shift);
            Vector128<short> second = Vector128.Narrow(c >> Shift, d >> Shift);
            Vector128.Narrow(first, second).AsByte().CopyTo(target[x..]);
        }

        for (; x < values; x++)
        {
            int sum = 1 << (Shift - 1);
            for (int k = 0; k < weights.Length; k++)
            {
                sum += rows[k * values + x] * weights[k];
            }

            target[x] = (byte)(sum >> Shift);
        }
    }

    /// <summary>Which inputs each output is a mean of, along one axis.</summary>
    private sealed record AxisTaps(int[] First, int[] Count, int[] Start, int[] Weights)
    {
        public ReadOnlySpan<int> WeightsOf(int output) => Weights.AsSpan(Start[output], Count[output]);

        // Output i of n has its centre at (i + ½)·m/n of m inputs, input j at j + ½; the triangle is max(1, m/n) wide to
        // each side. Times 2n: weight(j) = 2·max(n, m) − |(2j + 1)·n − (2i + 1)·m|, a whole number.
        public static AxisTaps Of(int inputs, int outputs, int firstOutput, int wanted)
        {
            long reach = 2L * Math.Max(inputs, outputs);
            int[] first = new int[wanted];
            int[] count = new int[wanted];
            int[] start = new int[wanted];
            List<int> weights = [];
            List<long> exact = [];
            for (int i = 0; i < wanted; i++)
            {
                long centre = (2L * (firstOutput + i) + 1) * inputs;
                // The first j with (2j + 1)·n > centre − reach, and the last with (2j + 1)·n < centre + reach.
                int begin = (int)Math.Max(0, FloorDivide(centre - reach - outputs, 2L * outputs) + 1);
                int past = (int)Math.Min(inputs, FloorDivide(centre + reach - outputs - 1, 2L * outputs) + 1);
                exact.Clear();
                for (int j = begin; j < past; j++)
                {
                    exact.Add(reach - Math.Abs((2L * j + 1) * outputs - centre));
                }

                (first[i], count[i], start[i]) = (begin, past - begin, weights.Count);
                weights.AddRange(Quantised(exact));
            }

            return new AxisTaps(first, count, start, [.. weights]);
        }

        // Whole numbers in proportion whose sum is exact, so that one colour stays that colour: each is the difference of
        // two rounded partial sums.
        private static IEnumerable<int> Quantised(List<long> exact)
        {
            long total = exact.Sum();
            long before = 0;
            foreach (long weight in exact)
            {
                long after = before + weight;
                yield return (int)(Rounded(after, total) - Rounded(before, total));
                before = after;
            }
        }

        private static long Rounded(long part, long total) => ((part << (WeightBits + 1)) + total) / (2 * total);

        private static long FloorDivide(long dividend, long divisor) =>
            dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor);
    }
}
