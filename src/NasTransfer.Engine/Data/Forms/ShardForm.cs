using NasTransfer.Engine.Data.Archives;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>Tar shards whose members are split/class/file, all of one data set.</summary>
internal sealed class ShardForm(IReadOnlyList<string> shards) : DataSetForm
{
    public override string Name => "tar shards";

    public override ImageIndex Index(string path, ImageIndexOptions options, CancellationToken cancellation) =>
        IndexCache.Get(
            new IndexKey(path, Name, shards, ClassList.FileOf(path), string.Join('/', options.Splits)),
            options.CacheFolder,
            () => Walk(path, options, cancellation)
        );

    private ImageIndex Walk(string path, ImageIndexOptions options, CancellationToken cancellation)
    {
        ImageIndexBuilder builder = new(path, Name);
        foreach (string shard in shards)
        {
            using ByteSource source = ByteSource.File(shard);
            int archive = builder.AddArchive(new ImageArchive(shard, "{split}/{class}/{file}"));
            foreach (TarMember member in TarWalker.Members(source))
            {
                cancellation.ThrowIfCancellationRequested();
                Add(builder, archive, Path.GetFileName(shard), member, options);
            }
        }

        return builder.Build(ClassList.Read(path, builder.Classes));
    }

    /// <summary>Adds one member, if it belongs to the set.</summary>
    internal static void Add(
        ImageIndexBuilder builder,
        int archive,
        string shard,
        TarMember member,
        ImageIndexOptions options
    )
    {
        string[] segments = member.Segments(shard);
        if (segments.Length == 0 || !options.Splits.Contains(segments[0]))
        {
            return;
        }

        member.RequireFileOrFolder(shard);
        if (member.Kind == TarKind.Folder)
        {
            if (segments.Length == 2)
            {
                builder.AddFolder(segments[0], segments[1]);
            }

            return;
        }

        if (!ImageNames.IsImage(segments[^1]))
        {
            return;
        }

        string place = $"{shard}!{member.Name}";
        if (segments.Length != 3)
        {
            throw new BadInputException($"{place} lies {segments.Length} deep; an image must lie at split/class/file.");
        }

        builder.Add(segments[0], segments[1], segments[2], archive, member.Offset, member.Length, place);
    }
}
