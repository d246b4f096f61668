using System.Collections.Immutable;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>What a site's Slurm is asked for: section <c>slurm</c> of a profile. No result depends on it.</summary>
public sealed record SlurmSettings
{
    /// <summary>Null for the site's default.</summary>
    public string? Partition { get; init; }

    /// <summary>What is charged; null for the user's default.</summary>
    public string? Account { get; init; }

    /// <summary>Quality of service; null for the default.</summary>
    public string? Qos { get; init; }

    /// <summary>GPUs of a rank; 0 asks for none.</summary>
    public int GpusPerTask { get; init; }

    /// <summary>Cores of a rank: one that computes, and one for each loader thread.</summary>
    public int CpusPerTask { get; init; } = 1;

    /// <summary>As Slurm writes it, 4G or 500M; null for the site's default.</summary>
    public string? MemoryPerCpu { get; init; }

    /// <summary>As Slurm writes it: minutes, hours:minutes:seconds, days-hours, … A unit goes on after it.</summary>
    public string TimeLimit { get; init; } = "24:00:00";

    /// <summary>Lines of bash in front of the command, such as <c>module load openmpi</c>.</summary>
    public ImmutableArray<string> Prologue { get; init; } = [];

    /// <summary>The plug-in by which srun starts the ranks of one unit; <c>srun --mpi=list</c> names a site's.</summary>
    public string Mpi { get; init; } = "pmix";

    /// <summary>Trainings that one job runs one after another: it starts once for all of them.</summary>
    public int UnitsPerTask { get; init; } = 1;

    /// <summary>Jobs of one array that run at a time; null for as many as the site allows.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>How long before its time limit a job is told to stop.</summary>
    public int SignalSeconds { get; init; } = 120;
}
