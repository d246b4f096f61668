using System.Text;

namespace NasTransfer.Engine.Data.Archives;

/// <summary>
/// One header block of a tar file: ustar (POSIX.1-1988), with the sizes in binary of GNU tar.
/// </summary>
internal readonly ref struct TarHeader
{
    public const int Size = 512;

    // Offsets and lengths of fields.
    private const int NameLength = 100;
    private const int SizeField = 124;
    private const int SizeLength = 12;
    private const int ChecksumField = 148;
    private const int ChecksumLength = 8;
    private const int TypeField = 156;
    private const int MagicField = 257;
    private const int PrefixField = 345;
    private const int PrefixLength = 155;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> block;

    public TarHeader(ReadOnlySpan<byte> block) => this.block = block;

    public byte Type => block[TypeField];

    /// <summary>Null, or why this is no header.</summary>
    public string? Fault =>
        !HasChecksum ? "the checksum of a header is wrong"
        : Length < 0 ? "a size is no number"
        : null;

    /// <summary>Bytes of the member; −1 if the field holds no number.</summary>
    public long Length => Number(block.Slice(SizeField, SizeLength));

    /// <summary>The path's bytes: prefix, a slash, name.</summary>
    public byte[] Name
    {
        get
        {
            ReadOnlySpan<byte> name = Text(block[..NameLength]);
            // GNU's own magic has a space behind it, and other things in the place of the prefix.
            ReadOnlySpan<byte> prefix = block.Slice(MagicField, 6).SequenceEqual("ustar\0"u8)
                ? Text(block.Slice(PrefixField, PrefixLength))
                : [];
            return prefix.Length == 0 ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }
    }

    public TarKind Kind =>
        Type switch
        {
            (byte)'0' or 0 or (byte)'7' => TarKind.File,
            (byte)'5' => TarKind.Folder,
            (byte)'1' or (byte)'2' => TarKind.Link,
            (byte)'3' or (byte)'4' or (byte)'6' => TarKind.Device,
            _ => TarKind.Other,
        };

    /// <summary>Decodes a name; false if it is no plain text, and then it is escaped.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> name, out string text)
    {
        try
        {
            text = Strict.GetString(name);
            if (!text.Any(char.IsControl))
            {
                return true;
            }
        }
        catch (DecoderFallbackException)
        {
            // Escaped below.
        }

        StringBuilder escaped = new();
        foreach (byte value in name)
        {
            _ = value is >= 0x20 and < 0x7F ? escaped.Append((char)value) : escaped.Append($"\\x{value:X2}");
        }

        text = escaped.ToString();
        return false;
    }

    // The sum of all bytes, its own field counted as spaces. Old writers summed signed bytes.
    private bool HasChecksum
    {
        get
        {
            long expected = Number(block.Slice(ChecksumField, ChecksumLength));
            long unsigned = 0;
            long signed = 0;
            for (int i = 0; i < Size; i++)
            {
                byte value = i is >= ChecksumField and < ChecksumField + ChecksumLength ? (byte)' ' : block[i];
                unsigned += value;
                signed += (sbyte)value;
            }

            return expected == unsigned || expected == signed;
        }
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    // Octal digits between spaces or NULs; or, with the first bit set, a binary number (GNU), here of 56 bits.
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            ReadOnlySpan<byte> high = field[1..^7];
            long value = 0;
            foreach (byte part in field[^7..])
            {
                value = value << 8 | part;
            }

            return field[0] == 0x80 && !high.ContainsAnyExcept((byte)0) ? value : -1;
        }

        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        long number = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return -1;
            }

            number = number * 8 + (digit - '0');
        }

        return number;
    }
}
