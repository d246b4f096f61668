using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// Images that stay where they are and are read as they are needed, for sets that do not fit into memory and for transforms
/// that want whole photographs. In the order of their paths, like a set in memory.
/// </summary>
/// <remarks>
/// What fits into a window is shuffled as a set in memory is. What is larger is shuffled in two steps, so that a disk reads
/// neighbours together: the archives are cut into blocks, the blocks are permuted, and consecutive blocks that fill a window
/// are mixed image by image.
/// </remarks>
public sealed class StreamedImages : IImageSource
{
    private readonly int[] rows;
    private readonly int[] labels;
    private readonly StreamOptions options;
    private readonly long bytes;
    private string? fingerprint;

    internal StreamedImages(ImageSelection selection, int size, StreamOptions options)
    {
        options.Validate();
        if (size < 1)
        {
            throw new BadInputException($"size is {size}; it must be 1 or more pixels.");
        }

        selection = selection.InOrderOfPaths();
        this.options = options;
        (Index, Name, Size, Classes) = (selection.Index, selection.Name, size, selection.Classes);
        (rows, labels) = ([.. selection.Rows], [.. selection.Labels]);
        bytes = rows.Sum(row => (long)Index.Bytes(row));
    }

    private StreamedImages(StreamedImages all, IReadOnlyList<int> indices, string name)
    {
        (Index, Name, Size, Classes, options) = (all.Index, name, all.Size, all.Classes, all.options);
        rows = [.. indices.Select(index => all.rows[index])];
        labels = [.. indices.Select(index => all.labels[index])];
        bytes = rows.Sum(row => (long)Index.Bytes(row));
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

    public bool HoldsPhotographs => true;

    /// <summary>Of the bytes of its file.</summary>
    public string Digest(int index)
    {
        using ReadAhead reader = new(Index, [rows[index]], [1], first: 0, budget: 0, background: false);
        byte[] encoded = [];
        try
        {
            int length = reader.Take(0, ref encoded);
            return Convert.ToHexStringLower(SHA256.HashData(encoded.AsSpan(0, length)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(rows[index], exception);
        }
    }

    public IImageSource Select(IReadOnlyList<int> indices, string name) => new StreamedImages(this, indices, name);

    public ImageOrder InOrder()
    {
        int[] indices = [.. Enumerable.Range(0, Count)];
        return new ImageOrder(indices, Windows(indices, Count == 0 ? [] : Enumerable.Range(1, Count)));
    }

    public ImageOrder Shuffled(ulong seed, int epoch)
    {
        if (bytes <= options.WindowBytes)
        {
            return ImageOrder.AnyWay(ImageOrder.Random(Count, seed, epoch));
        }

        // Rows of an index lie as their images do.
        int[] places = [.. Enumerable.Range(0, Count)];
        Array.Sort([.. rows], places);
        (int First, int Past)[] blocks = Blocks(places);
        new CounterRandom(seed, "blocks", epoch).Shuffle(blocks.AsSpan());
        int[] indices = new int[Count];
        int[] blockEnds = new int[blocks.Length];
        int count = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int place = blocks[i].First; place < blocks[i].Past; place++)
            {
                indices[count++] = places[place];
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

    internal BadInputException Unreadable(int row, Exception exception) =>
        new($"{Index.Place(row)} cannot be read: {exception.Message.TrimEnd('.')}.", exception);

    // Neighbours until a block is full. A block may span archives: those of ImageNet22K hold a few images each.
    private (int First, int Past)[] Blocks(int[] places)
    {
        List<(int, int)> blocks = [];
        long block = 0;
        int first = 0;
        for (int i = 0; i < Count; i++)
        {
            block += Index.Bytes(rows[places[i]]);
            if (block >= options.BlockBytes || i == Count - 1)
            {
                blocks.Add((first, i + 1));
                (first, block) = (i + 1, 0);
            }
        }

        return [.. blocks];
    }

    // A window ends before the part that would fill it beyond its size; a part that is larger alone is a window.
    private int[] Windows(int[] indices, IEnumerable<int> partEnds)
    {
        List<int> ends = [];
        long window = 0;
        int first = 0;
        foreach (int end in partEnds)
        {
            long part = 0;
            for (int position = first; position < end; position++)
            {
                part += Index.Bytes(rows[indices[position]]);
            }

            if (window > 0 && window + part > options.WindowBytes)
            {
                ends.Add(first);
                window = 0;
            }

            window += part;
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
