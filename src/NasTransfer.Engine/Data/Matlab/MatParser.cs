using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace NasTransfer.Engine.Data.Matlab;

/// <summary>Reads the elements of a MAT file. Whatever they claim, no more is taken than the bytes that are there.</summary>
/// <exception cref="InvalidDataException">Thrown by all methods, with the reason.</exception>
internal sealed class MatParser(bool bigEndian)
{
    // Several times the largest official file, the list of ImageNet's classes.
    private const int MostUnpacked = 16 << 20;

    // Cells in cells in structs …: real files have three or four.
    private const int MostDepth = 16;

    private const int TagLength = 8;

    private int unpackedSoFar;

    public ImmutableDictionary<string, MatValue> Variables(ReadOnlySpan<byte> elements)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, MatValue>(StringComparer.Ordinal);
        while (elements.Length > 0)
        {
            Element element = Take(ref elements);
            byte[] unpacked = [];
            if (element.Type == MatType.Compressed)
            {
                unpacked = Inflate(element.Data(elements));
                ReadOnlySpan<byte> inner = unpacked;
                elements = elements[element.Length..];
                Element packed = Take(ref inner);
                AddTo(variables, packed, packed.Data(inner));
                continue;
            }

            AddTo(variables, element, element.Data(elements));
            elements = elements[Math.Min(element.Padded, elements.Length)..];
        }

