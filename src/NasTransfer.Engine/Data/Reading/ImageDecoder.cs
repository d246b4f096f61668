using System.Buffers;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// JPEG and PNG to RGB, by content, not by name. No colour management and no rotation: the bytes as they are coded, grey
/// as three equal channels, transparency dropped.
/// </summary>
internal static class ImageDecoder
{
    // Beyond it, an image is a mistake or an attack.
    private const long MostPixels = 100_000_000;

    private static ReadOnlySpan<byte> JpegBegin => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> JpegScan => [0xFF, 0xDA];

    private static ReadOnlySpan<byte> JpegEnd => [0xFF, 0xD9];

    private static ReadOnlySpan<byte> PngBegin => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    /// <summary>Decodes into size × size × 3 bytes.</summary>
    /// <returns>Null, or why the image cannot be decoded.</returns>
    public static unsafe string? TryDecode(byte[] encoded, int size, Span<byte> target)
    {
        if (encoded.Length == 0)
        {
            return "empty";
        }

        fixed (byte* bytes = encoded)
        {
            using SKData data = SKData.Create((nint)bytes, encoded.Length);
            using SKCodec? codec = SKCodec.Create(data);
            if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png))
            {
                bool begins = encoded.AsSpan().StartsWith(JpegBegin) || encoded.AsSpan().StartsWith(PngBegin);
                return begins ? "truncated or damaged in its header" : "no JPEG or PNG";
            }

            if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg && LacksEnd(encoded))
            {
                return "truncated";
            }

            int width = codec.Info.Width;
            int height = codec.Info.Height;
            if ((long)width * height > MostPixels)
            {
                return $"{width} × {height} px";
            }

            byte[] pixels = ArrayPool<byte>.Shared.Rent(width * height * 4);
            try
            {
                Span<byte> used = pixels.AsSpan(0, width * height * 4);
                SKCodecResult result = GetPixels(codec, width, height, used);
                if (result != SKCodecResult.Success)
                {
                    return result == SKCodecResult.IncompleteInput ? "truncated" : "damaged";
                }

                Store(used, width, height, size, target);
                return null;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(pixels);
            }
        }
    }

    // A progressive JPEG cut between two scans decodes, only coarser. Within coded pixels FF is always followed by 00, so the
    // end marker FF D9 stands after the last start of scan FF DA exactly if the file is whole.
    private static bool LacksEnd(ReadOnlySpan<byte> jpeg) => jpeg.LastIndexOf(JpegEnd) < jpeg.LastIndexOf(JpegScan);

    private static unsafe SKCodecResult GetPixels(SKCodec codec, int width, int height, Span<byte> pixels)
    {
        // No colour space: values are not converted. Not premultiplied: transparency does not darken.
        SKImageInfo info = new(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        fixed (byte* first = pixels)
        {
            return codec.GetPixels(info, (nint)first);
        }
    }

    private static void Store(ReadOnlySpan<byte> pixels, int width, int height, int size, Span<byte> target)
    {
        if (width != size || height != size)
        {
            Resampler.FitShortSide(pixels, width, height, size, target);
            return;
        }

        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(pixels);
        for (int i = 0; i < words.Length; i++)
        {
            target[3 * i] = pixels[4 * i];
            target[3 * i + 1] = pixels[4 * i + 1];
            target[3 * i + 2] = pixels[4 * i + 2];
        }
    }
}
