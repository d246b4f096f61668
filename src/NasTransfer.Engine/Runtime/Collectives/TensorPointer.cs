using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Runtime.Collectives;

/// <summary>Where the values of a tensor lie, on the processor or on a GPU. TorchSharp's own way stops at 2 GiB.</summary>
internal static partial class TensorPointer
{
    /// <summary>Keep the tensor alive for as long as the address is used.</summary>
    public static nint Of(Tensor values) =>
        values.is_contiguous()
            ? Data(values.Handle)
            : throw new ArgumentException("Ranks exchange contiguous tensors only.", nameof(values));

    [LibraryImport("LibTorchSharp", EntryPoint = "THSTensor_data")]
    private static partial nint Data(nint tensor);
}
