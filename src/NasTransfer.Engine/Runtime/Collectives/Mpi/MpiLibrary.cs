using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace NasTransfer.Engine.Runtime.Collectives.Mpi;

/// <summary>An MPI library of either family, bound at run time: which one a machine has is known there only.</summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>Names the library's file where the usual names do not find it.</summary>
    public const string Variable = "NASTRANSFER_MPI_LIBRARY";

    // mpi.h of both families.
    private const int Success = 0;
    private const int LongestVersion = 8192;

    // Collectives are called from one thread, the one that initialises.
    private const int Funneled = 1;

    private static readonly ImmutableArray<string> OpenMpiFiles = OperatingSystem.IsMacOS()
        ? ["libmpi.40.dylib"]
        : ["libmpi.so.40"];

    // Debian's name first; upstream, Intel and Cray have the other.
    private static readonly ImmutableArray<string> MpichFiles = OperatingSystem.IsMacOS()
        ? ["libmpi.12.dylib", "libpmpi.12.dylib"]
        : ["libmpich.so.12", "libmpi.so.12"];

    private readonly nint library;
    private readonly MpiAbi abi;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, int, nint, nint, nint, int> allReduce;
    private readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, int> broadcast;

    private MpiLibrary(nint library, string file)
    {
        (this.library, File) = (library, file);
        abi = NativeLibrary.TryGetExport(library, MpiAbi.OpenMpiWorld, out _) ? MpiAbi.OpenMpi(Address) : MpiAbi.Mpich;
        allReduce = (delegate* unmanaged[Cdecl]<void*, void*, int, nint, nint, nint, int>)Address("MPI_Allreduce");
        broadcast = (delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, int>)Address("MPI_Bcast");
    }

    /// <summary>As it was found.</summary>
    public string File { get; }

    public nint FloatType => abi.Float;

    public nint DoubleType => abi.Double;

    public nint Int64Type => abi.Int64;

    /// <summary>Its first line, such as "Open MPI v4.1.4, …".</summary>
    public string Version
    {
        get
        {
            var get = (delegate* unmanaged[Cdecl]<byte*, int*, int>)Address("MPI_Get_library_version");
            byte[] text = new byte[LongestVersion];
            int length;
            fixed (byte* first = text)
            {
                Check(get(first, &length), "MPI_Get_library_version");
            }

            string line = Encoding.UTF8.GetString(text, 0, length).Split('\n', '\0')[0];
            return line.Split(',')[0].Replace('\t', ' ').Trim();
        }
    }

    /// <summary>
    /// Whether it takes addresses on a GPU. Only what the library says of itself counts: another one crashes on them.
    /// </summary>
    public bool TakesCudaAddresses =>
        NativeLibrary.TryGetExport(library, "MPIX_Query_cuda_support", out nint query)
        && ((delegate* unmanaged[Cdecl]<int>)query)() == 1;

    /// <summary>Loads the library that belongs to the launcher.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static MpiLibrary Load(Launch launch, IDictionary environment)
    {
        // UCX, which carries many builds, would take SIGSEGV away from .NET, and with it every NullReferenceException.
        NativeEnvironment.Set("UCX_ERROR_SIGNALS", "");
        ImmutableArray<string> files =
            environment[Variable] is string { Length: > 0 } named ? [named]
            : launch.Launcher == Launcher.Mpich ? [.. MpichFiles, .. OpenMpiFiles]
            : [.. OpenMpiFiles, .. MpichFiles];
        foreach (string file in files)
        {
            if (SharedLibrary.TryLoadGlobally(file, out nint library))
            {
                return new MpiLibrary(library, file);
            }
        }

        throw new BadInputException(
            $"Several ranks need an MPI library, and none of {string.Join(", ", files)} can be loaded; install Open MPI or MPICH, or name its file in {Variable}."
        );
    }

    public void Initialise()
    {
        var initialise = (delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int>)Address("MPI_Init_thread");
        int provided;
        Check(initialise(null, null, Funneled, &provided), "MPI_Init_thread");
        if (provided < Funneled)
        {
            throw new CollectiveException($"{Version} ({File}) serves programs of one thread only; .NET has several.");
        }
    }

    public int Rank => Ask("MPI_Comm_rank");

    public int Size => Ask("MPI_Comm_size");

    public void Sum(void* values, int count, nint type) =>
        Check(allReduce((void*)abi.InPlace, values, count, type, abi.Sum, abi.World), "MPI_Allreduce");

    public void BroadcastBytes(void* bytes, int count, int root) =>
        Check(broadcast(bytes, count, abi.Byte, root, abi.World), "MPI_Bcast");

    public void Barrier() =>
        Check(((delegate* unmanaged[Cdecl]<nint, int>)Address("MPI_Barrier"))(abi.World), "MPI_Barrier");

    public void Finish() => Check(((delegate* unmanaged[Cdecl]<int>)Address("MPI_Finalize"))(), "MPI_Finalize");

    /// <summary>Ends every rank, at once. Does not return.</summary>
    public void Abort(int exitCode) =>
        ((delegate* unmanaged[Cdecl]<nint, int, int>)Address("MPI_Abort"))(abi.World, exitCode);

    private int Ask(string name)
    {
        int answer;
        Check(((delegate* unmanaged[Cdecl]<nint, int*, int>)Address(name))(abi.World, &answer), name);
        return answer;
    }

    private nint Address(string name) =>
        NativeLibrary.TryGetExport(library, name, out nint address)
            ? address
            : throw new BadInputException($"{File} has no {name}, so it is no MPI library that can be used.");

    private void Check(int answer, string name)
    {
        if (answer != Success)
        {
            throw new CollectiveException($"{name} of {File} failed with error {answer}.");
        }
    }
}
