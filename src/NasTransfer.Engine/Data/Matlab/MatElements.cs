using System.Buffers.Binary;

namespace NasTransfer.Engine.Data.Matlab;

/// <summary>
/// Takes a MAT file apart into its elements: a tag of type and length, then so many bytes, filled up to a multiple of eight.
/// </summary>
/// <exception cref="InvalidDataException">Thrown by all methods, with the reason.</exception>
internal sealed class MatElements(bool bigEndian)
{
    public const int TagLength = 8;

    public ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> data, string what, out MatType type)
    {
        if (data.Length == 0)
        {
            throw new InvalidDataException($"an array ends before its {what}");
        }

        MatElement element = Take(ref data);
        type = element.Type;
        ReadOnlySpan<byte> bytes = element.Data(data);
        data = data[Math.Min(element.Padded, data.Length)..];
        return bytes;
    }

    // Takes the tag off. A small element has its length in the upper half of the type, and up to four bytes of data in the
    // place of the length.
    public MatElement Take(ref ReadOnlySpan<byte> data)
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
                ? new MatElement((MatType)(type & 0xFFFF), small, 4)
                : throw new InvalidDataException($"a small element claims {small} bytes");
        }

        uint length = UInt32(data[4..]);
        data = data[TagLength..];
        return length <= data.Length
            ? new MatElement((MatType)type, (int)length, (int)Math.Min(((long)length + 7) / 8 * 8, int.MaxValue))
            : throw new InvalidDataException($"an element claims {length} bytes, and {data.Length} are left");
    }

    public uint UInt32(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public double Number(ReadOnlySpan<byte> bytes, MatType type) =>
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

    public ushort UInt16(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public ulong UInt64(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    public static int SizeOf(MatType type) =>
        type switch
        {
            MatType.Int8 or MatType.UInt8 => 1,
            MatType.Int16 or MatType.UInt16 or MatType.Utf16 => 2,
            MatType.Int32 or MatType.UInt32 or MatType.Single => 4,
            MatType.Int64 or MatType.UInt64 or MatType.Double => 8,
            _ => throw new InvalidDataException($"an element of type {(uint)type} holds no numbers"),
        };
}

/// <summary>A tag.</summary>
/// <param name="Length">Bytes of data.</param>
/// <param name="Padded">Bytes up to the next element.</param>
internal readonly record struct MatElement(MatType Type, int Length, int Padded)
{
    public ReadOnlySpan<byte> Data(ReadOnlySpan<byte> rest) =>
        Length <= rest.Length
            ? rest[..Length]
            : throw new InvalidDataException($"an element claims {Length} bytes, and {rest.Length} are left");
}

/// <summary>Of what the bytes of an element are.</summary>
internal enum MatType : uint
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

/// <summary>Of what an array is.</summary>
internal enum MatClass : uint
{
    Cell = 1,
    Struct = 2,
    Char = 4,
    Double = 6,
    UInt64 = 15,
}
