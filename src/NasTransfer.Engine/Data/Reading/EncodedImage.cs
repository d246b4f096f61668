using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// The bytes of an image file on their way from disk to decoder. Not on the managed heap: a gigabyte of them passes in a few
/// seconds, which would keep the garbage collector busy and the memory high.
/// </summary>
internal sealed unsafe class EncodedImage : IDisposable
{
    private byte* bytes;

    public EncodedImage(ReadOnlySpan<byte> content)
    {
        Length = content.Length;
        // One more, because nothing need not have an address.
        bytes = (byte*)NativeMemory.Alloc((nuint)Length + 1);
        content.CopyTo(new Span<byte>(bytes, Length));
    }

    ~EncodedImage() => Free();

    public int Length { get; }

    public ReadOnlySpan<byte> Bytes =>
        bytes is null ? throw new ObjectDisposedException(nameof(EncodedImage)) : new(bytes, Length);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(bytes);
        bytes = null;
    }
}
