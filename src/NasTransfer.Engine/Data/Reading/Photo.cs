using System.Buffers;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>One decoded image of any shape; the memory serves the next one too.</summary>
internal sealed class Photo : IDisposable
{
    private byte[] pixels = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>width × height × 4 bytes, row by row: R G B and one that is ignored.</summary>
    public Span<byte> Rgba => pixels.AsSpan(0, Width * Height * 4);

    /// <param name="rgb">width × height × 3 bytes.</param>
    public static Photo Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        Photo photo = new();
        photo.Reshape(width, height);
        Span<byte> rgba = photo.Rgba;
        for (int i = 0; i < width * height; i++)
        {
            rgb.Slice(3 * i, 3).CopyTo(rgba[(4 * i)..]);
        }

        return photo;
    }

    /// <summary>Takes the shape; what the pixels hold is undefined.</summary>
    public void Reshape(int width, int height)
    {
        int bytes = width * height * 4;
        if (pixels.Length < bytes)
        {
            Dispose();
            pixels = ArrayPool<byte>.Shared.Rent(bytes);
        }

        (Width, Height) = (width, height);
    }

    /// <summary>size × size × 3 bytes: scaled until the short side fits, and cropped at the centre.</summary>
    public void FitShortSide(int size, Span<byte> target)
    {
        if (Width != size || Height != size)
        {
            Resampler.FitShortSide(Rgba, Width, Height, size, target);
            return;
        }

        ReadOnlySpan<byte> source = Rgba;
        for (int i = 0; i < size * size; i++)
        {
            target[3 * i] = source[4 * i];
            target[3 * i + 1] = source[4 * i + 1];
            target[3 * i + 2] = source[4 * i + 2];
        }
    }

    public void Dispose()
    {
        if (pixels.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(pixels);
            pixels = [];
        }
    }
}
