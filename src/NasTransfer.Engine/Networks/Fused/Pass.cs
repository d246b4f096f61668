namespace NasTransfer.Engine.Networks.Fused;

/// <summary>One pass over a network: where its feature maps lie, and what it is for.</summary>
/// <param name="Arena">Of everything that lives as long as the pass.</param>
/// <param name="Scratch">Of one image at a time.</param>
/// <param name="Training">Batch norm takes statistics of the batch.</param>
/// <param name="Recording">A backward pass follows, so what it reads is kept.</param>
internal sealed record Pass(Arena Arena, Scratch Scratch, bool Training, bool Recording)
{
    /// <summary>Feature maps of the same shape that nothing else needs at the moment; the same ones each time.</summary>
    public unsafe FeatureMap Borrow(FeatureMap like) =>
        new(
            Scratch.Take("map", (long)like.Images * like.ImageSize),
            like.Images,
            like.Channels,
            like.Height,
            like.Width
        );
}

/// <summary>Buffers for one image, each as large as it was ever asked for.</summary>
internal sealed unsafe class Scratch : IDisposable
{
    private readonly Dictionary<string, NativeBlock<float>> buffers = [];

    /// <summary>Floats of unknown content; the same ones for the same purpose.</summary>
    public float* Take(string purpose, long floats)
    {
        NativeBlock<float>? buffer = buffers.GetValueOrDefault(purpose);
        if (buffer is null || buffer.Count < floats)
        {
            buffer?.Dispose();
            buffers[purpose] = buffer = new NativeBlock<float>(floats);
        }

        return buffer.Start;
    }

    public void Dispose()
    {
        foreach (NativeBlock<float> buffer in buffers.Values)
        {
            buffer.Dispose();
        }

        buffers.Clear();
    }
}
