using static TorchSharp.torch;

namespace NasTransfer.Engine.Interchange;

/// <summary>Tensors as entries of a safetensors file, and back.</summary>
public static class TensorEntries
{
    /// <summary>Copies the tensor's bytes, row-major.</summary>
    public static SafetensorsEntry From(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor flat = tensor.detach().cpu().contiguous();
        return new SafetensorsEntry(name, TypeOf(name, flat.dtype), [.. flat.shape], flat.bytes.ToArray());
    }

    /// <summary>A tensor of the entry's own type and shape, on the CPU.</summary>
    public static Tensor ToTensor(SafetensorsEntry entry)
    {
        Tensor tensor = empty(entry.Shape.ToArray(), ScalarTypeOf(entry.Type));
        entry.Bytes.Span.CopyTo(tensor.bytes);
        return tensor;
    }

    private static SafetensorsType TypeOf(string name, ScalarType type) =>
        type switch
        {
            ScalarType.Float32 => SafetensorsType.F32,
            ScalarType.Float64 => SafetensorsType.F64,
            ScalarType.Float16 => SafetensorsType.F16,
            ScalarType.BFloat16 => SafetensorsType.BF16,
            ScalarType.Int64 => SafetensorsType.I64,
            ScalarType.Int32 => SafetensorsType.I32,
            ScalarType.Byte => SafetensorsType.U8,
            ScalarType.Bool => SafetensorsType.BOOL,
            _ => throw new BadInputException($"The tensor '{name}' is of type {type}, which is not written to files."),
        };

    private static ScalarType ScalarTypeOf(SafetensorsType type) =>
        type switch
        {
            SafetensorsType.F32 => ScalarType.Float32,
            SafetensorsType.F64 => ScalarType.Float64,
            SafetensorsType.F16 => ScalarType.Float16,
            SafetensorsType.BF16 => ScalarType.BFloat16,
            SafetensorsType.I64 => ScalarType.Int64,
            SafetensorsType.I32 => ScalarType.Int32,
            SafetensorsType.U8 => ScalarType.Byte,
            SafetensorsType.BOOL => ScalarType.Bool,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type."),
        };
}
