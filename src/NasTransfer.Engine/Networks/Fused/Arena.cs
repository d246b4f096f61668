using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>
/// Memory of one pass over a network. It is taken piece by piece, given back all at once, and kept for the next pass, so
/// that a step maps no new pages.
/// </summary>
internal sealed unsafe class Arena : IDisposable
{
    private const nuint Alignment = 64;
    private const long LeastChunk = 16L << 20;

    private readonly List<(nint Start, long Size)> chunks = [];
    private int chunk;
    private long used;

    ~Arena() => Free();

    /// <summary>Feature maps of unknown content.</summary>
    public FeatureMap Take(int images, int channels, int height, int width)
    {
        long floats = (long)images * FeatureMap.BlocksOf(channels) * FeatureMap.Lanes * height * width;
        return new FeatureMap(Take(floats), images, channels, height, width);
    }

    /// <summary>Feature maps of this shape, all zero.</summary>
    public FeatureMap TakeZeros(FeatureMap like)
    {
        FeatureMap map = Take(like.Images, like.Channels, like.Height, like.Width);
        NativeMemory.Clear(map.Data, (nuint)((long)map.Images * map.ImageSize * sizeof(float)));
        return map;
    }

    /// <summary>Floats of unknown content, aligned to a cache line.</summary>
    public float* Take(long floats)
    {
        long bytes = (floats * sizeof(float) + (long)Alignment - 1) & -(long)Alignment;
        while (chunk < chunks.Count && used + bytes > chunks[chunk].Size)
        {
            (chunk, used) = (chunk + 1, 0);
        }

        if (chunk == chunks.Count)
        {
            long size = Math.Max(bytes, LeastChunk);
            chunks.Add(((nint)NativeMemory.AlignedAlloc((nuint)size, Alignment), size));
            GC.AddMemoryPressure(size);
            used = 0;
        }

        byte* start = (byte*)chunks[chunk].Start + used;
        used += bytes;
        return (float*)start;
    }

    /// <summary>A point to go back to.</summary>
    public (int Chunk, long Used) Mark() => (chunk, used);

    /// <summary>What was taken since <paramref name="mark"/> may be taken again.</summary>
    public void Release((int Chunk, long Used) mark) => (chunk, used) = mark;

    /// <summary>Everything that was taken may be taken again.</summary>
    public void Reset() => (chunk, used) = (0, 0);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        foreach (var (start, size) in chunks)
        {
            NativeMemory.AlignedFree((void*)start);
            GC.RemoveMemoryPressure(size);
        }

        chunks.Clear();
        Reset();
    }
}
