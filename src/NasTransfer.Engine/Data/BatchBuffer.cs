using TorchSharp;

namespace NasTransfer.Engine.Data;

/// <summary>Memory for the images of one batch, which threads fill and tensors look at.</summary>
internal sealed unsafe class BatchBuffer : IDisposable
{
    private readonly torch.Tensor memory;
    private readonly float* first;
    private readonly int length;

    /// <param name="count">Images that fit.</param>
    public BatchBuffer(int count, int size)
    {
        // Outlives the dispose scope in which it happens to be made.
        memory = torch.empty(count, ImageSet.Channels, size, size, torch.float32).DetachFromDisposeScope();
        length = count * ImageSet.Channels * size * size;
        fixed (byte* bytes = memory.bytes)
        {
            first = (float*)bytes;
        }
    }

    /// <summary>Image by image, 3 × size × size floats each.</summary>
    public Span<float> Values => new(first, length);

    /// <summary>The first images; a tensor over this memory, not a copy.</summary>
    public torch.Tensor Images(int count) => memory.narrow(0, 0, count);

    public void Dispose() => memory.Dispose();
}

/// <summary>
/// The buffers of one enumeration of batches. Each serves again once its batch is disposed of: allocated anew for every
/// batch, tens of megabytes between the small pieces that decoders allocate would leave holes which none of them fits.
/// </summary>
/// <param name="images">Images that fit into a buffer.</param>
internal sealed class BatchBuffers(int images, int size) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<BatchBuffer> all = [];
    private readonly Stack<BatchBuffer> free = [];

    public BatchBuffer Take()
    {
        lock (gate)
        {
            if (!free.TryPop(out BatchBuffer? buffer))
            {
                buffer = new BatchBuffer(images, size);
                all.Add(buffer);
            }

            return buffer;
        }
    }

    public void GiveBack(BatchBuffer buffer)
    {
        lock (gate)
        {
            free.Push(buffer);
        }
    }

    /// <summary>Lets go of the memory. Where tensors still look at a buffer, it lasts as long as they do.</summary>
    public void Dispose()
    {
        foreach (BatchBuffer buffer in all)
        {
            buffer.Dispose();
        }
    }
}
