using System.Collections.Immutable;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Checking;

/// <summary>An image that is there, by name; nothing of it has been read.</summary>
/// <param name="Split">First folder of its path.</param>
/// <param name="Class">Second folder.</param>
/// <param name="File">split/class/file: unique within the set.</param>
public readonly record struct ImageName(string Split, string Class, string File)
{
    /// <summary>All images of a set, in ordinal order of their paths.</summary>
    /// <param name="path">What <see cref="ImageIndex.Open"/> takes.</param>
    /// <exception cref="BadInputException">Nothing that can be listed lies there.</exception>
    public static ImmutableArray<ImageName> List(string path)
    {
        ImageIndex index = ImageIndex.Open(path, new ImageIndexOptions { Splits = ImageCheck.KnownSplits });
        return
        [
            .. Enumerable
                .Range(0, index.Count)
                .Select(row => new ImageName(index.Split(row), index.Classes[index.Label(row)].Id, index.Path(row)))
                .OrderBy(image => image.File, StringComparer.Ordinal),
        ];
    }
}
