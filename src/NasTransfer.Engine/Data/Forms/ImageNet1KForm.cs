using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine.Data.Archives;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>
/// ImageNet1K (ILSVRC2012): the training tar, which holds a tar for each WordNet id; the validation tar, whose images are
/// numbered; and the development kit with the classes and the validation images' labels. Labels follow the order of the
/// WordNet ids, as with folders. The splits are train and val; the test images have no labels and are not read.
/// </summary>
internal sealed class ImageNet1KForm : OfficialForm
{
    private const string Train = "ILSVRC2012_img_train.tar";
    private const string Validation = "ILSVRC2012_img_val.tar";
    private const string Kit = "ILSVRC2012_devkit_t12.tar.gz";
    private const string TarExtension = ".tar";

    public override string Name => "ImageNet1K";

    public override ImmutableArray<string> Files => [Train, Validation, Kit];

    public override ImageIndex Index(string path, ImageIndexOptions options, CancellationToken cancellation)
    {
        string[] archives = [.. Files.Select(file => Path.Combine(path, file))];
        return IndexCache.Get(
            new IndexKey(path, Name, archives, null, ""),
            options.CacheFolder,
            () => Walk(path, cancellation)
        );
    }

    private ImageIndex Walk(string path, CancellationToken cancellation)
    {
        ImageNetKit kit = ImageNetKit.Read(Path.Combine(path, Kit), cancellation);
        ImageIndexBuilder builder = new(path, Name);
        foreach (ImageClass @class in kit.Classes)
        {
            builder.AddFolder("train", @class.Id);
        }

        AddTraining(builder, Path.Combine(path, Train), kit, cancellation);
        AddValidation(builder, Path.Combine(path, Validation), kit, cancellation);
        return builder.Build(kit.Classes);
    }

    private static void AddTraining(
        ImageIndexBuilder builder,
        string archive,
        ImageNetKit kit,
        CancellationToken cancellation
    )
    {
        HashSet<string> expected = [.. kit.Classes.Select(@class => @class.Id)];
        int number = builder.AddArchive(new ImageArchive(archive, "{class}.tar!{file}"));
        using ByteSource source = ByteSource.File(archive);
        foreach (TarMember tar in TarWalker.Members(source))
        {
            if (
                !tar.IsFile
                || tar.Segments(archive) is not [.., string name]
                || !name.EndsWith(TarExtension, StringComparison.Ordinal)
            )
            {
                continue;
            }

            string @class = name[..^TarExtension.Length];
            if (!expected.Remove(@class))
            {
                throw new BadInputException(
                    $"{archive}!{tar.Name} is there twice, or is none of the classes of {Kit}; download both again."
                );
            }

            string place = $"{archive}!{tar.Name}";
            foreach (TarMember member in TarWalker.Members(source, place, tar.Offset, tar.Length))
            {
                cancellation.ThrowIfCancellationRequested();
                ClassTarMembers.Add(builder, "train", @class, number, $"{Train}!{tar.Name}", member);
            }

            builder.Close(@class);
        }
    }

    private static void AddValidation(
        ImageIndexBuilder builder,
        string archive,
        ImageNetKit kit,
        CancellationToken cancellation
    )
    {
        int number = builder.AddArchive(new ImageArchive(archive, "{file}"));
        int count = 0;
        using ByteSource source = ByteSource.File(archive);
        foreach (TarMember member in TarWalker.Members(source))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Segments(archive) is [.., string file] && ImageNames.IsImage(file))
            {
                string @class = kit.ClassOfValidationImage(NumberOf($"{Validation}!{member.Name}", file));
                ClassTarMembers.Add(builder, "val", @class, number, Validation, member);
                count++;
            }
        }

        if (count != kit.ValidationImages)
        {
            throw new BadInputException(
                $"{archive} has {count} images, and {Kit} has labels for {kit.ValidationImages}; download both again."
            );
        }
    }

    // ILSVRC2012_val_00000001.JPEG
    private static int NumberOf(string place, string file)
    {
        string stem = Path.GetFileNameWithoutExtension(file);
        string digits = stem[(stem.LastIndexOf('_') + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new BadInputException(
                $"{place} has no number; a validation image is called ILSVRC2012_val_00000001.JPEG and so on."
            );
    }
}
