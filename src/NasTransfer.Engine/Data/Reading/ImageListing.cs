namespace NasTransfer.Engine.Data.Reading;

/// <summary>An image that is there, not yet read.</summary>
/// <param name="Split">First folder of its path.</param>
/// <param name="Class">Second folder.</param>
/// <param name="File">Name in that folder.</param>
/// <param name="Place">What messages call it: path, or shard!member.</param>
/// <param name="Read">Its bytes. Any thread may ask.</param>
internal sealed record ListedImage(string Split, string Class, string File, string Place, Func<byte[]> Read)
{
    public string Path => $"{Split}/{Class}/{File}";
}

/// <summary>Everything that a data set holds, without having read any of it.</summary>
internal abstract class ImageListing : IDisposable
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    private readonly Dictionary<string, ListedImage> images = new(StringComparer.Ordinal);
    private readonly HashSet<(string Split, string Class)> folders = [];

    /// <summary>By path split/class/file.</summary>
    public IReadOnlyDictionary<string, ListedImage> Images => images;

    /// <summary>Class folders, empty ones too.</summary>
    public IReadOnlySet<(string Split, string Class)> Folders => folders;

    /// <summary>Lists a folder of tar shards, one shard, or a tree of folders.</summary>
    /// <exception cref="BadInputException">There is nothing, both, or something that cannot be listed.</exception>
    public static ImageListing Of(string path, IReadOnlyCollection<string> splits)
    {
        if (File.Exists(path))
        {
            return IsTar(path)
                ? new TarListing([path], splits)
                : throw new BadInputException(
                    $"{path} is a file; a data set is a folder of split/class/file, a folder of tar shards, or one tar shard."
                );
        }

        if (!Directory.Exists(path))
        {
            throw new BadInputException(
                $"{path} does not exist; a data set is a folder of split/class/file or of tar shards."
            );
        }

        string[] shards = [.. Directory.EnumerateFiles(path).Where(IsTar).Order(StringComparer.Ordinal)];
        string? tree = splits.FirstOrDefault(split => Directory.Exists(System.IO.Path.Combine(path, split)));
        if (shards.Length > 0 && tree is not null)
        {
            throw new BadInputException(
                $"{path} holds both tar shards and the folder {tree}; keep one of them there, so that no image counts twice."
            );
        }

        return shards.Length > 0 ? new TarListing(shards, splits) : new FolderListing(path, splits);
    }

    public virtual void Dispose() { }

    protected void AddFolder(string split, string @class) => folders.Add((split, @class));

    /// <summary>Adds what lies at <paramref name="segments"/>, if its name is that of an image.</summary>
    /// <exception cref="BadInputException">It does not lie at split/class/file, or something lies there already.</exception>
    protected void AddFile(string[] segments, string place, Func<byte[]> read)
    {
        string file = segments[^1];
        if (file.StartsWith('.') || !Extensions.Contains(System.IO.Path.GetExtension(file).ToLowerInvariant()))
        {
            return;
        }

        if (segments.Length != 3)
        {
            throw new BadInputException($"{place} lies {segments.Length} deep; an image must lie at split/class/file.");
        }

        ListedImage image = new(segments[0], segments[1], file, place, read);
        if (!images.TryAdd(image.Path, image))
        {
            throw new BadInputException(
                $"{image.Path} is there twice, as {images[image.Path].Place} and as {place}; keep one of them."
            );
        }

        AddFolder(image.Split, image.Class);
    }

    private static bool IsTar(string path) =>
        System.IO.Path.GetExtension(path).Equals(".tar", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A tree of folders split/class/file.</summary>
internal sealed class FolderListing : ImageListing
{
    public FolderListing(string root, IReadOnlyCollection<string> splits)
    {
        foreach (string split in splits)
        {
            string folder = Path.Combine(root, split);
            if (!Directory.Exists(folder))
            {
                continue;
            }

            foreach (string @class in Directory.EnumerateDirectories(folder))
            {
                AddFolder(split, Path.GetFileName(@class));
            }

            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                AddFile(
                    Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar),
                    file,
                    () => File.ReadAllBytes(file)
                );
            }
        }
    }
}
