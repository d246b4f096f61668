using System.Globalization;
using System.Text;

namespace NasTransfer.Engine.Tests.Data.Archives;

/// <summary>Writes tar files byte by byte, wrong ones too.</summary>
internal sealed class TarBytes
{
    private readonly MemoryStream stream = new();

    public TarBytes File(string name, byte[] content, string prefix = "") =>
        Member(Encoding.UTF8.GetBytes(name), '0', content, content.Length, prefix);

    public TarBytes Folder(string name) => Member(Encoding.UTF8.GetBytes(name), '5', [], 0);

    public TarBytes OfType(char type, string name) => Member(Encoding.UTF8.GetBytes(name), type, [], 0);

    /// <summary>A header that claims another size than its content has.</summary>
    public TarBytes Claiming(string name, long size, byte[] content) =>
        Member(Encoding.UTF8.GetBytes(name), '0', content, size);

    public TarBytes Named(byte[] name, byte[] content) => Member(name, '0', content, content.Length);

    /// <summary>GNU tar: the name of the next member, as the content of a member of its own.</summary>
    public TarBytes LongName(string name)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes(name), 0];
        return Member("././@LongLink"u8.ToArray(), 'L', content, content.Length);
    }

    /// <summary>pax: "LENGTH KEY=VALUE\n" for the next member.</summary>
    public TarBytes Pax(params (string Key, string Value)[] records)
    {
        StringBuilder text = new();
        foreach (var (key, value) in records)
        {
            int rest = Encoding.UTF8.GetByteCount($" {key}={value}\n");
            int length = rest + 1;
            while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
            {
                length++;
            }

            text.Append(CultureInfo.InvariantCulture, $"{length} {key}={value}\n");
        }

        byte[] content = Encoding.UTF8.GetBytes(text.ToString());
        return Member("PaxHeaders/x"u8.ToArray(), 'x', content, content.Length);
    }

    /// <summary>With the two blocks of zeros at the end.</summary>
    public byte[] Build() => [.. stream.ToArray(), .. new byte[1024]];

    private TarBytes Member(byte[] name, char type, byte[] content, long size, string prefix = "")
    {
        byte[] header = new byte[512];
        name.CopyTo(header, 0);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        Number(header.AsSpan(124, 12), size);
        "00000000000\0"u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        "ustar\0"u8.CopyTo(header.AsSpan(257));
        "00"u8.CopyTo(header.AsSpan(263));
        Encoding.UTF8.GetBytes(prefix).CopyTo(header, 345);
        WriteChecksum(header);
        stream.Write(header);
        stream.Write(content);
        stream.Write(new byte[(512 - content.Length % 512) % 512]);
        return this;
    }

    // Octal as far as it goes, else binary with the first bit set, as GNU tar does.
    private static void Number(Span<byte> field, long value)
    {
        if (value < 1L << 33)
        {
            Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(11, '0')).CopyTo(field);
            return;
        }

        field[0] = 0x80;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(field[4..], value);
    }

    public static void WriteChecksum(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        int sum = 0;
        foreach (byte value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
    }
}
