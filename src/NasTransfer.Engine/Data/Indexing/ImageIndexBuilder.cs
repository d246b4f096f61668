using System.Collections.Immutable;
using System.Text;

namespace NasTransfer.Engine.Data.Indexing;

/// <summary>Collects the images of a data set one by one, and refuses what cannot be an image of it.</summary>
/// <param name="folder">Where the data set lies.</param>
internal sealed class ImageIndexBuilder(string folder, string form, ImageEncoding encoding = ImageEncoding.File)
{
    // The largest photograph of ImageNet has some 15 MB.
    private const int MostBytes = 256 << 20;

    private readonly List<ImageArchive> archives = [];
    private readonly List<ImageRow> rows = [];
    private readonly MemoryStream names = new();
    private readonly List<string> splits = [];
    private readonly List<string> classes = [];
    private readonly Dictionary<string, int> classNumbers = new(StringComparer.Ordinal);

    // The names of each class and split, to find doubles.
    private readonly Dictionary<(int Class, int Split), Dictionary<string, int>> known = [];

    public string Folder => folder;

    /// <summary>Classes that were met, in the order in which they were.</summary>
    public IReadOnlyList<string> Classes => classes;

    public int AddArchive(ImageArchive archive)
    {
        archives.Add(archive);
        return archives.Count - 1;
    }

    /// <summary>A class that is there in a split, with or without images.</summary>
    public void AddFolder(string split, string @class) => _ = (SplitNumber(split), ClassNumber(@class));

    /// <param name="archive">What <see cref="AddArchive"/> gave; 0 in a tree of folders.</param>
    /// <param name="place">What messages call the image.</param>
    /// <exception cref="BadInputException">It is there already, or claims more bytes than an image has.</exception>
    public void Add(string split, string @class, string file, int archive, long offset, long length, string place)
    {
        if (length > MostBytes)
        {
            throw new BadInputException($"{place} has {length} bytes; an image has at most {MostBytes}.");
        }

        int splitNumber = SplitNumber(split);
        int classNumber = ClassNumber(@class);
        if (!known.TryGetValue((classNumber, splitNumber), out Dictionary<string, int>? files))
        {
            known[(classNumber, splitNumber)] = files = new(StringComparer.Ordinal);
        }

        if (!files.TryAdd(file, rows.Count))
        {
            string other = Place(archive: rows[files[file]].Archive, split, @class, file);
            throw new BadInputException(
                $"{split}/{@class}/{file} is there twice, as {other} and as {place}; keep one of them."
            );
        }

        names.Write(Encoding.UTF8.GetBytes(file));
        rows.Add(new ImageRow(offset, archive, (int)length, classNumber, checked((int)names.Length), splitNumber));
    }

    /// <summary>No more images of the class will come, so its names need not be kept.</summary>
    public void Close(string @class)
    {
        for (int split = 0; split < splits.Count; split++)
        {
            known.Remove((ClassNumber(@class), split));
        }
    }

    /// <param name="ordered">All classes in the order of their labels.</param>
    public ImageIndex Build(ImmutableArray<ImageClass> ordered)
    {
        Dictionary<string, int> labels = ordered
            .Select((@class, label) => (@class.Id, label))
            .ToDictionary(pair => pair.Id, pair => pair.label, StringComparer.Ordinal);
        int[] byNumber = [.. classes.Select(@class => labels[@class])];
        ImageRow[] labelled = [.. rows.Select(row => row with { Label = byNumber[row.Label] })];
        return new ImageIndex(folder, form, encoding, ordered, [.. splits], [.. archives], labelled, names.ToArray());
    }

    private string Place(int archive, string split, string @class, string file) =>
        archives.Count == 0
            ? Path.Combine(folder, split, @class, file)
            : $"{archives[archive].Name}!{archives[archive].Member(split, @class, file)}";

    private int SplitNumber(string split)
    {
        int number = splits.IndexOf(split);
        if (number >= 0)
        {
            return number;
        }

        splits.Add(split);
        return splits.Count - 1;
    }

    private int ClassNumber(string @class)
    {
        if (!classNumbers.TryGetValue(@class, out int number))
        {
            classNumbers[@class] = number = classes.Count;
            classes.Add(@class);
        }

        return number;
    }
}
