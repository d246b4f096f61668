namespace NasTransfer.Study.Execution.Workers;

/// <summary>What a worker writes to standard error: into the log of its present unit, and the last lines kept for a report.</summary>
internal sealed class WorkerLog
{
    private const int TailLines = 20;

    private readonly Lock gate = new();
    private readonly Queue<string> tail = [];
    private string? file;

    public string Tail
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', tail);
            }
        }
    }

    /// <summary>The last lines of a file; empty if there is none.</summary>
    public static string TailOf(string path) =>
        File.Exists(path) ? string.Join('\n', File.ReadLines(path).TakeLast(TailLines)) : "";

    /// <summary>From here on, lines are about another unit.</summary>
    /// <param name="path">Made when there is something to write; what an earlier try wrote stays in it.</param>
    public void Begin(string path)
    {
        lock (gate)
        {
            tail.Clear();
            file = path;
        }
    }

    /// <param name="line">Null, at the end of the stream, is nothing.</param>
    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            tail.Enqueue(line);
            if (tail.Count > TailLines)
            {
                tail.Dequeue();
            }

            if (file is not null)
            {
                Append(file, line);
            }
        }
    }

    private static void Append(string path, string line)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.AppendAllText(path, line + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The tail has it; a log that cannot be written is no reason to lose the unit.
        }
    }
}
