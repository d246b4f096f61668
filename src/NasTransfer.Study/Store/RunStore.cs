using System.Text.Json;
using System.Text.Json.Nodes;
using NasTransfer.Engine;
using NasTransfer.Engine.Training.Checkpoints;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>What a run took on the machine that ran it. Beside the result, never part of it.</summary>
/// <param name="Seconds">Wall clock.</param>
/// <param name="CoreSeconds">Processor time, which other programs on the machine hardly change.</param>
/// <param name="PeakMemoryBytes">The largest working set of the process up to the unit's end.</param>
public sealed record UnitCost(double Seconds, double CoreSeconds, long PeakMemoryBytes);

/// <summary>A stored result.</summary>
/// <param name="Cost">Null where it is not known any more.</param>
public sealed record Stored<T>(T Result, UnitCost? Cost);

/// <summary>
/// Results on disk: a folder a key. A result appears whole or not at all; what does not match its hash is not there.
/// Several processes may share a store: whoever runs a unit holds its lock, and a result needs none, as any two of one
/// unit are the same.
/// </summary>
public sealed class RunStore
{
    private const string ResultName = "result";
    private const string CostName = "cost";

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

    /// <summary>The right to run the unit; null while another process, or another thread of this one, has it.</summary>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    public UnitLock? TryLock(Unit unit)
    {
        UnitLock? held = UnitLock.Try(InFolder(unit, UnitFolder.Lock));
        string described = Path.Combine(FolderOf(unit), UnitFolder.Unit);
        if (held is not null && !File.Exists(described))
        {
            // From the start, so that a folder without a result says what it was for.
            StoredJson.WriteText(described, CanonicalJson.Pretty(unit));
        }

        return held;
    }

    /// <summary>Where the unit keeps what it needs to go on after a stop.</summary>
    public CheckpointFile CheckpointOf(Unit unit) => new(InFolder(unit, UnitFolder.Checkpoint));

    /// <summary>What happened to the unit.</summary>
    public EventLog EventsOf(Unit unit) => new(InFolder(unit, UnitFolder.Events));

    /// <summary>The path of the file for all that the unit's process says.</summary>
    public string LogOf(Unit unit) => InFolder(unit, UnitFolder.Log);

    /// <summary>The stored result, or null when there is none that can be trusted.</summary>
    /// <param name="distrusted">Told why a result that is there is not used.</param>
    public Stored<T>? Find<T>(Unit unit, Action<string>? distrusted = null)
    {
        string path = Path.Combine(FolderOf(unit), UnitFolder.Result);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            if (
                StoredJson.TryRead(
                    File.ReadAllText(path),
                    unit.Key,
                    ResultName,
                    out JsonNode? result,
                    out string? problem
                )
            )
            {
                return new Stored<T>(result.Deserialize<T>(CanonicalJson.Options)!, CostOf(unit));
            }

            distrusted?.Invoke($"{unit.Title}: the stored result {problem} and is computed again.");
        }
        catch (Exception failure) when (StoredJson.IsDamage(failure))
        {
            distrusted?.Invoke(
                $"{unit.Title}: the stored result has another form ({failure.Message}) and is computed again."
            );
        }

        return null;
    }

    /// <summary>Stores a result; replaces one that was there, and removes the checkpoint.</summary>
    /// <exception cref="IOException">The disk is full or read-only; nothing of the result is visible.</exception>
    public void Put<T>(Unit unit, T result, UnitCost cost)
        where T : notnull
    {
        StoredJson.WriteText(InFolder(unit, UnitFolder.Unit), CanonicalJson.Pretty(unit));
        StoredJson.Write(InFolder(unit, UnitFolder.Cost), unit.Key, CostName, cost);
        // The result comes last: where it is, the others are.
        StoredJson.Write(InFolder(unit, UnitFolder.Result), unit.Key, ResultName, result);
        CheckpointOf(unit).Delete();
    }

    private UnitCost? CostOf(Unit unit)
    {
        string path = Path.Combine(FolderOf(unit), UnitFolder.Cost);
        try
        {
            return
                File.Exists(path)
                && StoredJson.TryRead(File.ReadAllText(path), unit.Key, CostName, out JsonNode? cost, out _)
                ? cost.Deserialize<UnitCost>(CanonicalJson.Options)
                : null;
        }
        catch (Exception failure) when (StoredJson.IsDamage(failure))
        {
            // Only a report would miss it.
            return null;
        }
    }

    private string InFolder(Unit unit, string file) =>
        Path.Combine(Directory.CreateDirectory(FolderOf(unit)).FullName, file);
}
