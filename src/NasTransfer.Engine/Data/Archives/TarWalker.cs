using System.Globalization;
using System.Text;

namespace NasTransfer.Engine.Data.Archives;

/// <summary>
/// The members of a tar file in their order, with the places of their bytes; only headers are read. Understands ustar, the
/// long names of GNU tar, and path and size of pax. Time and memory are bounded by the bytes that are there, whatever a
/// header claims.
/// </summary>
/// <remarks>
/// Not the framework's reader, because that one gives no places within a tar in a tar, and takes as much memory as the
/// header of an extended header asks for.
/// </remarks>
internal static class TarWalker
{
    // Beyond it, an extended header is a mistake or an attack: names have at most some thousand bytes.
    private const int MostExtendedBytes = 1 << 20;

    /// <summary>All members of a tar that is a whole file.</summary>
    /// <exception cref="BadInputException">It is no tar, truncated, damaged, or followed by something else.</exception>
    public static IEnumerable<TarMember> Members(ByteSource source) => Members(source, source.Path, 0, source.Length);

    /// <summary>All members of a tar that begins at <paramref name="start"/> and has <paramref name="length"/> bytes.</summary>
    /// <param name="place">What messages call it.</param>
    /// <exception cref="BadInputException">It is no tar, truncated, damaged, or followed by something else.</exception>
    public static IEnumerable<TarMember> Members(ByteSource source, string place, long start, long length)
    {
        TarWindow window = new(source);
        long past = start + length;
        long at = start;
        Extended extended = new();
        while (true)
        {
            if (past - at < TarHeader.Size)
            {
                throw Truncated(
                    place,
                    at < past ? "within a header"
                        : at == start ? "before its first member"
                        : "after a member, before its end mark"
                );
            }

            if (!Read(window, at, place, extended, out TarHead head))
            {
                RequireEnd(window, place, at, past);
                yield break;
            }

            long offset = at + TarHeader.Size;
            long blocks = head.Length / TarHeader.Size + (head.Length % TarHeader.Size > 0 ? 1 : 0);
            if (blocks > (past - offset) / TarHeader.Size)
            {
                throw Truncated(place, $"within {head.Name}, which claims {head.Length} bytes");
            }

            at = offset + blocks * TarHeader.Size;
            if (head.IsExtended)
            {
                extended.Add(head.Type, Payload(window, place, offset, head.Length));
            }
            else
            {
                extended.Clear();
                yield return new TarMember(head.Name, head.HasPlainName, head.Kind, offset, head.Length);
            }
        }
    }

    // False at the end mark, a block of zeros.
    private static bool Read(TarWindow window, long at, string place, Extended extended, out TarHead head)
    {
        ReadOnlySpan<byte> block = window.Read(at, TarHeader.Size);
        head = default;
        if (!block.ContainsAnyExcept((byte)0))
        {
            return false;
        }

        TarHeader header = new(block);
        if (header.Fault is { } fault)
        {
            throw Damaged(place, fault);
        }

        byte type = header.Type;
        bool isExtended = type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K';
        bool plain = TarHeader.TryDecode(isExtended ? header.Name : extended.Name ?? header.Name, out string name);
        head = new TarHead(
            name,
            plain,
            type,
            header.Kind,
            isExtended ? header.Length : extended.Length ?? header.Length,
            isExtended
        );
        // Before POSIX a folder was a file whose name ends with a slash.
        if (head.Kind == TarKind.File && name.EndsWith('/'))
        {
            head = head with { Kind = TarKind.Folder };
        }

        return true;
    }

    private static byte[] Payload(TarWindow window, string place, long offset, long length) =>
        length <= MostExtendedBytes
            ? window.Read(offset, (int)length).ToArray()
            : throw Damaged(place, $"an extended header claims {length} bytes");

    // A tar ends with blocks of zeros and nothing else: without them it was cut between two members, and members after
    // them would be lost without a word.
    private static void RequireEnd(TarWindow window, string place, long at, long past)
    {
        while (at < past)
        {
            ReadOnlySpan<byte> tail = window.Read(at, (int)Math.Min(past - at, TarWindow.Size));
            if (tail.ContainsAnyExcept((byte)0))
            {
                throw new BadInputException(
                    $"{place} goes on after its end mark, as two tar files in one do; keep them as two shards."
                );
            }

            at += tail.Length;
        }
    }

    private static BadInputException Truncated(string place, string where) =>
        new($"{place} is truncated: it ends {where}; pack or download it again.");

    private static BadInputException Damaged(string place, string reason) =>
        new($"{place} is not a tar file, or is damaged ({reason}); pack or download it again.");

    private readonly record struct TarHead(
        string Name,
        bool HasPlainName,
        byte Type,
        TarKind Kind,
        long Length,
        bool IsExtended
    );

    /// <summary>What extended headers say of the member after them.</summary>
    private sealed class Extended
    {
        public byte[]? Name { get; private set; }

        public long? Length { get; private set; }

        public void Clear() => (Name, Length) = (null, null);

        public void Add(byte type, byte[] payload)
        {
            switch (type)
            {
                case (byte)'L':
                    int end = Array.IndexOf(payload, (byte)0);
                    Name = end < 0 ? payload : payload[..end];
                    break;
                case (byte)'x':
                    AddPax(payload);
                    break;
            }
        }

        // Records "LENGTH KEY=VALUE\n", where LENGTH counts the whole record. A record that is none ends the list.
        private void AddPax(ReadOnlySpan<byte> records)
        {
            while (records.Length > 0)
            {
                int space = records.IndexOf((byte)' ');
                if (
                    space <= 0
                    || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                    || length <= space + 1
                    || length > records.Length
                )
                {
                    return;
                }

                ReadOnlySpan<byte> record = records[(space + 1)..(length - 1)];
                records = records[length..];
                if (record.StartsWith("path="u8))
                {
                    Name = record["path=".Length..].ToArray();
                }
                else if (
                    record.StartsWith("size="u8)
                    && long.TryParse(
                        Encoding.ASCII.GetString(record["size=".Length..]),
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out long size
                    )
                )
                {
                    Length = size;
                }
            }
        }
    }

    /// <summary>Reads a piece at a time, so that headers close to each other cost one read.</summary>
    private sealed class TarWindow(ByteSource source)
    {
        public const int Size = 16 * 1024;

        private readonly byte[] bytes = new byte[Size];
        private long start;
        private int count;

        /// <summary>Valid until the next call.</summary>
        public ReadOnlySpan<byte> Read(long offset, int length)
        {
            if (length > Size)
            {
                byte[] large = new byte[length];
                source.ReadExactly(offset, large);
                return large;
            }

            if (offset < start || offset + length > start + count)
            {
                count = (int)Math.Min(Size, source.Length - offset);
                start = offset;
                source.ReadExactly(offset, bytes.AsSpan(0, count));
            }

            return bytes.AsSpan((int)(offset - start), length);
        }
    }
}
