using System.Text.RegularExpressions;
using NasTransfer.Engine.Data.Archives;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>
/// ImageNet22K: one tar for each WordNet id, nNNNNNNNN.tar, with the images of that class. All of it is one split, train;
/// whoever reports accuracy holds a part out.
/// </summary>
/// <param name="tars">Names of the tars, in ordinal order.</param>
internal sealed partial class ImageNet22KForm(IReadOnlyList<string> tars) : DataSetForm
{
    public const string Shape = "ImageNet22K (one nNNNNNNNN.tar for each WordNet id)";

    public override string Name => "ImageNet22K";

    public static bool IsClass(string file) => ClassTar().IsMatch(file);

    public override ImageIndex Index(string path, ImageIndexOptions options, CancellationToken cancellation)
    {
        string[] archives = [.. tars.Select(tar => Path.Combine(path, tar))];
        return IndexCache.Get(
            new IndexKey(path, Name, archives, ClassList.FileOf(path), ""),
            options.CacheFolder,
            () => Walk(path, archives, cancellation)
        );
    }

    private ImageIndex Walk(string path, string[] archives, CancellationToken cancellation)
    {
        ImageIndexBuilder builder = new(path, Name);
        foreach (string archive in archives)
        {
            string tar = Path.GetFileName(archive);
            string @class = Path.GetFileNameWithoutExtension(archive);
            int number = builder.AddArchive(new ImageArchive(archive, "{file}"));
            builder.AddFolder("train", @class);
            using ByteSource source = ByteSource.File(archive);
            foreach (TarMember member in TarWalker.Members(source))
            {
                cancellation.ThrowIfCancellationRequested();
                ClassTarMembers.Add(builder, "train", @class, number, tar, member);
            }

            builder.Close(@class);
        }

        return builder.Build(ClassList.Read(path, builder.Classes));
    }

    [GeneratedRegex(@"^n\d{8}\.tar$", RegexOptions.CultureInvariant)]
    private static partial Regex ClassTar();
}

/// <summary>The members of a tar that holds one class.</summary>
internal static class ClassTarMembers
{
    public static void Add(
        ImageIndexBuilder builder,
        string split,
        string @class,
        int archive,
        string tar,
        TarMember member
    )
    {
        if (member.Segments(tar) is not [.., string file] || !ImageNames.IsImage(file))
        {
            return;
        }

        member.RequireFileOrFolder(tar);
        if (member.Kind == TarKind.File)
        {
            builder.Add(split, @class, file, archive, member.Offset, member.Length, $"{tar}!{member.Name}");
        }
    }
}
