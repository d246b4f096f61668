namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// Scales an image until its short side fits and crops the centre of the long one. Bilinear with a triangle filter as wide
/// as the scale asks for, so that nothing is skipped when an image shrinks. Weights are whole numbers in exact proportion:
/// the same bytes on every machine, and no change at all where the size fits already.
/// </summary>
internal static class Resampler
{
    private const int Channels = 3;

    // Fraction bits of the values between the two passes.
    private const int FractionBits = 8;

    /// <param name="source">width × height × 4 bytes, R G B and one that is ignored.</param>
    /// <param name="target">size × size × 3 bytes, R G B.</param>
    public static void FitShortSide(ReadOnlySpan<byte> source, int width, int height, int size, Span<byte> target)
    {
        int shortSide = Math.Min(width, height);
        Tap[] columns = Taps(width, Scaled(width, size, shortSide), size);
        Tap[] rows = Taps(height, Scaled(height, size, shortSide), size);

        // Only the rows that some output row wants.
        int firstRow = rows.Min(tap => tap.First);
        int pastRow = rows.Max(tap => tap.First + tap.Weights.Length);
        int[] narrow = new int[(pastRow - firstRow) * size * Channels];
        for (int y = firstRow; y < pastRow; y++)
        {
            ReadOnlySpan<byte> row = source.Slice(y * width * 4, width * 4);
            Span<int> narrowRow = narrow.AsSpan((y - firstRow) * size * Channels, size * Channels);
            for (int x = 0; x < size; x++)
            {
                Tap tap = columns[x];
                for (int channel = 0; channel < Channels; channel++)
                {
                    long sum = 0;
                    for (int k = 0; k < tap.Weights.Length; k++)
                    {
                        sum += (long)tap.Weights[k] * row[(tap.First + k) * 4 + channel];
                    }

                    narrowRow[x * Channels + channel] = (int)(((sum << FractionBits) + tap.Total / 2) / tap.Total);
                }
            }
        }

        for (int y = 0; y < size; y++)
        {
            Tap tap = rows[y];
            long total = tap.Total << FractionBits;
            for (int x = 0; x < size * Channels; x++)
            {
                long sum = 0;
                for (int k = 0; k < tap.Weights.Length; k++)
                {
                    sum += (long)tap.Weights[k] * narrow[(tap.First + k - firstRow) * size * Channels + x];
                }

                target[y * size * Channels + x] = (byte)((sum + total / 2) / total);
            }
        }
    }

    // length · size / short, rounded half up; the short side becomes size exactly.
    private static int Scaled(int length, int size, int shortSide) =>
        (int)((2L * length * size + shortSide) / (2L * shortSide));

    // Output i of n has its centre at (i + ½)·m/n of m inputs, input j at j + ½; the triangle is max(1, m/n) wide to each
    // side. Times 2n: weight(j) = 2·max(n, m) − |(2j + 1)·n − (2i + 1)·m|, a whole number.
    private static Tap[] Taps(int inputs, int outputs, int wanted)
    {
        int firstOutput = (outputs - wanted) / 2;
        long reach = 2L * Math.Max(inputs, outputs);
        Tap[] taps = new Tap[wanted];
        for (int i = 0; i < wanted; i++)
        {
            long centre = (2L * (firstOutput + i) + 1) * inputs;
            int first = (int)Math.Max(0, (centre - reach) / (2L * outputs));
            int past = (int)Math.Min(inputs, (centre + reach) / (2L * outputs) + 1);
            List<int> weights = [];
            int firstUsed = first;
            for (int j = first; j < past; j++)
            {
                long weight = reach - Math.Abs((2L * j + 1) * outputs - centre);
                if (weight > 0)
                {
                    weights.Add(checked((int)weight));
                }
                else if (weights.Count == 0)
                {
                    firstUsed = j + 1;
                }
            }

            taps[i] = new Tap(firstUsed, [.. weights], weights.Sum(weight => (long)weight));
        }

        return taps;
    }

    private readonly record struct Tap(int First, int[] Weights, long Total);
}
