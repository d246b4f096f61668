using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>
/// Memory of one pass over a network. It is taken piece by piece, given back all at once, and kept for the next pass, so
/// that a step maps no new pages.
/// </summary>
internal sealed unsafe class Arena : IDisposable
{
    // A cache line.
    private const long Alignment = 64;
    private const long LeastChunk = 16L << 20;

    private readonly List<NativeBlock<byte>> chunks = [];
    private int chunk;
    private long used;

    /// <summary>Feature maps of unknown content.</summary>
    public FeatureMap Take(int images, int channels, int height, int width)
    {
        long floats = (long)images * FeatureMap.BlocksOf(channels) * FeatureMap.Lanes * height * width;
        return new FeatureMap(Take(floats), images, channels, height, width);
    }

    /// <summary>Feature maps for what is computed from <paramref name="input"/>: a size that does not halve is rounded up.</summary>
    public FeatureMap Take(FeatureMap input, int channels, int stride) =>
        Take(input.Images, channels, (input.Height + stride - 1) / stride, (input.Width + stride - 1) / stride);

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
        long bytes = (floats * sizeof(float) + Alignment - 1) & -Alignment;
        while (chunk < chunks.Count && used + bytes > chunks[chunk].Count)
        {
            (chunk, used) = (chunk + 1, 0);
        }

        if (chunk == chunks.Count)
        {
            long size = Math.Max(bytes, LeastChunk);
            chunks.Add(new NativeBlock<byte>(size));
            used = 0;
        }

        byte* start = chunks[chunk].Start + used;
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
        foreach (NativeBlock<byte> block in chunks)
        {
            block.Dispose();
        }

        chunks.Clear();
        Reset();
    }
}
