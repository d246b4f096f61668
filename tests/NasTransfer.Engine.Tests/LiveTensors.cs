using TorchSharp;

namespace NasTransfer.Engine.Tests;

/// <summary>Tensors of the whole process.</summary>
internal static class LiveTensors
{
    /// <summary>How many there are once those that nothing refers to, of other tests for example, have been finalised.</summary>
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return torch.Tensor.TotalCount;
    }
}
