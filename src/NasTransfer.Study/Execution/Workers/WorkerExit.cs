namespace NasTransfer.Study.Execution.Workers;

/// <summary>How a process ended.</summary>
internal readonly record struct WorkerExit(int Code)
{
    // 128 and SIGKILL: what .NET, like a shell, says of a process that was killed.
    private const int Killed = 137;

    /// <summary>Somebody else ended it: a person, a batch system, or the system for want of memory.</summary>
    public bool WasKilled => !OperatingSystem.IsWindows() && Code == Killed;

    public override string ToString() =>
        WasKilled ? "was killed, perhaps for want of memory" : $"ended with exit code {Code}";
}
