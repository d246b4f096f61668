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

    private readonly MatElements read = new(bigEndian);

    private int unpackedSoFar;

    public ImmutableDictionary<string, MatValue> Variables(ReadOnlySpan<byte> elements)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, MatValue>(StringComparer.Ordinal);
        while (elements.Length > 0)
        {
            MatElement element = read.Take(ref elements);
            byte[] unpacked = [];
            if (element.Type == MatType.Compressed)
            {
                unpacked = Inflate(element.Data(elements));
                ReadOnlySpan<byte> inner = unpacked;
                elements = elements[element.Length..];
                MatElement packed = read.Take(ref inner);
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
        MatElement element,
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
            for (int count; (count = stream.Read(piece)) > 0; )
            {
                unpackedSoFar += count;
                if (unpackedSoFar > MostUnpacked)
                {
                    throw new InvalidDataException($"it unpacks to more than {MostUnpacked} bytes");
                }

                unpacked.Write(piece, 0, count);
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

        ReadOnlySpan<byte> flags = read.Next(ref data, "flags", out _);
        if (flags.Length < 8)
        {
            throw new InvalidDataException("an array has no flags");
        }

        MatClass kind = (MatClass)(read.UInt32(flags) & 0xFF);
        int[] dimensions = Dimensions(ref data);
        string name = Ascii(read.Next(ref data, "name", out _));
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
        ReadOnlySpan<byte> bytes = read.Next(ref data, "dimensions", out _);
        int[] dimensions = new int[bytes.Length / 4];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = (int)read.UInt32(bytes[(4 * i)..]);
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
        ReadOnlySpan<byte> bytes = read.Next(ref data, "numbers", out MatType type);
        int size = MatElements.SizeOf(type);
        if (count * size != bytes.Length)
        {
            throw new InvalidDataException($"an array of {count} numbers has {bytes.Length} bytes");
        }

        var values = ImmutableArray.CreateBuilder<double>((int)count);
        for (; bytes.Length > 0; bytes = bytes[size..])
        {
            values.Add(read.Number(bytes, type));
        }

        return new MatNumbers([.. dimensions], values.MoveToImmutable());
    }

    private MatText Text(ref ReadOnlySpan<byte> data, int[] dimensions, long count)
    {
        ReadOnlySpan<byte> bytes = read.Next(ref data, "text", out MatType type);
        string text;
        if (type == MatType.Utf8)
        {
            text = Encoding.UTF8.GetString(bytes);
        }
        else
        {
            int size = MatElements.SizeOf(type);
            StringBuilder characters = new();
            for (; bytes.Length >= size; bytes = bytes[size..])
            {
                characters.Append((char)(ushort)read.Number(bytes, type));
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
        ReadOnlySpan<byte> lengthBytes = read.Next(ref data, "length of field names", out _);
        int length = lengthBytes.Length >= 4 ? (int)read.UInt32(lengthBytes) : 0;
        ReadOnlySpan<byte> names = read.Next(ref data, "field names", out _);
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
        if (count > data.Length / MatElements.TagLength)
        {
            throw new InvalidDataException($"{count} arrays are claimed in {data.Length} bytes");
        }

        var values = ImmutableArray.CreateBuilder<MatValue>((int)count);
        for (long i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> matrix = read.Next(ref data, "array", out MatType type);
            values.Add(
                type == MatType.Matrix
                    ? Matrix(matrix, depth + 1).Value
                    : throw new InvalidDataException($"an element of type {(uint)type} lies where an array belongs")
            );
        }

        return values.MoveToImmutable();
    }

    private static string Ascii(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
