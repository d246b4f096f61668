using System.Text;
using NasTransfer.Engine.Data.Archives;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>The small files beside the images: lists and labels.</summary>
internal static class SideFile
{
    // Ten times the largest official one.
    private const int MostBytes = 32 << 20;

    /// <exception cref="BadInputException">It is larger than such files are.</exception>
    public static byte[] Read(string path)
    {
        using ByteSource source = ByteSource.File(path);
        return Read(source, path, 0, source.Length);
    }

    /// <summary>A file in an archive.</summary>
    /// <exception cref="BadInputException">It is larger than such files are.</exception>
    public static byte[] Read(ByteSource source, string place, long offset, long length)
    {
        if (length > MostBytes)
        {
            throw new BadInputException($"{place} has {length} bytes; such a list has at most {MostBytes}.");
        }

        byte[] bytes = new byte[length];
        source.ReadExactly(offset, bytes);
        return bytes;
    }

    /// <summary>Lines without what ends them; without empty ones.</summary>
    public static string[] Lines(byte[] bytes) =>
        Encoding
            .UTF8.GetString(bytes)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
