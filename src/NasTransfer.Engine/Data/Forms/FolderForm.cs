using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>A tree of folders split/class/file.</summary>
internal sealed class FolderForm : DataSetForm
{
    public override string Name => "folders";

    public override ImageIndex Index(string path, ImageIndexOptions options, CancellationToken cancellation)
    {
        ImageIndexBuilder builder = new(path, Name);
        foreach (string split in options.Splits)
        {
            DirectoryInfo folder = new(Path.Combine(path, split));
            if (!folder.Exists)
            {
                continue;
            }

            foreach (DirectoryInfo @class in folder.EnumerateDirectories())
            {
                builder.AddFolder(split, @class.Name);
            }

            foreach (
                FileInfo file in folder
                    .EnumerateFiles("*", SearchOption.AllDirectories)
                    .OrderBy(file => file.FullName, StringComparer.Ordinal)
            )
            {
                cancellation.ThrowIfCancellationRequested();
                Add(builder, path, file);
            }
        }

        return builder.Build(ClassList.Read(path, builder.Classes));
    }

    private static void Add(ImageIndexBuilder builder, string root, FileInfo file)
    {
        if (!ImageNames.IsImage(file.Name))
        {
            return;
        }

        string[] segments = Path.GetRelativePath(root, file.FullName).Split(Path.DirectorySeparatorChar);
        string place = Path.Combine(root, Path.Combine(segments));
        if (segments.Length != 3)
        {
            throw new BadInputException($"{place} lies {segments.Length} deep; an image must lie at split/class/file.");
        }

        builder.Add(segments[0], segments[1], segments[2], archive: 0, offset: 0, file.Length, place);
    }
}
