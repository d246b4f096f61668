using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace NasTransfer.Engine.Data;

/// <summary>
/// Images of one split, decoded into memory: square RGB images of one size, one byte a channel, with labels and file
/// names. Immutable; a selection shares the pixels.
/// </summary>
public sealed class ImageSet : IImageSource
{
    public const int Channels = 3;

    private readonly byte[] pixels;
    private readonly int[] rows;
    private readonly ImmutableArray<int> labels;
    private readonly ImmutableArray<string> files;
    private string? fingerprint;

    /// <param name="name">What messages and results call it.</param>
    /// <param name="size">Height and width in px.</param>
    /// <param name="classes">Class names; a label is an index into them.</param>
    /// <param name="pixels">N × size × size × 3 bytes, row by row, R G B.</param>
    /// <param name="labels">N labels.</param>
    /// <param name="files">N names, each unique within the set.</param>
    /// <exception cref="ArgumentException">The lengths do not agree, or a label has no class.</exception>
    public ImageSet(
        string name,
        int size,
        ImmutableArray<string> classes,
        byte[] pixels,
        ImmutableArray<int> labels,
        ImmutableArray<string> files
    )
        : this(name, size, classes, pixels, [.. Enumerable.Range(0, labels.Length)], labels, files)
    {
        if (files.Length != labels.Length || pixels.LongLength != (long)labels.Length * BytesPerImage)
        {
            throw new ArgumentException(
                $"{name}: {labels.Length} labels, {files.Length} files and {pixels.LongLength} bytes do not belong together at {size} px."
            );
        }

        if (labels.Any(label => label < 0 || label >= classes.Length))
        {
            throw new ArgumentException($"{name}: a label lies outside the {classes.Length} classes.");
        }
    }

    private ImageSet(
        string name,
        int size,
        ImmutableArray<string> classes,
        byte[] pixels,
        int[] rows,
        ImmutableArray<int> labels,
        ImmutableArray<string> files
    )
    {
        (Name, Size, Classes) = (name, size, classes);
        (this.pixels, this.rows, this.labels, this.files) = (pixels, rows, labels, files);
    }

    public string Name { get; }

    /// <summary>Height and width in px.</summary>
    public int Size { get; }

    public ImmutableArray<string> Classes { get; }

    public int Count => labels.Length;

    public int BytesPerImage => Size * Size * Channels;

    /// <summary>SHA-256 over size, class names, and every image's label, file name and pixels, in order.</summary>
    public string Fingerprint => fingerprint ??= ComputeFingerprint();

    public int Label(int index) => labels[index];

    public string File(int index) => files[index];

    public bool HoldsPhotographs => false;

    /// <summary>Of the pixels.</summary>
    public string Digest(int index) => Convert.ToHexStringLower(SHA256.HashData(Pixels(index)));

    /// <summary>size × size × 3 bytes, row by row, R G B.</summary>
    public ReadOnlySpan<byte> Pixels(int index) => pixels.AsSpan(rows[index] * BytesPerImage, BytesPerImage);

    /// <summary>The images at <paramref name="indices"/>, in that order, under the same classes.</summary>
    public ImageSet Select(IReadOnlyList<int> indices, string name) =>
        new(
            name,
            Size,
            Classes,
            pixels,
            [.. indices.Select(index => rows[index])],
            [.. indices.Select(index => labels[index])],
            [.. indices.Select(index => files[index])]
        );

    IImageSource IImageSource.Select(IReadOnlyList<int> indices, string name) => Select(indices, name);

    ImageOrder IImageSource.InOrder() => ImageOrder.AnyWay([.. Enumerable.Range(0, Count)]);

    ImageOrder IImageSource.Shuffled(ulong seed, int epoch) => ImageOrder.AnyWay(ImageOrder.Random(Count, seed, epoch));

    IImageFeed IImageSource.Feed(ImageOrder order, int first, bool background) => new MemoryFeed(this, order);

    private string ComputeFingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Size}\n{string.Join('\n', Classes)}\n"));
        for (int i = 0; i < Count; i++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{labels[i]}\t{files[i]}\n"));
            hash.AppendData(Pixels(i));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed class MemoryFeed(ImageSet set, ImageOrder order) : IImageFeed
    {
        public void Fill(int position, ImageTransform transform, ImageDraw draw, Span<float> output) =>
            transform.Apply(set.Pixels(order.Indices[position]), set.Size, draw, output);

        public void Dispose() { }
    }
}
