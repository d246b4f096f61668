using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// Images that stay where they are and are read as they are needed, for sets that do not fit into memory and for transforms
/// that want whole photographs. Their order is that in which they lie in the archives.
/// </summary>
/// <remarks>
/// An epoch is shuffled in two steps, so that a disk reads neighbours together: the archives are cut into blocks, the
/// blocks are permuted, and consecutive blocks that fill a window are mixed image by image.
/// </remarks>
public sealed class StreamedImages : IImageSource
{
    private readonly int[] rows;
    private readonly int[] labels;
    private readonly StreamOptions options;
    private string? fingerprint;

    internal StreamedImages(ImageSelection selection, int size, StreamOptions options)
    {
        options.Validate();
        if (size < 1)
        {
            throw new BadInputException($"size is {size}; it must be 1 or more pixels.");
        }

        this.options = options;
        (Index, Name, Size, Classes) = (selection.Index, selection.Name, size, selection.Classes);
        rows = [.. selection.Rows];
        labels = [.. selection.Labels];
        // Rows of an index lie as their images do.
        Array.Sort(rows, labels);
    }

    public string Name { get; }

    public int Size { get; }

    public ImmutableArray<string> Classes { get; }

    public int Count => rows.Length;

    /// <summary>
    /// SHA-256 over size, class names, and every image's label, path and number of bytes, in order; the bytes are not in it.
    /// </summary>
    public string Fingerprint => fingerprint ??= ComputeFingerprint();

    internal ImageIndex Index { get; }

    public int Label(int index) => labels[index];

    public string File(int index) => Index.Path(rows[index]);

    public ImageOrder InOrder()
    {
        int[] indices = [.. Enumerable.Range(0, Count)];
        return new ImageOrder(indices, Windows(indices, Count == 0 ? [] : Enumerable.Range(1, Count)));
    }

    public ImageOrder Shuffled(ulong seed, int epoch)
    {
        (int First, int Past)[] blocks = Blocks();
        new CounterRandom(seed, "blocks", epoch).Shuffle(blocks.AsSpan());
        int[] indices = new int[Count];
        int[] blockEnds = new int[blocks.Length];
        int count = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int index = blocks[i].First; index < blocks[i].Past; index++)
            {
                indices[count++] = index;
            }

            blockEnds[i] = count;
        }

        int[] ends = Windows(indices, blockEnds);
        for (int window = 0; window < ends.Length; window++)
        {
            int first = window == 0 ? 0 : ends[window - 1];
            new CounterRandom(seed, "window", epoch, window).Shuffle(indices.AsSpan(first..ends[window]));
        }

        return new ImageOrder(indices, ends);
    }

    public IImageFeed Feed(ImageOrder order, int first, bool background) =>
        new StreamFeed(this, order, first, options.WindowBytes, background);

    internal int Row(int index) => rows[index];

    // Neighbours until a block is full. A block may span archives: those of ImageNet22K hold a few images each.
    private (int First, int Past)[] Blocks()
    {
        List<(int, int)> blocks = [];
        long bytes = 0;
        int first = 0;
        for (int i = 0; i < Count; i++)
        {
            bytes += Index.Bytes(rows[i]);
            if (bytes >= options.BlockBytes || i == Count - 1)
            {
                blocks.Add((first, i + 1));
                (first, bytes) = (i + 1, 0);
            }
        }

        return [.. blocks];
    }

    // A window ends before the part that would fill it beyond its size; a part that is larger alone is a window.
    private int[] Windows(int[] indices, IEnumerable<int> partEnds)
    {
        List<int> ends = [];
        long bytes = 0;
        int first = 0;
        foreach (int end in partEnds)
        {
            long part = 0;
            for (int position = first; position < end; position++)
            {
                part += Index.Bytes(rows[indices[position]]);
            }

            if (bytes > 0 && bytes + part > options.WindowBytes)
            {
                ends.Add(first);
                bytes = 0;
            }

            bytes += part;
            first = end;
        }

        ends.Add(indices.Length);
        return [.. ends];
    }

    private string ComputeFingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"stream\n{Size}\n{string.Join('\n', Classes)}\n"));
        for (int i = 0; i < Count; i++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{labels[i]}\t{File(i)}\t{Index.Bytes(rows[i])}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
