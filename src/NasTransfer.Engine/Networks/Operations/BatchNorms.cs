using NasTransfer.Engine.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>Batch norm as the module does it, which counts batches with a scalar that nothing holds.</summary>
internal static class BatchNorms
{
    /// <param name="x">N×C×H×W.</param>
    public static Tensor Apply(this BatchNorm2d norm, Tensor x)
    {
        if (norm.training)
        {
            norm.num_batches_tracked?.Increment();
        }

        return functional.batch_norm(
            x,
            norm.running_mean,
            norm.running_var,
            norm.weight,
            norm.bias,
            norm.training || !norm.track_running_stats,
            norm.momentum!.Value,
            norm.eps
        );
    }
}
