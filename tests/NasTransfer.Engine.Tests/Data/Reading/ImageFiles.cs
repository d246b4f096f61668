using System.Formats.Tar;
using SkiaSharp;

namespace NasTransfer.Engine.Tests.Data.Reading;

/// <summary>A data set in a folder of its own, made for one test and removed after it.</summary>
internal sealed class ImageFiles : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("images").FullName;

    /// <summary>Two classes of three training and two test images, 4 px, as PNG.</summary>
    public static ImageFiles Small()
    {
        ImageFiles files = new();
        foreach (var (path, bytes) in SmallMembers())
        {
            files.Write(path, bytes);
        }

        return files;
    }

    public static IEnumerable<(string Path, byte[] Bytes)> SmallMembers()
    {
        foreach (string name in new[] { "cat", "dog" })
        {
            byte blue = name == "cat" ? (byte)10 : (byte)20;
            for (byte i = 0; i < 3; i++)
            {
                yield return ($"train/{name}/{i}.png", Png(4, 4, i, 100, blue));
            }

            for (byte i = 0; i < 2; i++)
            {
                yield return ($"test/{name}/{i}.png", Png(4, 4, i, 200, blue));
            }
        }
    }

    public void Write(string path, byte[] bytes)
    {
        string full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }

    public void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public void WriteTar(string path, IEnumerable<(string Path, byte[] Bytes)> members) => Write(path, Tar(members));

    public static byte[] Tar(IEnumerable<(string Path, byte[] Bytes)> members)
    {
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (path, bytes) in members)
            {
                writer.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(bytes) }
                );
            }
        }

        return stream.ToArray();
    }

    /// <summary>One colour, with the first pixel black, so that top and left can be told.</summary>
    public static byte[] Png(int width, int height, byte r, byte g, byte b, byte alpha = 255)
    {
        using SKBitmap bitmap = Bitmap(width, height, new SKColor(r, g, b, alpha));
        bitmap.SetPixel(0, 0, new SKColor(0, 0, 0, 255));
        return Encode(bitmap, SKEncodedImageFormat.Png);
    }

    public static byte[] Jpeg(int size, byte r, byte g, byte b)
    {
        using SKBitmap bitmap = Bitmap(size, size, new SKColor(r, g, b));
        return Encode(bitmap, SKEncodedImageFormat.Jpeg);
    }

    /// <summary>A grey-scale file: one channel.</summary>
    public static byte[] Grey(int size, byte value, SKEncodedImageFormat format)
    {
        using SKBitmap bitmap = new(new SKImageInfo(size, size, SKColorType.Gray8, SKAlphaType.Opaque));
        bitmap.Erase(new SKColor(value, value, value));
        return Encode(bitmap, format);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static SKBitmap Bitmap(int width, int height, SKColor colour)
    {
        SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(colour);
        return bitmap;
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using SKData data = bitmap.Encode(format, 95);
        return data.ToArray();
    }
}
