using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Interchange;

/// <summary>A named tensor.</summary>
/// <param name="Name">Unique within a file; not empty.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar. A size may be 0.</param>
/// <param name="Bytes">The elements in row-major order, little-endian.</param>
public sealed record SafetensorsEntry(
    string Name,
    SafetensorsType Type,
    ImmutableArray<long> Shape,
    ReadOnlyMemory<byte> Bytes
)
{
    /// <summary>A float32 tensor.</summary>
    public static SafetensorsEntry Of(string name, ImmutableArray<long> shape, ReadOnlySpan<float> elements) =>
        new(name, SafetensorsType.F32, shape, MemoryMarshal.AsBytes(elements).ToArray());

    /// <summary>An int64 tensor.</summary>
    public static SafetensorsEntry Of(string name, ImmutableArray<long> shape, ReadOnlySpan<long> elements) =>
        new(name, SafetensorsType.I64, shape, MemoryMarshal.AsBytes(elements).ToArray());

    /// <summary>The elements of a float32 tensor.</summary>
    /// <exception cref="BadInputException">The elements are of another type.</exception>
    public float[] ToSingles() => ToArray<float>(SafetensorsType.F32);

    /// <summary>The elements of an int64 tensor.</summary>
    /// <exception cref="BadInputException">The elements are of another type.</exception>
    public long[] ToInt64s() => ToArray<long>(SafetensorsType.I64);

    private T[] ToArray<T>(SafetensorsType wanted)
        where T : unmanaged =>
        Type == wanted
            ? MemoryMarshal.Cast<byte, T>(Bytes.Span).ToArray()
            : throw new BadInputException($"Tensor '{Name}' is {Type}; it must be {wanted}.");
}
