using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasTransfer.Engine;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>What a run took on the machine that ran it. Beside the result, never part of it.</summary>
/// <param name="Seconds">Wall clock.</param>
/// <param name="CoreSeconds">Processor time, which other programs on the machine hardly change.</param>
/// <param name="PeakMemoryBytes">The largest working set of the process up to the unit's end.</param>
public sealed record UnitCost(double Seconds, double CoreSeconds, long PeakMemoryBytes);

/// <summary>A stored result.</summary>
public sealed record Stored<T>(T Result, UnitCost? Cost);

/// <summary>
/// Results on disk: a folder a key, with unit.json, result.json and cost.json. A result appears whole or not at all; what
/// does not match its hash is not there.
/// </summary>
public sealed class RunStore
{
    private const string UnitFile = "unit.json";
    private const string ResultFile = "result.json";
    private const string CostFile = "cost.json";

    /// <exception cref="BadInputException">The folder cannot be made.</exception>
    public RunStore(string folder)
    {
        Folder = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The run store {Folder} cannot be made: {failure.Message}", failure);
        }
    }

    public string Folder { get; }

    public string FolderOf(Unit unit) => Path.Combine(Folder, unit.Key);

    /// <summary>The stored result, or null when there is none that can be trusted.</summary>
    /// <param name="distrusted">Told why a result that is there is not used.</param>
    public Stored<T>? Find<T>(Unit unit, Action<string>? distrusted = null)
    {
        string path = Path.Combine(FolderOf(unit), ResultFile);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            JsonNode? file = JsonNode.Parse(File.ReadAllText(path));
            JsonNode? result = file?["result"];
            bool holds =
                (string?)file?["unit"] == unit.Key
                && (string?)file?["sha256"] == CanonicalJson.Sha256(CanonicalJson.Of(result));
            if (holds && result.Deserialize<T>(CanonicalJson.Options) is { } value)
            {
                return new Stored<T>(value, ReadCost(unit));
            }

            distrusted?.Invoke($"{unit.Title}: the stored result does not match its hash and is computed again.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            distrusted?.Invoke(
                $"{unit.Title}: the stored result cannot be read ({failure.Message}) and is computed again."
            );
        }

        return null;
    }

    /// <summary>Stores a result; replaces one that was there.</summary>
    /// <exception cref="IOException">The disk is full or read-only; nothing of the result is visible.</exception>
    public void Put<T>(Unit unit, T result, UnitCost cost)
        where T : notnull
    {
        string folder = FolderOf(unit);
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, UnitFile), CanonicalJson.Pretty(unit));
        Write(Path.Combine(folder, CostFile), CanonicalJson.Pretty(cost));

        // The result comes last: where it is, the others are.
        JsonNode node = JsonSerializer.SerializeToNode(result, CanonicalJson.Options)!;
        string hash = CanonicalJson.Sha256(CanonicalJson.Of(node));
        JsonObject file = new()
        {
            ["unit"] = unit.Key,
            ["sha256"] = hash,
            ["result"] = node,
        };
        Write(Path.Combine(folder, ResultFile), CanonicalJson.Pretty(file));
    }

    private UnitCost? ReadCost(Unit unit)
    {
        string path = Path.Combine(FolderOf(unit), CostFile);
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<UnitCost>(File.ReadAllText(path), CanonicalJson.Options)
                : null;
        }
        catch (JsonException)
        {
            // Only a report would miss it.
            return null;
        }
    }

    private static void Write(string path, string text)
    {
        // Beside the target, so that the rename stays within one file system; by process and guid, so that two writers of
        // one key cannot share it.
        string temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
