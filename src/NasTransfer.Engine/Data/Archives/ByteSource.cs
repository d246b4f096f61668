using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace NasTransfer.Engine.Data.Archives;

/// <summary>Bytes that can be read from any place and by any thread: a file, or what a compressed file unpacked to.</summary>
/// <param name="path">What messages call it.</param>
internal abstract class ByteSource(string path) : IDisposable
{
    public string Path { get; } = path;

    public abstract long Length { get; }

    /// <summary>Fills the target from <paramref name="offset"/>.</summary>
    /// <exception cref="EndOfStreamException">There are not so many bytes.</exception>
    public abstract void ReadExactly(long offset, Span<byte> target);

    public virtual void Dispose() { }

    public static ByteSource File(string path) => new FileSource(path);

    public static ByteSource Memory(string path, byte[] bytes) => new MemorySource(path, [bytes], bytes.Length);

    /// <summary>Unpacks a gzip file into memory.</summary>
    /// <param name="most">More bytes than this are refused, so that a small file cannot fill the memory.</param>
    /// <exception cref="BadInputException">It is no gzip file, truncated, damaged, or unpacks to more.</exception>
    public static ByteSource Gunzip(string path, long most, CancellationToken cancellation)
    {
        using FileStream file = System.IO.File.OpenRead(path);
        return Gunzip(file, path, most, cancellation);
    }

    /// <inheritdoc cref="Gunzip(string, long, CancellationToken)"/>
    public static ByteSource Gunzip(Stream packed, string path, long most, CancellationToken cancellation)
    {
        List<byte[]> blocks = [];
        long length = 0;
        try
        {
            using GZipStream unpacked = new(packed, CompressionMode.Decompress);
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                byte[] block = new byte[MemorySource.BlockSize];
                int read = unpacked.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
                length += read;
                if (length > most)
                {
                    throw new BadInputException(
                        $"{path} unpacks to more than {most} bytes, which its official form does not; download it again."
                    );
                }

                blocks.Add(read == block.Length ? block : block[..read]);
                if (read < block.Length)
                {
                    return new MemorySource(path, [.. blocks], length);
                }
            }
        }
        // Some faults of compressed data come as input errors.
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new BadInputException(
                $"{path} is not a gzip file, or is truncated or damaged ({exception.Message.TrimEnd('.')}); download it again.",
                exception
            );
        }
    }

    private sealed class FileSource(string path) : ByteSource(path)
    {
        private readonly SafeFileHandle handle = System.IO.File.OpenHandle(path);

        public override long Length => RandomAccess.GetLength(handle);

        public override void ReadExactly(long offset, Span<byte> target)
        {
            while (target.Length > 0)
            {
                int read = RandomAccess.Read(handle, target, offset);
                if (read == 0)
                {
                    throw new EndOfStreamException($"{Path} ends before byte {offset + target.Length}");
                }

                offset += read;
                target = target[read..];
            }
        }

        public override void Dispose()
        {
            handle.Dispose();
            base.Dispose();
        }
    }

    private sealed class MemorySource(string path, byte[][] blocks, long length) : ByteSource(path)
    {
        /// <summary>Blocks, because one array would be copied whenever it grows. All but the last have this size.</summary>
        public const int BlockSize = 4 << 20;

        public override long Length => length;

        public override void ReadExactly(long offset, Span<byte> target)
        {
            if (offset < 0 || offset + target.Length > length)
            {
                throw new EndOfStreamException($"{Path} ends before byte {offset + target.Length}");
            }

            // A single array may be longer than a block; then it is the only one.
            if (blocks.Length == 1)
            {
                blocks[0].AsSpan((int)offset, target.Length).CopyTo(target);
                return;
            }

            while (target.Length > 0)
            {
                byte[] block = blocks[offset / BlockSize];
                int start = (int)(offset % BlockSize);
                int count = Math.Min(target.Length, block.Length - start);
                block.AsSpan(start, count).CopyTo(target);
                offset += count;
                target = target[count..];
            }
        }
    }
}
