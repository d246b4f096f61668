using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>What a log tells.</summary>
/// <param name="Damaged">Lines that do not match their hash, and are left out.</param>
public sealed record EventHistory(ImmutableArray<UnitEvent> Events, int Damaged)
{
    public static EventHistory Empty { get; } = new([], 0);
}

/// <summary>
/// What happened to a unit: a file of one JSON object a line, each with its own hash, that only grows. A process that dies
/// while it writes leaves a last line without an end, which readers leave out and the next writer takes away. Write only
/// with the unit's lock.
/// </summary>
public sealed class EventLog
{
    private const string HashKey = "sha256";

    internal EventLog(string path) => Path = path;

    public string Path { get; }

    /// <summary>Adds one line. It outlives the process, and once the disk has it, a power cut.</summary>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    public void Append(UnitEvent happened)
    {
        JsonObject line = JsonSerializer.SerializeToNode(happened, CanonicalJson.Options)!.AsObject();
        line[HashKey] = CanonicalJson.Sha256(CanonicalJson.Of(line));
        using FileStream file = new(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        CutTornLine(file);
        file.Seek(0, SeekOrigin.End);
        // Of(JsonNode): the kind of the event is in the node, not in its run-time type.
        file.Write(Encoding.UTF8.GetBytes($"{CanonicalJson.Of(line)}\n"));
    }

    /// <summary>All that can be trusted; nothing where there is no file. Never throws for what the file holds.</summary>
    public EventHistory Read()
    {
        if (!File.Exists(Path))
        {
            return EventHistory.Empty;
        }

        UnitEvent?[] lines = [.. Lines().Select(Parse)];
        return new EventHistory([.. lines.OfType<UnitEvent>()], lines.Count(line => line is null));
    }

    /// <summary>The lines that match their hash, as they stand in the file.</summary>
    internal IEnumerable<string> WholeLines() => File.Exists(Path) ? Lines().Where(IsWhole) : [];

    /// <summary>Whether a line is an event that matches its hash.</summary>
    internal static bool IsWhole(string line) => Parse(line) is not null;

    private string[] Lines()
    {
        // Shared with a writer: a running unit can be watched.
        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file, Encoding.UTF8);
        // What follows the last end of line is torn, or still being written.
        return reader.ReadToEnd().Split('\n')[..^1];
    }

    private static UnitEvent? Parse(string line)
    {
        try
        {
            if (StoredJson.Parse(line) is not JsonObject content || !content.Remove(HashKey, out JsonNode? hash))
            {
                return null;
            }

            return (string?)hash == CanonicalJson.Sha256(CanonicalJson.Of(content))
                ? content.Deserialize<UnitEvent>(CanonicalJson.Options)
                : null;
        }
        catch (Exception failure) when (StoredJson.IsDamage(failure))
        {
            return null;
        }
    }

    private static void CutTornLine(FileStream file)
    {
        long whole = file.Length;
        while (whole > 0 && ByteBefore(whole) != '\n')
        {
            whole--;
        }

        file.SetLength(whole);

        int ByteBefore(long position)
        {
            file.Seek(position - 1, SeekOrigin.Begin);
            return file.ReadByte();
        }
    }
}
