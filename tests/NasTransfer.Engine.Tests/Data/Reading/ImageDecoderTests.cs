using System.Buffers.Binary;
using System.IO.Compression;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;
using SkiaSharp;

namespace NasTransfer.Engine.Tests.Data.Reading;

public sealed class ImageDecoderTests
{
    [Test]
    public void TryDecode_EmptyOrOther_SaysWhy()
    {
        Assert.That(Fault([]), Is.EqualTo("empty"));
        Assert.That(Fault("GIF89a"u8.ToArray()), Is.EqualTo("no JPEG or PNG"));
    }

    [TestCase(65_535, 65_535)]
    [TestCase(20_000, 20_000)]
    public void TryDecode_PngOfGigapixels_IsRefusedFromItsHeader(int width, int height)
    {
        AssertRefusedWithoutMemory(Png(width, height, 8, 2, new byte[64]), $"{width} × {height} px");
    }

    [Test]
    public void TryDecode_PngLongerThanAnyJpeg_IsRefused()
    {
        AssertRefusedWithoutMemory(Png(100_000, 1, 8, 2, new byte[64]), "100000 × 1 px");
    }

    [Test]
    public void TryDecode_JpegOfGigapixels_IsRefusedFromItsHeader()
    {
        byte[] jpeg = ImageFiles.Jpeg(16, 1, 2, 3);
        int frame = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 65_535);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 65_535);

        // Beyond what the JPEG library reads at all, or beyond what is read here.
        Assert.That(Fault(jpeg), Is.EqualTo("65535 × 65535 px").Or.EqualTo("truncated or damaged in its header"));
    }

    [Test]
    public void TryDecode_PngOf16Bits_KeepsTheUpperEight()
    {
        // One pixel: R 0x12FF, G 0x8000, B 0xFF01, behind the filter byte.
        using Photo photo = Decoded(Png(1, 1, 16, 2, [0, 0x12, 0xFF, 0x80, 0x00, 0xFF, 0x01]));

        Assert.That(
            photo.Rgba[..3].ToArray(),
            Is.EqualTo(new byte[] { 0x12, 0x80, 0xFF }).Or.EqualTo(new byte[] { 0x13, 0x80, 0xFF })
        );
    }

    [Test]
    public void TryDecode_ExifRotation_IsNotApplied()
    {
        byte[] jpeg = Wide();
        byte[] rotated = [.. jpeg[..2], .. ExifOfOrientation(6), .. jpeg[2..]];

        using Photo plain = Decoded(jpeg);
        using Photo photo = Decoded(rotated);

        Assert.That((photo.Width, photo.Height), Is.EqualTo((16, 8)));
        Assert.That(photo.Rgba.ToArray(), Is.EqualTo(plain.Rgba.ToArray()));
    }

    [Test]
    public void TryDecode_CmykJpeg_BecomesRgb()
    {
        // Made with Pillow: 8 × 8, C 0, M 255, Y 255, K 0 in Adobe's inverted form, which is red.
        using Photo photo = Decoded(Convert.FromBase64String(CmykRed));

        Assert.That((photo.Width, photo.Height), Is.EqualTo((8, 8)));
        Assert.That((int)photo.Rgba[0], Is.GreaterThan(240));
        Assert.That((int)photo.Rgba[1], Is.LessThan(15));
        Assert.That((int)photo.Rgba[2], Is.LessThan(15));
    }

    [Test]
    public void TryDecode_CifarPlanes_AreInterleaved()
    {
        byte[] planes = [.. Enumerable.Range(0, 3072).Select(i => (byte)(i / 1024 * 80 + i % 1024 % 70))];
        using Photo photo = new();

        Assert.That(ImageDecoder.TryDecode(ImageEncoding.CifarPlanes, planes, photo), Is.Null);
        Assert.That((photo.Width, photo.Height), Is.EqualTo((32, 32)));
        Assert.That(photo.Rgba.Slice(4 * 33, 3).ToArray(), Is.EqualTo(new byte[] { 33, 113, 193 }));
    }

    [Test]
    public void TryDecode_TwoOfDifferentShape_TakeTheirOwn()
    {
        using Photo photo = new();
        Assert.That(ImageDecoder.TryDecode(ImageEncoding.File, ImageFiles.Png(9, 7, 1, 2, 3), photo), Is.Null);
        Assert.That(ImageDecoder.TryDecode(ImageEncoding.File, ImageFiles.Png(2, 3, 4, 5, 6), photo), Is.Null);

        Assert.That((photo.Width, photo.Height, photo.Rgba.Length), Is.EqualTo((2, 3, 24)));
        Assert.That(photo.Rgba[^4..^1].ToArray(), Is.EqualTo(new byte[] { 4, 5, 6 }));
    }

    [Test]
    public void TryDecode_DamagedFiles_DecodeOrSayWhy()
    {
        byte[] jpeg = ImageFiles.Jpeg(24, 200, 100, 50);
        byte[] png = ImageFiles.Png(24, 24, 200, 100, 50);
        foreach (byte[] mutant in Mutants.Of(jpeg, 1000).Concat(Mutants.Of(png, 1000)))
        {
            using Photo photo = new();
            string? fault = ImageDecoder.TryDecode(ImageEncoding.File, mutant, photo);
            Assert.That(fault is null ? photo.Width : 1, Is.GreaterThan(0));
        }
    }

    private static void AssertRefusedWithoutMemory(byte[] file, string fault)
    {
        long before = GC.GetTotalAllocatedBytes();

        Assert.That(Fault(file), Is.EqualTo(fault));
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(1_000_000));
    }

    private static string? Fault(byte[] encoded)
    {
        using Photo photo = new();
        return ImageDecoder.TryDecode(ImageEncoding.File, encoded, photo);
    }

    private static Photo Decoded(byte[] encoded)
    {
        Photo photo = new();
        Assert.That(ImageDecoder.TryDecode(ImageEncoding.File, encoded, photo), Is.Null);
        return photo;
    }

    private static byte[] Wide()
    {
        using SKBitmap bitmap = new(new SKImageInfo(16, 8, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int i = 0; i < 128; i++)
        {
            bitmap.SetPixel(i % 16, i / 16, new SKColor((byte)(i * 2), (byte)(i / 16 * 30), 7));
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }

    // An APP1 segment whose one entry is the tag 0x0112, a short.
    private static byte[] ExifOfOrientation(byte orientation) =>
        [
            0xFF,
            0xE1,
            0,
            34,
            .. "Exif\0\0"u8,
            .. "MM\0*"u8,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    private static byte[] Png(int width, int height, byte depth, byte colour, byte[] rows)
    {
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, depth, colour, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        using MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(rows);
        }

        return
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1A,
            (byte)'\n',
            .. Chunk("IHDR"u8, header),
            .. Chunk("IDAT"u8, packed.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] body = [.. type, .. data];
        byte[] length = new byte[4];
        byte[] checksum = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Checksum(body));
        return [.. length, .. body, .. checksum];
    }

    // CRC-32 of PNG, bit by bit.
    private static uint Checksum(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private const string CmykRed =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUV"
        + "FQwPFxgWFBgSFBUU/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EABQAAQAAAAAAAAAAAAAAAAAAAAn/xAAUEAEAAAAAAAAAAAAAAAAA"
        + "AAAA/9oADgRDAE0AWQBLAAA/AFTFUKoqb//Z";
}
