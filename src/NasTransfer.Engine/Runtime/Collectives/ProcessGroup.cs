using NasTransfer.Engine.Runtime.Collectives.Mpi;
using NasTransfer.Engine.Runtime.Collectives.Nccl;
using TorchSharp;

namespace NasTransfer.Engine.Runtime.Collectives;

/// <summary>
/// The ranks that this process is one of. MPI knows one such group a process, which it joins and leaves once.
/// </summary>
/// <remarks>
/// Leaving is for ranks that have ended well. MPI_Finalize waits for all of them, and one that came there by way of an
/// exception would wait for ever for others that wait for it; <see cref="Abort"/> is for that, from an exception filter,
/// which runs before any finally block.
/// </remarks>
public static class ProcessGroup
{
    private static MpiLibrary? library;

    /// <summary>Between <see cref="Join"/> and <see cref="Leave"/>, in a process that is one of several.</summary>
    public static bool IsJoined => library is not null;

    /// <summary>Which of the ranks this process is; 0 where it is alone.</summary>
    public static int Rank { get; private set; }

    /// <summary>Meets the other ranks. Before libtorch is started, as the rank decides which GPU is taken.</summary>
    /// <param name="ranks">How many there have to be.</param>
    /// <param name="launch">What the launcher says.</param>
    /// <param name="command">What to say to mpirun, for whoever forgot it.</param>
    /// <exception cref="BadInputException">There are more or fewer processes, or no library.</exception>
    /// <exception cref="CollectiveException">The library is not that of the launcher.</exception>
    public static ICollective Join(int ranks, Launch launch, string command)
    {
        if (ranks != launch.Size)
        {
            throw new BadInputException(
                launch.Size == 1
                    ? $"ranks is {ranks}, and this process was started alone; start all of them: mpirun -np {ranks} {command}"
                    : $"ranks is {ranks}, but {launch.LauncherName} started {launch.Size} processes; the two numbers must be equal."
            );
        }

        if (ranks == 1)
        {
            return OneProcess.Instance;
        }

        MpiLibrary found = MpiLibrary.Load(launch, Environment.GetEnvironmentVariables());
        found.Initialise();
        if (found.Size != ranks)
        {
            throw new CollectiveException(
                $"{launch.LauncherName} started {launch.Size} processes, but {found.Version} ({found.File}) knows of {found.Size}; start them with the launcher of that library, or name another library in {MpiLibrary.Variable}."
            );
        }

        (library, Rank) = (found, found.Rank);
        return new MpiCollective(found);
    }

    /// <summary>
    /// The same ranks, exchanging tensors of a device: those on GPUs through NCCL where it is there, and otherwise through
    /// MPI, by way of the processor unless the library says that it reaches GPUs itself.
    /// </summary>
    /// <param name="device">Of the tensors; a GPU has to be this process's current one already.</param>
    public static ICollective On(torch.Device device, ICollective joined) =>
        joined.Size > 1
        && device.type == DeviceType.CUDA
        && NcclLibrary.TryLoad(Environment.GetEnvironmentVariables()) is { } nccl
            ? new NcclCollective(nccl, joined)
            : joined;

    /// <summary>Takes leave of the other ranks, which have ended well too. The process may then end.</summary>
    public static void Leave()
    {
        library?.Finish();
        library = null;
    }

    /// <summary>Ends all ranks, at once, with an exit code. Returns only where there are no others.</summary>
    public static void Abort(int exitCode) => library?.Abort(exitCode);
}
