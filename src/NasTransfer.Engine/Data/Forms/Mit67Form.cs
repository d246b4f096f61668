using System.Collections.Immutable;
using NasTransfer.Engine.Data.Archives;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>
/// MIT67, indoor scenes: indoorCVPR_09.tar with Images/CLASS/FILE, of which TrainImages.txt and TestImages.txt list those
/// that count, a line CLASS/FILE each. Images on neither list are no part of the set.
/// </summary>
internal sealed class Mit67Form : OfficialForm
{
    private const string Archive = "indoorCVPR_09.tar";
    private const string Train = "TrainImages.txt";
    private const string Test = "TestImages.txt";

    public override string Name => "MIT67";

    public override ImmutableArray<string> Files => [Archive, Train, Test];

    public override ImageIndex Index(string path, ImageIndexOptions options, CancellationToken cancellation)
    {
        string archive = Path.Combine(path, Archive);
        byte[] train = SideFile.Read(Path.Combine(path, Train));
        byte[] test = SideFile.Read(Path.Combine(path, Test));
        return IndexCache.Get(
            new IndexKey(path, Name, [archive], null, IndexKey.Of(train, test)),
            options.CacheFolder,
            () => Walk(path, archive, train, test, cancellation)
        );
    }

    private ImageIndex Walk(string path, string archive, byte[] train, byte[] test, CancellationToken cancellation)
    {
        Dictionary<string, string> splits = new(StringComparer.Ordinal);
        AddList(splits, path, Train, "train", train);
        AddList(splits, path, Test, "test", test);

        ImageIndexBuilder builder = new(path, Name);
        int number = builder.AddArchive(new ImageArchive(archive, "Images/{class}/{file}"));
        using ByteSource source = ByteSource.File(archive);
        foreach (TarMember member in TarWalker.Members(source))
        {
            cancellation.ThrowIfCancellationRequested();
            if (
                member.Segments(archive) is [.., string @class, string file]
                && splits.Remove($"{@class}/{file}", out string? split)
            )
            {
                member.RequireFileOrFolder(archive);
                string place = $"{Archive}!{member.Name}";
                builder.Add(split, @class, file, number, member.Offset, member.Length, place);
            }
        }

        if (splits.Count > 0)
        {
            var (image, split) = splits.MinBy(pair => pair.Key, StringComparer.Ordinal);
            throw new BadInputException(
                $"{archive} lacks {splits.Count} images of the lists, such as {image} of {split}; download it again."
            );
        }

        return builder.Build([
            .. builder.Classes.Order(StringComparer.Ordinal).Select(@class => new ImageClass(@class, @class)),
        ]);
    }

    private static void AddList(Dictionary<string, string> splits, string path, string list, string split, byte[] bytes)
    {
        string[] lines = SideFile.Lines(bytes);
        if (lines.Length == 0)
        {
            throw new BadInputException($"{Path.Combine(path, list)} is empty; it must list images as CLASS/FILE.");
        }

        foreach (string line in lines)
        {
            if (line.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
            {
                throw new BadInputException($"{Path.Combine(path, list)} has '{line}'; it must be CLASS/FILE.");
            }

            if (!splits.TryAdd(line, split))
            {
                throw new BadInputException(
                    $"{Path.Combine(path, list)} lists {line}, which the {splits[line]} list has already; it must be there once."
                );
            }
        }
    }
}
