using System.Diagnostics.CodeAnalysis;

namespace NasTransfer.Engine.Interchange;

/// <summary>The element types that are read and written, under the names that the format gives them.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "The names are those of the format.")]
public enum SafetensorsType
{
    F64,
    F32,
    F16,
    BF16,
    I64,
    I32,
    U8,
    BOOL,
}

/// <summary>Sizes of element types.</summary>
public static class SafetensorsTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this SafetensorsType type) =>
        type switch
        {
            SafetensorsType.F64 or SafetensorsType.I64 => 8,
            SafetensorsType.F32 or SafetensorsType.I32 => 4,
            SafetensorsType.F16 or SafetensorsType.BF16 => 2,
            SafetensorsType.U8 or SafetensorsType.BOOL => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
        };
}
