using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Runtime.Collectives.Nccl;

/// <summary>What all ranks have to know to meet; NCCL_UNIQUE_ID_BYTES of nccl.h. NCCL takes it by value.</summary>
[StructLayout(LayoutKind.Sequential, Size = Length)]
internal struct NcclId
{
    public const int Length = 128;
}

/// <summary>NVIDIA's library for exchange between GPUs, bound at run time.</summary>
internal sealed unsafe class NcclLibrary
{
    /// <summary>Names the library's file where the usual name does not find it.</summary>
    public const string Variable = "NASTRANSFER_NCCL_LIBRARY";

    // nccl.h: ncclDataType_t and ncclRedOp_t.
    public const int Uint8 = 1;
    public const int Int64 = 4;
    public const int Float32 = 7;
    public const int Float64 = 8;
    private const int SumOperation = 0;

    // ncclSuccess
    private const int Success = 0;

    // TorchSharp works on the default stream and knows no other, so that the stream itself keeps the order.
    private const nint DefaultStream = 0;

    private readonly nint library;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, nuint, int, int, nint, nint, int> allReduce;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, nuint, int, int, nint, nint, int> broadcast;

    private NcclLibrary(nint library)
    {
        this.library = library;
        allReduce = (delegate* unmanaged[Cdecl]<void*, void*, nuint, int, int, nint, nint, int>)Address(
            "ncclAllReduce"
        );
        broadcast = (delegate* unmanaged[Cdecl]<void*, void*, nuint, int, int, nint, nint, int>)Address(
            "ncclBroadcast"
        );
    }

    /// <summary>The version as one number: 22304 is 2.23.4.</summary>
    public int Version
    {
        get
        {
            int version;
            Check(((delegate* unmanaged[Cdecl]<int*, int>)Address("ncclGetVersion"))(&version), "ncclGetVersion");
            return version;
        }
    }

    /// <summary>The library that the environment names, or the system's, or the one within libtorch; null for none.</summary>
    /// <exception cref="BadInputException">The environment names a file that cannot be loaded.</exception>
    public static NcclLibrary? TryLoad(IDictionary environment)
    {
        if (environment[Variable] is string { Length: > 0 } named)
        {
            return NativeLibrary.TryLoad(named, out nint given)
                ? new NcclLibrary(given)
                : throw new BadInputException($"{Variable} is '{named}', which cannot be loaded; name a libnccl.so.2.");
        }

        ImmutableArray<string> files = ["libnccl.so.2", "libtorch_cuda.so"];
        foreach (string file in files)
        {
            if (
                NativeLibrary.TryLoad(file, out nint library)
                && NativeLibrary.TryGetExport(library, "ncclAllReduce", out _)
            )
            {
                return new NcclLibrary(library);
            }
        }

        return null;
    }

    public NcclId CreateId()
    {
        NcclId id = default;
        Check(((delegate* unmanaged[Cdecl]<NcclId*, int>)Address("ncclGetUniqueId"))(&id), "ncclGetUniqueId");
        return id;
    }

    /// <summary>Meets the other ranks, on this process's current GPU.</summary>
    /// <returns>The communicator.</returns>
    public nint Meet(NcclId id, int rank, int size)
    {
        nint communicator;
        var meet = (delegate* unmanaged[Cdecl]<nint*, int, NcclId, int, int>)Address("ncclCommInitRank");
        Check(meet(&communicator, size, id, rank), "ncclCommInitRank");
        return communicator;
    }

    public void Sum(void* values, long count, int type, nint communicator) =>
        Check(
            allReduce(values, values, (nuint)count, type, SumOperation, communicator, DefaultStream),
            "ncclAllReduce"
        );

    public void Broadcast(void* values, long count, int type, int root, nint communicator) =>
        Check(broadcast(values, values, (nuint)count, type, root, communicator, DefaultStream), "ncclBroadcast");

    private nint Address(string name) =>
        NativeLibrary.TryGetExport(library, name, out nint address)
            ? address
            : throw new BadInputException($"NCCL has no {name}; name a libnccl.so.2 in {Variable}.");

    private void Check(int answer, string name)
    {
        if (answer == Success)
        {
            return;
        }

        var text = (delegate* unmanaged[Cdecl]<int, byte*>)Address("ncclGetErrorString");
        throw new CollectiveException($"{name} failed: {Marshal.PtrToStringUTF8((nint)text(answer))}.");
    }
}
