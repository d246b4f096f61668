using System.Buffers;
using NasTransfer.Engine.Data.Archives;

namespace NasTransfer.Engine.Data.Indexing;

/// <summary>Images that lie so close to each other that they are read as one piece.</summary>
/// <param name="Positions">Whose they are: positions in a list of rows.</param>
/// <param name="Offset">Of the first byte.</param>
/// <param name="Length">From the first byte of the first to the last of the last.</param>
/// <param name="Bytes">Of the images alone.</param>
internal sealed record ImageRun(int[] Positions, int Archive, long Offset, int Length, long Bytes)
{
    // At 150 MB/s and 10 ms to find a place, a spinning disk spends about as long on reading this much as on finding it.
    private const int MostBytes = 1 << 20;

    // Reading over a gap is cheaper than asking twice.
    private const int MostGap = 64 << 10;

    /// <summary>Gets an image of a run, and its bytes for as long as the call lasts.</summary>
    public delegate void Receive(int position, ReadOnlySpan<byte> encoded);

    /// <summary>Cuts images into runs, in the order in which they lie.</summary>
    /// <param name="rows">Rows of the index; a position is a place in it.</param>
    /// <param name="first">The first position.</param>
    /// <param name="past">After the last.</param>
    public static List<ImageRun> Cut(ImageIndex index, ReadOnlySpan<int> rows, int first, int past)
    {
        int[] positions = new int[past - first];
        (int Archive, long Offset, int Row)[] places = new (int, long, int)[past - first];
        for (int i = 0; i < positions.Length; i++)
        {
            ImageRow row = index.Rows[rows[first + i]];
            positions[i] = first + i;
            // In a tree of folders, rows are in the order of paths.
            places[i] = (row.Archive, row.Offset, rows[first + i]);
        }

        Array.Sort(places, positions);
        List<ImageRun> runs = [];
        for (int begin = 0, end; begin < positions.Length; begin = end)
        {
            ImageRow head = index.Rows[places[begin].Row];
            long last = head.Offset + head.Length;
            long bytes = head.Length;
            for (end = begin + 1; end < positions.Length && !index.Archives.IsEmpty; end++)
            {
                ImageRow next = index.Rows[places[end].Row];
                long reach = Math.Max(last, next.Offset + next.Length);
                if (
                    next.Archive != head.Archive
                    || next.Offset - last > MostGap
                    || reach - head.Offset > Math.Max(MostBytes, head.Length)
                )
                {
                    break;
                }

                last = reach;
                bytes += next.Length;
            }

            runs.Add(new(positions[begin..end], head.Archive, head.Offset, (int)(last - head.Offset), bytes));
        }

        return runs;
    }

    /// <summary>Reads the piece and hands out its images.</summary>
    /// <exception cref="IOException">It cannot be read, or has become shorter.</exception>
    public void Read(ImageIndex index, ReadOnlySpan<int> rows, Receive receive)
    {
        if (index.Archives.IsEmpty)
        {
            foreach (int position in Positions)
            {
                receive(position, File.ReadAllBytes(index.FilePath(rows[position])));
            }

            return;
        }

        byte[] piece = ArrayPool<byte>.Shared.Rent(Length);
        try
        {
            ImageArchive archive = index.Archives[Archive];
            using (ByteSource source = archive.Open())
            {
                source.ReadExactly(Offset, piece.AsSpan(0, Length));
            }

            foreach (int position in Positions)
            {
                ImageRow row = index.Rows[rows[position]];
                receive(position, piece.AsSpan((int)(row.Offset - Offset), row.Length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
