using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine.Data.Archives;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Matlab;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>
/// Oxford FLOWERS102: 102flowers.tgz with jpg/image_NNNNN.jpg; imagelabels.mat, whose variable labels gives each number's
/// class from 1; setid.mat, whose trnid, valid and tstid list the numbers of train, val and test. A class is its number.
/// </summary>
internal sealed class FlowersForm : OfficialForm
{
    private const string Archive = "102flowers.tgz";
    private const string Labels = "imagelabels.mat";
    private const string Splits = "setid.mat";
    private const string Prefix = "image_";

    // The official file unpacks to 345 MB.
    private const long MostUnpacked = 1L << 30;

    private const int MostClasses = 999;

    public override string Name => "FLOWERS102";

    public override ImmutableArray<string> Files => [Archive, Labels, Splits];

    public override ImageIndex Index(string path, ImageIndexOptions options, CancellationToken cancellation)
    {
        int[] labels = Read(path, Labels).WholeNumbers("labels", 1, MostClasses);
        Dictionary<int, string> splits = ReadSplits(path, labels.Length);

        string archive = Path.Combine(path, Archive);
        ByteSource tar = ByteSource.Gunzip(archive, MostUnpacked, cancellation);
        ImageIndexBuilder builder = new(path, Name);
        int number = builder.AddArchive(new ImageArchive(archive, "jpg/{file}", tar));
        foreach (TarMember member in TarWalker.Members(tar))
        {
            if (member.Segments(archive) is [.., string file] && ImageNames.IsImage(file))
            {
                member.RequireFileOrFolder(archive);
                int image = Number($"{Archive}!{member.Name}", file, labels.Length);
                if (splits.Remove(image, out string? split))
                {
                    string place = $"{Archive}!{member.Name}";
                    builder.Add(split, Id(labels[image - 1]), file, number, member.Offset, member.Length, place);
                }
            }
        }

        if (splits.Count > 0)
        {
            throw new BadInputException(
                $"{archive} lacks {splits.Count} images that {Splits} lists, such as {Prefix}{splits.Keys.Min():D5}.jpg; download both again."
            );
        }

        return builder.Build([.. Enumerable.Range(1, labels.Max()).Select(Id).Select(id => new ImageClass(id, id))]);
    }

    private static MatFile Read(string path, string file)
    {
        string full = Path.Combine(path, file);
        return MatFile.Parse(full, SideFile.Read(full));
    }

    private static Dictionary<int, string> ReadSplits(string path, int images)
    {
        MatFile file = Read(path, Splits);
        Dictionary<int, string> splits = [];
        foreach (var (variable, split) in new[] { ("trnid", "train"), ("valid", "val"), ("tstid", "test") })
        {
            foreach (int image in file.WholeNumbers(variable, 1, images))
            {
                if (!splits.TryAdd(image, split))
                {
                    throw new BadInputException(
                        $"{Path.Combine(path, Splits)} lists image {image} in {splits[image]} and in {split}; it must be in one of them, once."
                    );
                }
            }
        }

        return splits;
    }

    private static int Number(string place, string file, int images)
    {
        string stem = Path.GetFileNameWithoutExtension(file);
        return
            stem.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(stem[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1
            && number <= images
            ? number
            : throw new BadInputException(
                $"{place} is not the name of one of the {images} images of {Labels}; it must be {Prefix}00001.jpg and so on."
            );
    }

    private static string Id(int label) => label.ToString("D3", CultureInfo.InvariantCulture);
}
