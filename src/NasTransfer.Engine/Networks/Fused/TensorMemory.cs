using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>The memory of contiguous float32 tensors on the CPU.</summary>
internal static class TensorMemory
{
    public static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>The gradient of a parameter, zero where it had none.</summary>
    public static Span<float> Gradient(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        Tensor? gradient = parameter.grad;
        if (gradient is null)
        {
            using var _ = no_grad();
            gradient = zeros_like(parameter);
            parameter.grad = gradient;
        }

        // The parameter holds the memory.
        return Floats(gradient);
    }

    /// <summary>One batch more in the running statistics.</summary>
    public static void CountBatch(BatchNorm2d norm)
    {
        if (norm.num_batches_tracked is { } count)
        {
            MemoryMarshal.Cast<byte, long>(count.bytes)[0]++;
        }
    }
}
