using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data;

/// <summary>What <see cref="CifarTrainTransform"/> draws for one image.</summary>
/// <param name="Top">Row of the padded image where the crop begins, 0 … 2 × padding.</param>
/// <param name="Left">Column of the padded image where the crop begins, 0 … 2 × padding.</param>
/// <param name="Flip">Mirror left and right, after the crop.</param>
/// <param name="CutoutRow">Row of the centre of the cutout, in the finished image.</param>
/// <param name="CutoutColumn">Column of the centre of the cutout, in the finished image.</param>
public readonly record struct CifarDraw(int Top, int Left, bool Flip, int CutoutRow, int CutoutColumn);

/// <summary>
/// The augmentation of CIFAR: zero padding on all sides, a random crop back to size, a mirror image half of the time, to
/// [0, 1], normalised; then, if asked, one square blanked to 0 (DARTS; DeVries and Taylor, "Improved regularization of
/// convolutional neural networks with cutout", 2017).
/// </summary>
/// <remarks>
/// The padding is black and is normalised like the rest. The cutout's centre is uniform over all pixels and its box is
/// clipped at the border; it is set to 0 after normalisation, which is the mean colour.
/// </remarks>
public sealed class CifarTrainTransform : ImageTransform
{
    // 4 px at 32 px, and in proportion elsewhere.
    private const int SizePerPadding = 8;

    private readonly PixelTable table;
    private readonly Cutout cutout;
    private readonly int? padding;

    /// <param name="cutoutLength">Side of the blanked square in px; 0 is off.</param>
    /// <param name="padding">Black pixels on each side; null for an eighth of the size (4 at 32 px).</param>
    /// <exception cref="BadInputException">A length is negative.</exception>
    public CifarTrainTransform(Normalization normalization, int cutoutLength = 0, int? padding = null)
    {
        if (padding < 0)
        {
            throw new BadInputException($"padding is {padding}; it must be 0 or a number of pixels.");
        }

        table = new PixelTable(normalization);
        cutout = new Cutout(cutoutLength);
        this.padding = padding;
    }

    /// <summary>Black pixels on each side of an image of <paramref name="size"/> px.</summary>
    public int Padding(int size) => padding ?? size / SizePerPadding;

    /// <summary>Draws for an image of <paramref name="size"/> px; the same five numbers whether cutout is on or not.</summary>
    public CifarDraw Draw(CounterRandom random, int size)
    {
        int offsets = 2 * Padding(size) + 1;
        return new CifarDraw(
            Top: random.NextInt(offsets),
            Left: random.NextInt(offsets),
            Flip: random.NextInt(2) == 1,
            CutoutRow: random.NextInt(size),
            CutoutColumn: random.NextInt(size)
        );
    }

    public override void Apply(ReadOnlySpan<byte> pixels, int size, ImageDraw draw, Span<float> output) =>
        Apply(pixels, size, Draw(draw.Open(), size), output);

    /// <summary>The same with a draw that is known.</summary>
    public void Apply(ReadOnlySpan<byte> pixels, int size, CifarDraw draw, Span<float> output)
    {
        RequireLengths(pixels, size, output);
        int plane = size * size;
        int top = draw.Top - Padding(size);
        int left = draw.Left - Padding(size);

        // Columns of the crop that lie inside the image; the others are padding. (Clamped: the padding may exceed the size.)
        int firstInside = Math.Clamp(-left, 0, size);
        int pastInside = Math.Clamp(size - left, firstInside, size);
        for (int y = 0; y < size; y++)
        {
            Span<float> r = output.Slice(y * size, size);
            Span<float> g = output.Slice(plane + y * size, size);
            Span<float> b = output.Slice(2 * plane + y * size, size);
            int sourceRow = y + top;
            if ((uint)sourceRow >= (uint)size)
            {
                Pad(r, g, b);
                continue;
            }

            ReadOnlySpan<byte> row = pixels.Slice(
                (sourceRow * size + firstInside + left) * ImageSet.Channels,
                (pastInside - firstInside) * ImageSet.Channels
            );
            int count = pastInside - firstInside;
            if (draw.Flip)
            {
                int start = size - pastInside;
                LookUpMirrored(row, r.Slice(start, count), g.Slice(start, count), b.Slice(start, count));
                Pad(r[..start], g[..start], b[..start]);
                Pad(r[(start + count)..], g[(start + count)..], b[(start + count)..]);
            }
            else
            {
                LookUp(row, r.Slice(firstInside, count), g.Slice(firstInside, count), b.Slice(firstInside, count));
                Pad(r[..firstInside], g[..firstInside], b[..firstInside]);
                Pad(r[pastInside..], g[pastInside..], b[pastInside..]);
            }
        }

        cutout.Apply(draw.CutoutRow, draw.CutoutColumn, size, output);
    }

    private void Pad(Span<float> r, Span<float> g, Span<float> b)
    {
        r.Fill(table.R[0]);
        g.Fill(table.G[0]);
        b.Fill(table.B[0]);
    }

    private void LookUp(ReadOnlySpan<byte> row, Span<float> r, Span<float> g, Span<float> b)
    {
        ReadOnlySpan<float> tableR = table.R;
        ReadOnlySpan<float> tableG = table.G;
        ReadOnlySpan<float> tableB = table.B;
        for (int x = 0; x < r.Length; x++)
        {
            r[x] = tableR[row[3 * x]];
            g[x] = tableG[row[3 * x + 1]];
            b[x] = tableB[row[3 * x + 2]];
        }
    }

    private void LookUpMirrored(ReadOnlySpan<byte> row, Span<float> r, Span<float> g, Span<float> b)
    {
        ReadOnlySpan<float> tableR = table.R;
        ReadOnlySpan<float> tableG = table.G;
        ReadOnlySpan<float> tableB = table.B;
        for (int x = 0, source = row.Length - 3; x < r.Length; x++, source -= 3)
        {
            r[x] = tableR[row[source]];
            g[x] = tableG[row[source + 1]];
            b[x] = tableB[row[source + 2]];
        }
    }
}
