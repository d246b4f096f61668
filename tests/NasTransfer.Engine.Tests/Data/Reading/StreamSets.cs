using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Reading;

/// <summary>Sets on disk that are streamed.</summary>
internal static class StreamSets
{
    /// <summary>
    /// Images of 8 px under two classes as two shards: R is the number of the image, and every pixel another one.
    /// </summary>
    public static ImageFiles Shards(int count)
    {
        ImageFiles files = new();
        (string, byte[])[] members =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => ($"train/c{i % 2}/{i:D4}.png", Bytes: ImageFiles.Png(8, 8, (byte)i, (byte)(i / 256), 9)))
                .Select(member => (member.Item1, member.Bytes)),
        ];
        files.WriteTar("a.tar", members[..(count / 3)]);
        files.WriteTar("b.tar", members[(count / 3)..]);
        return files;
    }

    public static ImageSelection All(string root, ImageIndexOptions? options = null)
    {
        ImageIndex index = ImageIndex.Open(root, options);
        return new ImageSelection(
            index,
            "all",
            [.. index.Classes.Select(@class => @class.Name)],
            [.. Enumerable.Range(0, index.Count)],
            [.. Enumerable.Range(0, index.Count).Select(index.Label)]
        );
    }
}
