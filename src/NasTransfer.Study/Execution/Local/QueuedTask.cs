namespace NasTransfer.Study.Execution.Local;

internal enum TaskState
{
    /// <summary>For its search, for a worker, or for somebody else's lock.</summary>
    Waiting,
    Running,
    Done,
    GivenUp,
}

/// <summary>A task on its way. Its queue alone changes it.</summary>
/// <param name="search">What it waits for; null for a search.</param>
internal sealed class QueuedTask(UnitTask task, QueuedTask? search)
{
    public UnitTask Task { get; } = task;

    public QueuedTask? Search { get; } = search;

    public List<QueuedTask> Dependents { get; } = [];

    public TaskState State { get; set; }

    /// <summary>Workers that died over it.</summary>
    public int Deaths { get; set; }

    /// <summary>Of the unit; null until the search has ended.</summary>
    public string? Key { get; set; }

    /// <summary>It has been found locked at least once.</summary>
    public bool WasLocked { get; set; }

    /// <summary>It is not to be looked at before; a time stamp of the clock.</summary>
    public long NotBefore { get; set; }

    /// <summary>When a worker began with it; a time stamp of the clock.</summary>
    public long Began { get; set; }

    public double Fraction { get; set; }

    public bool IsOver => State is TaskState.Done or TaskState.GivenUp;
}
