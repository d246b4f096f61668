using System.Collections.Immutable;
using TorchSharp;

namespace NasTransfer.Engine.Data;

/// <summary>
/// The images of one step. Whoever takes it from the loader disposes of it, and then its memory serves the next one: what
/// looks at the images must be gone by then. Its tensors were made on that thread, so an open dispose scope there holds
/// them too.
/// </summary>
public sealed class Batch : IDisposable
{
    private Action? giveBack;

    /// <param name="giveBack">Called once, when the images' memory is no longer needed.</param>
    internal Batch(torch.Tensor images, torch.Tensor labels, ImmutableArray<int> indices, Action? giveBack = null)
    {
        (Images, Labels, Indices, this.giveBack) = (images, labels, indices, giveBack);
    }

    /// <summary>N × 3 × H × W, float32, normalised, on the CPU.</summary>
    public torch.Tensor Images { get; }

    /// <summary>N, int64, on the CPU.</summary>
    public torch.Tensor Labels { get; }

    /// <summary>Where each image lies in the loader's set.</summary>
    public ImmutableArray<int> Indices { get; }

    public int Count => Indices.Length;

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
        giveBack?.Invoke();
        giveBack = null;
    }
}
