using NasTransfer.Engine;

namespace NasTransfer.Study.Execution.Local;

/// <summary>How units are spread over the processes of one machine.</summary>
public sealed record LocalExecutorOptions
{
    private const long OneGibibyte = 1L << 30;

    /// <summary>Worker processes; null for as many as cores and memory allow.</summary>
    public int? Workers { get; init; }

    /// <summary>Bytes that one worker needs at its peak.</summary>
    // A worker of the tiny profile takes 0.5 GiB, half of which is libtorch.
    public long MemoryPerWorker { get; init; } = OneGibibyte;

    /// <summary>How long a worker may take to end when it is told to; after that it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker may take until it is ready. Reading images is not part of it.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after a unit was found locked it is looked at again.</summary>
    public TimeSpan LockedRetry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        if (Workers is < 1)
        {
            throw new BadInputException($"workers is {Workers}; it must be 1 or more.");
        }

        if (MemoryPerWorker < 1)
        {
            throw new BadInputException($"memory per worker is {MemoryPerWorker} bytes; it must be 1 or more.");
        }
    }

    /// <summary>Workers on a machine: one a core, or as many as the memory holds, but at least one.</summary>
    /// <param name="cores">That this process may use.</param>
    /// <param name="memory">Bytes that this process may use.</param>
    public int WorkersOn(int cores, long memory) =>
        Workers ?? (int)Math.Max(1, Math.Min(cores, memory / MemoryPerWorker));
}
