using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Data;

/// <summary>A transform that takes photographs of any shape. Squares out of memory are photographs too.</summary>
public abstract class PhotoTransform(Normalization normalization) : ImageTransform
{
    private readonly PixelTable table = new(normalization);

    /// <inheritdoc/>
    public sealed override void Apply(ReadOnlySpan<byte> pixels, int size, ImageDraw draw, Span<float> output)
    {
        RequireLengths(pixels, size, output);
        using Photo photo = Photo.Of(pixels, size, size);
        Apply(photo, size, draw, output);
    }

    internal abstract override void Apply(Photo photo, int size, ImageDraw draw, Span<float> output);

    /// <summary>Bytes to [0, 1], then normalised.</summary>
    /// <param name="rgba">size × size × 4 bytes.</param>
    /// <param name="mirror">Left becomes right.</param>
    private protected void Normalise(ReadOnlySpan<byte> rgba, int size, bool mirror, Span<float> output)
    {
        int plane = size * size;
        ReadOnlySpan<float> tableR = table.R;
        ReadOnlySpan<float> tableG = table.G;
        ReadOnlySpan<float> tableB = table.B;
        for (int y = 0; y < size; y++)
        {
            ReadOnlySpan<byte> row = rgba.Slice(4 * y * size, 4 * size);
            Span<float> r = output.Slice(y * size, size);
            Span<float> g = output.Slice(plane + y * size, size);
            Span<float> b = output.Slice(2 * plane + y * size, size);
            int source = mirror ? 4 * (size - 1) : 0;
            int step = mirror ? -4 : 4;
            for (int x = 0; x < r.Length; x++, source += step)
            {
                r[x] = tableR[row[source]];
                g[x] = tableG[row[source + 1]];
                b[x] = tableB[row[source + 2]];
            }
        }
    }
}
