using System.Collections;
using System.Globalization;

namespace NasTransfer.Engine.Runtime.Collectives;

/// <summary>Who starts the ranks of a training.</summary>
public enum Launcher
{
    /// <summary>Nobody: the process was started by itself.</summary>
    None,

    /// <summary>mpirun of Open MPI.</summary>
    OpenMpi,

    /// <summary>mpirun (Hydra) of MPICH and its relatives, or srun --mpi=pmi2.</summary>
    Mpich,

    /// <summary>srun --mpi=pmix.</summary>
    Slurm,
}

/// <summary>What the launcher says in the environment, before any library is loaded.</summary>
/// <param name="Size">How many processes it started.</param>
/// <param name="Rank">Which of them this is, from 0.</param>
/// <param name="LocalRank">Which of those on this machine, from 0.</param>
/// <param name="LocalSize">How many are on this machine; null where the launcher does not say.</param>
public sealed record Launch(Launcher Launcher, int Size, int Rank, int LocalRank, int? LocalSize)
{
    /// <summary>Nobody started this process as one of several.</summary>
    public static Launch Alone { get; } = new(Launcher.None, Size: 1, Rank: 0, LocalRank: 0, LocalSize: 1);

    // Who sets which variables. Within a job of Slurm its own are there for every launcher, so they come last.
    private static readonly (
        Launcher Launcher,
        string Size,
        string Rank,
        string LocalRank,
        string? LocalSize
    )[] Names =
    [
        (
            Launcher.OpenMpi,
            "OMPI_COMM_WORLD_SIZE",
            "OMPI_COMM_WORLD_RANK",
            "OMPI_COMM_WORLD_LOCAL_RANK",
            "OMPI_COMM_WORLD_LOCAL_SIZE"
        ),
        (Launcher.Mpich, "PMI_SIZE", "PMI_RANK", "MPI_LOCALRANKID", "MPI_LOCALNRANKS"),
        (Launcher.Mpich, "PMI_SIZE", "PMI_RANK", "SLURM_LOCALID", null),
        (Launcher.Slurm, "SLURM_STEP_NUM_TASKS", "SLURM_PROCID", "SLURM_LOCALID", null),
    ];

    /// <summary>What its start is called in messages.</summary>
    public string LauncherName =>
        Launcher switch
        {
            Launcher.OpenMpi => "mpirun of Open MPI",
            Launcher.Mpich => "the launcher of MPICH",
            Launcher.Slurm => "srun",
            _ => "nobody",
        };

    /// <summary>Reads the variables of every launcher that is known.</summary>
    /// <param name="environment">Names and values.</param>
    public static Launch Of(IDictionary environment)
    {
        foreach (var (launcher, sizeName, rankName, localRankName, localSizeName) in Names)
        {
            if (
                Number(environment, sizeName) is { } size
                && Number(environment, rankName) is { } rank
                && Number(environment, localRankName) is { } localRank
            )
            {
                return new Launch(
                    launcher,
                    size,
                    rank,
                    localRank,
                    localSizeName is null ? null : Number(environment, localSizeName)
                );
            }
        }

        return Alone;
    }

    /// <summary>Of this process.</summary>
    public static Launch OfProcess() => Of(Environment.GetEnvironmentVariables());

    /// <summary>
    /// Threads for each rank: the cores that it may use, shared with the others of this machine unless the launcher has
    /// bound it to its own already.
    /// </summary>
    /// <param name="usable">Cores that this process may use (<see cref="Environment.ProcessorCount"/>).</param>
    /// <param name="machine">Cores of the machine.</param>
    public int ThreadsPerRank(int usable, int machine) =>
        Math.Max(1, usable < machine ? usable : usable / (LocalSize ?? Size));

    /// <summary>The same for this process on this machine.</summary>
    public int ThreadsPerRank() => ThreadsPerRank(Environment.ProcessorCount, Processor.Cores());

    private static int? Number(IDictionary environment, string name) =>
        int.TryParse(environment[name] as string, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
}
