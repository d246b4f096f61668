using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Runtime.Collectives.Mpi;

/// <summary>Ranks that exchange values through MPI.</summary>
internal sealed unsafe class MpiCollective : ICollective
{
    /// <summary>
    /// Values of one call. One call for 25 million took 15 to 20 times as long as calls of this size, which also keep the
    /// count within an int.
    /// </summary>
    public const int ChunkLength = 1 << 22;

    private readonly MpiLibrary library;
    private readonly bool takesCudaAddresses;

    /// <param name="library">Initialised.</param>
    public MpiCollective(MpiLibrary library)
    {
        this.library = library;
        (Rank, Size) = (library.Rank, library.Size);
        takesCudaAddresses = library.TakesCudaAddresses;
        Transport = library.Version;
    }

    public int Rank { get; }

    public int Size { get; }

    public string Transport { get; }

    public void Sum(Tensor values) =>
        OnHost(
            values,
            host =>
            {
                nint type = host.dtype switch
                {
                    ScalarType.Float32 => library.FloatType,
                    ScalarType.Float64 => library.DoubleType,
                    ScalarType.Int64 => library.Int64Type,
                    _ => throw new ArgumentException($"Ranks sum no values of type {host.dtype}.", nameof(values)),
                };
                byte* first = (byte*)TensorPointer.Of(host);
                foreach (var (offset, length) in Chunks(host.numel()))
                {
                    library.Sum(first + offset * host.element_size(), length, type);
                }
            }
        );

    public void Sum(Span<double> values)
    {
        fixed (double* first = values)
        {
            library.Sum(first, values.Length, library.DoubleType);
        }
    }

    public void Broadcast(Tensor values, int root = 0) =>
        OnHost(
            values,
            host =>
            {
                byte* first = (byte*)TensorPointer.Of(host);
                foreach (var (offset, length) in Chunks(host.numel() * host.element_size()))
                {
                    library.BroadcastBytes(first + offset, length, root);
                }
            }
        );

    public void Broadcast(Span<byte> bytes, int root = 0)
    {
        fixed (byte* first = bytes)
        {
            library.BroadcastBytes(first, bytes.Length, root);
        }
    }

    public void Barrier() => library.Barrier();

    internal static IEnumerable<(long Offset, int Length)> Chunks(long count)
    {
        for (long offset = 0; offset < count; offset += ChunkLength)
        {
            yield return (offset, (int)Math.Min(ChunkLength, count - offset));
        }
    }

    // Values on a GPU go there and back by way of the processor, unless the library says that it reaches them itself.
    private void OnHost(Tensor values, Action<Tensor> exchange)
    {
        if (values.device_type == DeviceType.CPU)
        {
            exchange(values);
        }
        else if (takesCudaAddresses)
        {
            cuda.synchronize();
            exchange(values);
        }
        else
        {
            using var _ = no_grad();
            using Tensor host = values.cpu();
            exchange(host);
            values.copy_(host);
        }

        GC.KeepAlive(values);
    }
}