        return variables.ToImmutable();
    }

    private void AddTo(
        ImmutableDictionary<string, MatValue>.Builder variables,
        Element element,
        ReadOnlySpan<byte> data
    )
    {
        if (element.Type == MatType.Matrix)
        {
            (string name, MatValue value) = Matrix(data, 0);
            variables[name] = value;
        }
    }

    private byte[] Inflate(ReadOnlySpan<byte> packed)
    {
        using MemoryStream unpacked = new();
        using ZLibStream stream = new(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        byte[] piece = new byte[8192];
        try
        {
            for (int read; (read = stream.Read(piece)) > 0; )
            {
                unpackedSoFar += read;
                if (unpackedSoFar > MostUnpacked)
                {
                    throw new InvalidDataException($"it unpacks to more than {MostUnpacked} bytes");
                }

                unpacked.Write(piece, 0, read);
            }
        }
        catch (IOException exception)
        {
            throw new InvalidDataException("a compressed element cannot be unpacked", exception);
        }

        return unpacked.ToArray();
    }

    private (string Name, MatValue Value) Matrix(ReadOnlySpan<byte> data, int depth)
    {
        if (depth > MostDepth)
        {
            throw new InvalidDataException($"arrays lie more than {MostDepth} deep in each other");
        }

        // An empty element is an empty array: cells that were never set.
        if (data.Length == 0)
        {
            return ("", new MatNumbers([0, 0], []));
        }

        ReadOnlySpan<byte> flags = Next(ref data, "flags", out _);
        if (flags.Length < 8)
        {
            throw new InvalidDataException("an array has no flags");
        }

        MatClass kind = (MatClass)(UInt32(flags) & 0xFF);
        int[] dimensions = Dimensions(ref data);
        string name = Ascii(Next(ref data, "name", out _));
        long count = Count(dimensions);
        return (
            name,
            kind switch
            {
                MatClass.Cell => new MatCells([.. dimensions], Matrices(ref data, count, depth)),
                MatClass.Struct => Struct(ref data, dimensions, count, depth),
                MatClass.Char => Text(ref data, dimensions, count),
                >= MatClass.Double and <= MatClass.UInt64 => Numbers(ref data, dimensions, count),
                _ => MatValue.Unread,
            }
        );
    }

    private int[] Dimensions(ref ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> bytes = Next(ref data, "dimensions", out _);
        int[] dimensions = new int[bytes.Length / 4];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = (int)UInt32(bytes[(4 * i)..]);
        }

        return dimensions.Length >= 2 && dimensions.All(dimension => dimension >= 0)
            ? dimensions
            : throw new InvalidDataException("an array has no dimensions");
    }

    private static long Count(int[] dimensions)
    {
        long count = 1;
        foreach (int dimension in dimensions)
        {
            count *= dimension;
            if (count > int.MaxValue)
            {
                throw new InvalidDataException($"an array claims {string.Join(" × ", dimensions)} elements");
            }
        }

        return count;
    }

    private MatNumbers Numbers(ref ReadOnlySpan<byte> data, int[] dimensions, long count)
    {
        ReadOnlySpan<byte> bytes = Next(ref data, "numbers", out MatType type);
        int size = SizeOf(type);
        if (count * size != bytes.Length)
        {
            throw new InvalidDataException($"an array of {count} numbers has {bytes.Length} bytes");
        }

        var values = ImmutableArray.CreateBuilder<double>((int)count);
        for (; bytes.Length > 0; bytes = bytes[size..])
        {
            values.Add(Number(bytes, type));
        }

        return new MatNumbers([.. dimensions], values.MoveToImmutable());
    }

    private MatText Text(ref ReadOnlySpan<byte> data, int[] dimensions, long count)
    {
        ReadOnlySpan<byte> bytes = Next(ref data, "text", out MatType type);
        string text;
        if (type == MatType.Utf8)
        {
            text = Encoding.UTF8.GetString(bytes);
        }
        else
        {
            int size = SizeOf(type);
            StringBuilder characters = new();
            for (; bytes.Length >= size; bytes = bytes[size..])
            {
                characters.Append((char)(ushort)Number(bytes, type));
            }

            text = characters.ToString();
        }

        // In UTF-8 a character may take several bytes, and then the count is that of the characters.
        return type == MatType.Utf8 || text.Length == count
            ? new MatText([.. dimensions], text)
            : throw new InvalidDataException($"a text of {count} characters has {text.Length}");
    }

    private MatStruct Struct(ref ReadOnlySpan<byte> data, int[] dimensions, long count, int depth)
    {
        ReadOnlySpan<byte> lengthBytes = Next(ref data, "length of field names", out _);
        int length = lengthBytes.Length >= 4 ? (int)UInt32(lengthBytes) : 0;
        ReadOnlySpan<byte> names = Next(ref data, "field names", out _);
        if (length <= 0 || names.Length % length != 0)
        {
            throw new InvalidDataException("a struct has no field names");
        }

        string[] fields = new string[names.Length / length];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = Ascii(names.Slice(i * length, length));
        }

        // Element by element, and within an element field by field.
        ImmutableArray<MatValue> values = Matrices(ref data, count * fields.Length, depth);
        var byField = ImmutableDictionary.CreateBuilder<string, ImmutableArray<MatValue>>(StringComparer.Ordinal);
        for (int i = 0; i < fields.Length; i++)
        {
            var column = ImmutableArray.CreateBuilder<MatValue>((int)count);
            for (int place = i; place < values.Length; place += fields.Length)
            {
                column.Add(values[place]);
            }

            byField[fields[i]] = column.MoveToImmutable();
        }

        return new MatStruct([.. dimensions], byField.ToImmutable());
    }

    private ImmutableArray<MatValue> Matrices(ref ReadOnlySpan<byte> data, long count, int depth)
    {
        // Each takes a tag at least.
        if (count > data.Length / TagLength)
        {
            throw new InvalidDataException($"{count} arrays are claimed in {data.Length} bytes");
        }

        var values = ImmutableArray.CreateBuilder<MatValue>((int)count);
        for (long i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> matrix = Next(ref data, "array", out MatType type);
            values.Add(
                type == MatType.Matrix
                    ? Matrix(matrix, depth + 1).Value
                    : throw new InvalidDataException($"an element of type {(uint)type} lies where an array belongs")
            );
        }

        return values.MoveToImmutable();
    }

    private ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> data, string what, out MatType type)
    {
        if (data.Length == 0)
        {
            throw new InvalidDataException($"an array ends before its {what}");
        }

        Element element = Take(ref data);
        type = element.Type;
        ReadOnlySpan<byte> bytes = element.Data(data);
        data = data[Math.Min(element.Padded, data.Length)..];
        return bytes;
    }

    // Takes the tag off. A small element has its length in the upper half of the type, and up to four bytes of data in the
    // place of the length.
    private Element Take(ref ReadOnlySpan<byte> data)
    {
        if (data.Length < TagLength)
        {
            throw new InvalidDataException($"{data.Length} bytes are left where a tag of {TagLength} belongs");
        }

        uint type = UInt32(data);
        if (type >> 16 != 0)
        {
            int small = (int)(type >> 16);
            data = data[4..];
            return small <= 4
                ? new Element((MatType)(type & 0xFFFF), small, 4)
                : throw new InvalidDataException($"a small element claims {small} bytes");
        }

        uint length = UInt32(data[4..]);
        data = data[TagLength..];
        return length <= data.Length
            ? new Element((MatType)type, (int)length, (int)Math.Min(((long)length + 7) / 8 * 8, int.MaxValue))
            : throw new InvalidDataException($"an element claims {length} bytes, and {data.Length} are left");
    }

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private double Number(ReadOnlySpan<byte> bytes, MatType type) =>
        type switch
        {
            MatType.Int8 => (sbyte)bytes[0],
            MatType.UInt8 => bytes[0],
            MatType.Int16 => (short)UInt16(bytes),
            MatType.UInt16 or MatType.Utf16 => UInt16(bytes),
            MatType.Int32 => (int)UInt32(bytes),
            MatType.UInt32 => UInt32(bytes),
            MatType.Single => BitConverter.UInt32BitsToSingle(UInt32(bytes)),
            MatType.Int64 => (long)UInt64(bytes),
            MatType.UInt64 => UInt64(bytes),
            _ => BitConverter.UInt64BitsToDouble(UInt64(bytes)),
        };

    private ushort UInt16(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private ulong UInt64(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static int SizeOf(MatType type) =>
        type switch
        {
            MatType.Int8 or MatType.UInt8 => 1,
            MatType.Int16 or MatType.UInt16 or MatType.Utf16 => 2,
            MatType.Int32 or MatType.UInt32 or MatType.Single => 4,
            MatType.Int64 or MatType.UInt64 or MatType.Double => 8,
            _ => throw new InvalidDataException($"an element of type {(uint)type} holds no numbers"),
        };

    private static string Ascii(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private readonly record struct Element(MatType Type, int Length, int Padded)
    {
        public ReadOnlySpan<byte> Data(ReadOnlySpan<byte> rest) =>
            Length <= rest.Length
                ? rest[..Length]
                : throw new InvalidDataException($"an element claims {Length} bytes, and {rest.Length} are left");
    }

    private enum MatType : uint
    {
        Int8 = 1,
        UInt8 = 2,
        Int16 = 3,
        UInt16 = 4,
        Int32 = 5,
        UInt32 = 6,
        Single = 7,
        Double = 9,
        Int64 = 12,
        UInt64 = 13,
        Matrix = 14,
        Compressed = 15,
        Utf8 = 16,
        Utf16 = 17,
    }

    private enum MatClass : uint
    {
        Cell = 1,
        Struct = 2,
        Char = 4,
        Double = 6,
        UInt64 = 15,
    }
}
