using NasTransfer.Engine.Data.Indexing;
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

    // The most that a JPEG can have.
    private const int LongestSide = 65_535;

    private const int CifarSize = 32;

    private static ReadOnlySpan<byte> JpegBegin => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> JpegScan => [0xFF, 0xDA];

    private static ReadOnlySpan<byte> JpegEnd => [0xFF, 0xD9];

    private static ReadOnlySpan<byte> PngBegin => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    /// <summary>Decodes an image at the size that it has.</summary>
    /// <returns>Null, or why the image cannot be decoded.</returns>
    public static string? TryDecode(ImageEncoding encoding, ReadOnlySpan<byte> encoded, Photo photo)
    {
        if (encoding == ImageEncoding.CifarPlanes)
        {
            Interleave(encoded, photo);
            return null;
        }

        return encoded.Length == 0 ? "empty" : TryDecodeFile(encoded, photo);
    }

    private static void Interleave(ReadOnlySpan<byte> planes, Photo photo)
    {
        photo.Reshape(CifarSize, CifarSize);
        Span<byte> rgba = photo.Rgba;
        int plane = CifarSize * CifarSize;
        for (int i = 0; i < plane; i++)
        {
            (rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]) = (planes[i], planes[plane + i], planes[2 * plane + i]);
        }
    }

    private static unsafe string? TryDecodeFile(ReadOnlySpan<byte> encoded, Photo photo)
    {
        fixed (byte* bytes = encoded)
        {
            using SKData data = SKData.Create((nint)bytes, encoded.Length);
            using SKCodec? codec = SKCodec.Create(data);
            if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png))
            {
                bool begins = encoded.StartsWith(JpegBegin) || encoded.StartsWith(PngBegin);
                return begins ? "truncated or damaged in its header" : "no JPEG or PNG";
            }

            if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg && LacksEnd(encoded))
            {
                return "truncated";
            }

            // Known from the header: nothing is taken for pixels before.
            int width = codec.Info.Width;
            int height = codec.Info.Height;
            if ((long)width * height > MostPixels || Math.Max(width, height) > LongestSide)
            {
                return $"{width} × {height} px";
            }

            photo.Reshape(width, height);
            return GetPixels(codec, width, height, photo.Rgba) switch
            {
                SKCodecResult.Success => null,
                SKCodecResult.IncompleteInput => "truncated",
                _ => "damaged",
            };
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
}
