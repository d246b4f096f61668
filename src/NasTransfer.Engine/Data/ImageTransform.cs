using System.Buffers;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Data;

/// <summary>
/// From the bytes of one image to the floats that a network sees. A pure function of the bytes and of what is drawn, so
/// one object serves all threads.
/// </summary>
public abstract class ImageTransform
{
    /// <param name="pixels">size × size × 3 bytes, row by row, R G B.</param>
    /// <param name="size">Height and width in px; they stay.</param>
    /// <param name="draw">This image's random numbers; untouched by a transform that draws none.</param>
    /// <param name="output">3 × size × size floats: all of R row by row, then G, then B. Every one is written.</param>
    public abstract void Apply(ReadOnlySpan<byte> pixels, int size, ImageDraw draw, Span<float> output);

    /// <summary>
    /// The same from an image of any shape, as it was decoded. Unless a transform has a way of its own, the image is scaled
    /// until the short side fits and cropped at the centre first, as sets in memory are.
    /// </summary>
    internal virtual void Apply(Photo photo, int size, ImageDraw draw, Span<float> output)
    {
        byte[] square = ArrayPool<byte>.Shared.Rent(ImageSet.Channels * size * size);
        try
        {
            Span<byte> pixels = square.AsSpan(0, ImageSet.Channels * size * size);
            photo.FitShortSide(size, pixels);
            Apply(pixels, size, draw, output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(square);
        }
    }

    /// <exception cref="ArgumentException">A length does not belong to the size.</exception>
    private protected static void RequireLengths(ReadOnlySpan<byte> pixels, int size, Span<float> output)
    {
        int values = ImageSet.Channels * size * size;
        if (pixels.Length != values || output.Length != values)
        {
            throw new ArgumentException(
                $"{pixels.Length} bytes into {output.Length} floats; an image of {size} px has {values} of each."
            );
        }
    }
}
