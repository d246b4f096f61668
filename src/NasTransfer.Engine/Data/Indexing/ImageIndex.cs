using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NasTransfer.Engine.Data.Forms;

namespace NasTransfer.Engine.Data.Indexing;

/// <summary>
/// All images of a data set, none of them read: class, split, name, and where the bytes lie. About 50 bytes an image. The
/// order is that in which they lie in the archives; for a tree of folders, that of their paths.
/// </summary>
public sealed class ImageIndex
{
    private readonly byte[] names;

    // Null where the splits are the parts.
    private readonly int[]? partOfRow;
    private string? fingerprint;

    internal ImageIndex(
        string folder,
        string form,
        ImageEncoding encoding,
        ImmutableArray<ImageClass> classes,
        ImmutableArray<string> splits,
        ImmutableArray<ImageArchive> archives,
        ImageRow[] rows,
        byte[] names
    )
    {
        (Folder, Form, Encoding, Classes, Splits) = (folder, form, encoding, classes, splits);
        (Archives, Rows, this.names) = (archives, rows, names);
        Parts = splits;
    }

    private ImageIndex(ImageIndex all, ImmutableArray<string> parts, int[] partOfRow)
        : this(all.Folder, all.Form, all.Encoding, all.Classes, all.Splits, all.Archives, all.Rows, all.names)
    {
        (Parts, this.partOfRow) = (parts, partOfRow);
    }

    /// <summary>Where the data set lies.</summary>
    public string Folder { get; }

    /// <summary>What the form of the data set is called.</summary>
    public string Form { get; }

    /// <summary>A label is an index into them.</summary>
    public ImmutableArray<ImageClass> Classes { get; }

    /// <summary>The splits that are there, in the order in which they were met.</summary>
    public ImmutableArray<string> Splits { get; }

    /// <summary>What is trained on, reported on and so on: the splits, unless the images were cut otherwise.</summary>
    public ImmutableArray<string> Parts { get; }

    public int Count => Rows.Length;

    internal ImageEncoding Encoding { get; }

    /// <summary>Empty for a tree of folders, in which each image is a file.</summary>
    internal ImmutableArray<ImageArchive> Archives { get; }

    internal ImageRow[] Rows { get; }

    internal ReadOnlyMemory<byte> Names => names;

    /// <summary>
    /// SHA-256 over classes, and every image's path and number of bytes, in order. The bytes themselves are not in it.
    /// </summary>
    public string Fingerprint => fingerprint ??= ComputeFingerprint();

    /// <summary>
    /// Lists a data set: the official archives of CIFAR-10, CIFAR-100, Oxford FLOWERS102, MIT67, ImageNet1K or ImageNet22K
    /// in one folder; tar shards with members split/class/file; or a tree of folders split/class/file.
    /// </summary>
    /// <param name="path">The folder; or one tar shard.</param>
    /// <exception cref="BadInputException">
    /// Nothing of these lies there, several do, one is not complete, or an archive or a list is damaged.
    /// </exception>
    public static ImageIndex Open(
        string path,
        ImageIndexOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        try
        {
            return DataSetForm.Open(path, options ?? new ImageIndexOptions(), cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    public int Label(int index) => Rows[index].Label;

    public string Split(int index) => Splits[Rows[index].Split];

    public string Part(int index) => Parts[partOfRow is null ? Rows[index].Split : partOfRow[index]];

    /// <summary>The same images in other parts. Their paths stay: they say where an image lies, not what it is for.</summary>
    /// <param name="partOf">The part of each image, by its index.</param>
    public ImageIndex Cut(Func<int, string> partOf)
    {
        List<string> parts = [];
        int[] numbers = new int[Count];
        for (int index = 0; index < numbers.Length; index++)
        {
            string part = partOf(index);
            numbers[index] = parts.IndexOf(part);
            if (numbers[index] < 0)
            {
                numbers[index] = parts.Count;
                parts.Add(part);
            }
        }

        return new ImageIndex(this, [.. parts], numbers);
    }

    /// <summary>The image's own name; unique within its split and class.</summary>
    public string File(int index)
    {
        int start = index == 0 ? 0 : Rows[index - 1].NameEnd;
        return System.Text.Encoding.UTF8.GetString(names, start, Rows[index].NameEnd - start);
    }

    /// <summary>split/class/file, unique within the set and the same on every machine.</summary>
    public string Path(int index) => $"{Split(index)}/{Classes[Label(index)].Id}/{File(index)}";

    /// <summary>Encoded bytes.</summary>
    public int Bytes(int index) => Rows[index].Length;

    /// <summary>What messages call the image: the path of its file, or archive!member.</summary>
    public string Place(int index)
    {
        if (Archives.IsEmpty)
        {
            return FilePath(index);
        }

        ImageArchive archive = Archives[Rows[index].Archive];
        return $"{archive.Name}!{archive.Member(Split(index), Classes[Label(index)].Id, File(index))}";
    }

    internal string FilePath(int index) =>
        System.IO.Path.Combine(Folder, Split(index), Classes[Label(index)].Id, File(index));

    private string ComputeFingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string line) => hash.AppendData(System.Text.Encoding.UTF8.GetBytes(line));
        foreach (ImageClass @class in Classes)
        {
            Add($"{@class.Id}\t{@class.Name}\n");
        }

        for (int i = 0; i < Count; i++)
        {
            Add($"{Path(i)}\t{Bytes(i)}\n");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>
/// Where one image lies. The cache keeps rows as they are, so there are no bytes between them that say nothing.
/// </summary>
/// <param name="Offset">In the archive.</param>
/// <param name="Archive">Index of the archive; 0 in a tree of folders.</param>
/// <param name="Length">Bytes.</param>
/// <param name="NameEnd">Where its name ends among the names of all images.</param>
/// <param name="Split">Index of the split.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct ImageRow(long Offset, int Archive, int Length, int Label, int NameEnd, int Split);
