using System.Formats.Tar;
using Microsoft.Win32.SafeHandles;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// Tar shards, all of one data set. Only their headers are walked; an image is read later, from its place in the shard.
/// </summary>
internal sealed class TarListing : ImageListing
{
    private const int BlockSize = 512;

    private readonly List<SafeFileHandle> shards = [];

    public TarListing(IReadOnlyList<string> paths, IReadOnlyCollection<string> splits)
    {
        try
        {
            foreach (string path in paths)
            {
                List(path, splits);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        foreach (SafeFileHandle shard in shards)
        {
            shard.Dispose();
        }

        base.Dispose();
    }

    private void List(string path, IReadOnlyCollection<string> splits)
    {
        SafeFileHandle shard = File.OpenHandle(path);
        shards.Add(shard);
        long length = RandomAccess.GetLength(shard);
        string name = Path.GetFileName(path);
        try
        {
            // No buffer: the reader wants single blocks far from each other.
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            using TarReader reader = new(stream);
            long end = 0;
            while (reader.GetNextEntry() is { } entry)
            {
                end = entry.DataOffset + (entry.Length + BlockSize - 1) / BlockSize * BlockSize;
                if (end > length)
                {
                    throw Truncated(path, $"within {entry.Name}");
                }

                Add(entry, name, shard, splits);
            }

            CheckEndMark(path, shard, end, length);
        }
        catch (EndOfStreamException exception)
        {
            throw Truncated(path, "within a header", exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or OverflowException)
        {
            throw new BadInputException(
                $"{path} is not a tar file, or is damaged ({exception.Message.TrimEnd('.')}); pack or download it again.",
                exception
            );
        }
    }

    private void Add(TarEntry entry, string shardName, SafeFileHandle shard, IReadOnlyCollection<string> splits)
    {
        string[] segments = [.. entry.Name.Split('/').Where(segment => segment is not ("" or "."))];
        if (segments.Length == 0 || !splits.Contains(segments[0]))
        {
            return;
        }

        string place = $"{shardName}!{entry.Name}";
        switch (entry.EntryType)
        {
            case TarEntryType.Directory when segments.Length == 2:
                AddFolder(segments[0], segments[1]);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                long offset = entry.DataOffset;
                int length = checked((int)entry.Length);
                AddFile(segments, place, () => Read(shard, offset, length));
                break;
            case TarEntryType.SymbolicLink or TarEntryType.HardLink:
                throw new BadInputException($"{place} is a link; pack the file itself.");
        }
    }

    private static byte[] Read(SafeFileHandle shard, long offset, int length)
    {
        byte[] bytes = new byte[length];
        int read = 0;
        while (read < length)
        {
            int more = RandomAccess.Read(shard, bytes.AsSpan(read), offset + read);
            read += more > 0 ? more : throw new EndOfStreamException("the shard became shorter while it was read");
        }

        return bytes;
    }

    // A tar ends with blocks of zeros and nothing else: without them it was cut between two members, and members after
    // them would be lost without a word.
    private static void CheckEndMark(string path, SafeFileHandle shard, long end, long length)
    {
        if (length - end < BlockSize)
        {
            throw Truncated(path, end == 0 ? "before its first member" : "after a member, before its end mark");
        }

        byte[] tail = new byte[64 * 1024];
        for (long offset = end; offset < length; )
        {
            int read = RandomAccess.Read(shard, tail, offset);
            if (read == 0)
            {
                break;
            }

            if (tail.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                throw new BadInputException(
                    $"{path} goes on after its end mark, as two tar files in one do; keep them as two shards."
                );
            }

            offset += read;
        }
    }

    private static BadInputException Truncated(string path, string where, Exception? inner = null)
    {
        string message = $"{path} is truncated: it ends {where}; pack or download it again.";
        return inner is null ? new BadInputException(message) : new BadInputException(message, inner);
    }
}
