using System.Buffers;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Data;

/// <summary>
/// What test photographs go through: scaled until the short side is 256/224 of the size, the centre of it, to [0, 1],
/// normalised (torchvision's Resize and CenterCrop). Draws nothing.
/// </summary>
public sealed class PhotoEvaluationTransform(Normalization normalization) : PhotoTransform(normalization)
{
    /// <summary>Short side of the scaled photograph in px, of which <paramref name="size"/> are kept: 256 at 224.</summary>
    public static int ShortSide(int size) => (int)((size * 256L + 112) / 224);

    internal override void Apply(Photo photo, int size, ImageDraw draw, Span<float> output)
    {
        byte[] scaled = ArrayPool<byte>.Shared.Rent(4 * size * size);
        try
        {
            Span<byte> rgba = scaled.AsSpan(0, 4 * size * size);
            Scale(photo, size, rgba);
            Normalise(rgba, size, mirror: false, output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scaled);
        }
    }

    private static void Scale(Photo photo, int size, Span<byte> scaled)
    {
        int shortSide = ShortSide(size);
        int least = Math.Min(photo.Width, photo.Height);
        // The long side is rounded down.
        int width = (int)((long)photo.Width * shortSide / least);
        int height = (int)((long)photo.Height * shortSide / least);
        PhotoResampler.Resize(
            photo.Rgba,
            photo.Width,
            new CropBox(0, 0, photo.Height, photo.Width),
            height,
            width,
            Centre(height - size),
            Centre(width - size),
            size,
            scaled
        );
    }

    // Half of what is cut away, rounded to even.
    private static int Centre(int surplus) => (int)Math.Round(surplus / 2.0, MidpointRounding.ToEven);
}
