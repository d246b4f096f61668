using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>Unmanaged memory that begins at a cache line, until it is disposed of or nothing refers to it.</summary>
internal sealed unsafe class NativeBlock<T> : IDisposable
    where T : unmanaged
{
    private const nuint Alignment = 64;

    /// <param name="count">How many values; their content is unknown at first.</param>
    public NativeBlock(long count)
    {
        Count = count;
        Start = (T*)NativeMemory.AlignedAlloc((nuint)Bytes, Alignment);
        GC.AddMemoryPressure(Bytes);
    }

    ~NativeBlock() => Free();

    public T* Start { get; private set; }

    public long Count { get; }

    private long Bytes => Count * sizeof(T);

    /// <summary>The same, all zero.</summary>
    public NativeBlock<T> Cleared()
    {
        NativeMemory.Clear(Start, (nuint)Bytes);
        return this;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (Start is null)
        {
            return;
        }

        NativeMemory.AlignedFree(Start);
        Start = null;
        GC.RemoveMemoryPressure(Bytes);
    }
}
