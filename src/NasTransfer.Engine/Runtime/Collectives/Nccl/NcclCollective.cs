using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Runtime.Collectives.Nccl;

/// <summary>
/// Ranks that exchange tensors through NCCL; what lies in the processor's memory goes through MPI, which also brings them
/// together.
/// </summary>
internal sealed unsafe class NcclCollective : ICollective
{
    private readonly NcclLibrary library;
    private readonly ICollective host;
    private readonly DeviceType device;
    private readonly nint communicator;

    /// <param name="host">The same ranks, for values in the processor's memory.</param>
    /// <param name="device">Where the tensors lie that go through NCCL; the processor in tests alone.</param>
    public NcclCollective(NcclLibrary library, ICollective host, DeviceType device = DeviceType.CUDA)
    {
        (this.library, this.host, this.device) = (library, host, device);
        NcclId id = host.Rank == 0 ? library.CreateId() : default;
        host.Broadcast(MemoryMarshal.AsBytes(new Span<NcclId>(ref id)));
        communicator = library.Meet(id, Rank, Size);
        Transport = $"NCCL {library.Version} beside {host.Transport}";
    }

    public int Rank => host.Rank;

    public int Size => host.Size;

    public string Transport { get; }

    public void Sum(Tensor values)
    {
        if (values.device_type != device)
        {
            host.Sum(values);
            return;
        }

        int type = values.dtype switch
        {
            ScalarType.Float32 => NcclLibrary.Float32,
            ScalarType.Float64 => NcclLibrary.Float64,
            ScalarType.Int64 => NcclLibrary.Int64,
            _ => throw new ArgumentException($"Ranks sum no values of type {values.dtype}.", nameof(values)),
        };
        library.Sum((void*)TensorPointer.Of(values), values.numel(), type, communicator);
        GC.KeepAlive(values);
    }

    public void Sum(Span<double> values) => host.Sum(values);

    public void Broadcast(Tensor values, int root = 0)
    {
        if (values.device_type != device)
        {
            host.Broadcast(values, root);
            return;
        }

        long bytes = values.numel() * values.element_size();
        library.Broadcast((void*)TensorPointer.Of(values), bytes, NcclLibrary.Uint8, root, communicator);
        GC.KeepAlive(values);
    }

    public void Broadcast(Span<byte> bytes, int root = 0) => host.Broadcast(bytes, root);

    public void Barrier() => host.Barrier();
}
