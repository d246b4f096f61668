using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NasTransfer.Engine.Tests.Data.Matlab;

/// <summary>Writes MAT files of level 5 element by element, from the format's description.</summary>
internal sealed class MatBytes(bool bigEndian = false)
{
    private readonly MemoryStream variables = new();

    public MatBytes Add(byte[] matrix)
    {
        variables.Write(matrix);
        return this;
    }

    public MatBytes AddCompressed(byte[] matrix)
    {
        using MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(matrix);
        }

        // Not padded.
        variables.Write([.. UInt32(15), .. UInt32((uint)packed.Length), .. packed.ToArray()]);
        return this;
    }

    public byte[] Build()
    {
        byte[] header = new byte[128];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file").CopyTo(header, 0);
        (header[124], header[125]) = bigEndian ? ((byte)1, (byte)0) : ((byte)0, (byte)1);
        (header[126], header[127]) = bigEndian ? ((byte)'M', (byte)'I') : ((byte)'I', (byte)'M');
        return [.. header, .. variables.ToArray()];
    }

    public byte[] Doubles(string name, params double[] values)
    {
        byte[] data = new byte[8 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteDoubleBigEndian(data.AsSpan(8 * i), values[i]);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8 * i), values[i]);
            }
        }

        return Matrix(name, 6, [1, values.Length], Element(9, data));
    }

    /// <summary>A row of doubles, stored as MATLAB does where they are small whole numbers.</summary>
    public byte[] DoublesAsBytes(string name, params byte[] values) =>
        Matrix(name, 6, [1, values.Length], Element(2, values));

    public byte[] UInt16s(string name, params ushort[] values)
    {
        byte[] data = new byte[2 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2 * i), values[i]);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2 * i), values[i]);
            }
        }

        return Matrix(name, 11, [1, values.Length], Element(4, data));
    }

    public byte[] Numbers(string name, uint arrayClass, uint type, int count, byte[] data) =>
        Matrix(name, arrayClass, [1, count], Element(type, data));

    public byte[] Text(string name, string text) =>
        Matrix(name, 4, [1, text.Length], Element(16, Encoding.UTF8.GetBytes(text)));

    public byte[] Cells(string name, params byte[][] matrices) =>
        Matrix(name, 1, [1, matrices.Length], [.. matrices.SelectMany(matrix => matrix)]);

    /// <summary>Records one below the other; matrices record by record, field by field.</summary>
    public byte[] Struct(string name, string[] fields, params byte[][][] records)
    {
        const int Length = 32;
        byte[] names = new byte[Length * fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            Encoding.ASCII.GetBytes(fields[i]).CopyTo(names, i * Length);
        }

        return Matrix(
            name,
            2,
            [records.Length, 1],
            [
                .. Element(5, UInt32(Length)),
                .. Element(1, names),
                .. records.SelectMany(record => record.SelectMany(matrix => matrix)),
            ]
        );
    }

    /// <summary>An array's name inside of another is empty.</summary>
    public byte[] Matrix(string name, uint arrayClass, int[] dimensions, byte[] content) =>
        Element(
            14,
            [
                .. Element(6, [.. UInt32(arrayClass), .. UInt32(0)]),
                .. Element(5, [.. dimensions.SelectMany(dimension => UInt32((uint)dimension))]),
                .. Element(1, Encoding.ASCII.GetBytes(name)),
                .. content,
            ]
        );

    /// <summary>A tag and its data; up to four bytes lie in the tag itself.</summary>
    public byte[] Element(uint type, byte[] data)
    {
        if (data.Length is > 0 and <= 4 && type != 14)
        {
            return [.. UInt32(((uint)data.Length << 16) | type), .. data, .. new byte[4 - data.Length]];
        }

        return [.. UInt32(type), .. UInt32((uint)data.Length), .. data, .. new byte[(8 - data.Length % 8) % 8]];
    }

    public byte[] UInt32(uint value)
    {
        byte[] bytes = new byte[4];
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }

        return bytes;
    }
}
