using System.Collections.Immutable;
using System.Text.Json;
using NasTransfer.Engine;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>What a unit took, over all processes that worked on it. Beside the result, never part of it.</summary>
/// <param name="Seconds">Wall clock.</param>
/// <param name="CoreSeconds">Processor time, which other programs on the machine hardly change.</param>
/// <param name="PeakMemoryBytes">The largest working set of any of the processes, up to the unit's end.</param>
public sealed record UnitCost(double Seconds, double CoreSeconds, long PeakMemoryBytes);

/// <summary>A stored result.</summary>
/// <param name="Cost">Null where it is not known any more.</param>
/// <param name="Origin">Null where it was computed in this store.</param>
public sealed record Stored<T>(T Result, UnitCost? Cost, Origin? Origin = null);

/// <summary>
/// Results on disk: a folder a key. A result appears whole or not at all; what does not match its hash is not there.
/// Several processes may share a store: whoever runs a unit holds its lock, and a result needs none, as any two of one
/// unit are the same.
/// </summary>
public sealed class RunStore
{
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

    /// <summary>The keys of all units that were ever begun, sorted.</summary>
    public ImmutableArray<string> Keys =>
        [
            .. Directory
                .EnumerateDirectories(Folder)
                .Select(folder => Path.GetFileName(folder)!)
                .Where(UnitFolder.IsKey)
                .Order(StringComparer.Ordinal),
        ];

    public string FolderOf(Unit unit) => Of(unit).FullName;

    /// <summary>The right to run the unit; null while another process, or another thread of this one, has it.</summary>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    public UnitLock? TryLock(Unit unit)
    {
        UnitFolder folder = Of(unit);
        UnitLock? held = folder.TryLock();
        if (held is not null && folder.Read(UnitFolder.UnitFile).Value is null)
        {
            // From the start, so that a folder without a result says what it was for.
            folder.Write(UnitFolder.UnitFile, unit);
        }

        return held;
    }

    /// <summary>Where the unit keeps what it needs to go on after a stop.</summary>
    /// <param name="passedOver">Told about each checkpoint that is there and cannot be used.</param>
    public CheckpointFile CheckpointOf(Unit unit, Action<string>? passedOver = null) =>
        Of(unit).Made().CheckpointFor(passedOver);

    /// <summary>What happened to the unit so far; nothing if it was never begun.</summary>
    public EventHistory HistoryOf(Unit unit) => Of(unit).Events.Read();

    /// <summary>The last lines of what the unit's process said; empty if it said nothing.</summary>
    public string LogTailOf(Unit unit) => WorkerLog.TailOf(Of(unit).PathOf(UnitFolder.LogFile));

    /// <summary>Where what happens to the unit is written down.</summary>
    public EventLog EventsOf(Unit unit) => Of(unit).Made().Events;

    /// <summary>The path of the file for all that the unit's process says.</summary>
    public string LogOf(Unit unit) => Of(unit).Made().PathOf(UnitFolder.LogFile);

    /// <summary>The stored result, or null when there is none that can be trusted.</summary>
    /// <param name="distrusted">Told why a result that is there is not used.</param>
    public Stored<T>? Find<T>(Unit unit, Action<string>? distrusted = null)
        where T : class
    {
        UnitFolder folder = Of(unit);
        return ResultIn<T>(folder, unit, distrusted) is { } result
            ? new Stored<T>(
                result,
                folder.Read<UnitCost>(UnitFolder.CostFile),
                folder.Read<Origin>(UnitFolder.OriginFile)
            )
            : null;
    }

    /// <summary>Whether there is a result that can be trusted.</summary>
    /// <param name="distrusted">Told why a result that is there is not used.</param>
    public bool Has(Unit unit, Action<string>? distrusted = null) =>
        unit switch
        {
            SearchUnit => ResultIn<SearchResult>(Of(unit), unit, distrusted) is not null,
            AugmentUnit => ResultIn<AugmentResult>(Of(unit), unit, distrusted) is not null,
            _ => throw new ArgumentException($"{unit.GetType().Name} has no results.", nameof(unit)),
        };

    /// <summary>Stores a result; replaces one that was there, and removes the checkpoint.</summary>
    /// <exception cref="IOException">The disk is full or read-only; nothing of the result is visible.</exception>
    public void Put<T>(Unit unit, T result, UnitCost cost)
        where T : notnull
    {
        UnitFolder folder = Of(unit);
        folder.Write(UnitFolder.UnitFile, unit);
        folder.Write(UnitFolder.CostFile, cost);
        // The result comes last: where it is, the others are.
        folder.Write(UnitFolder.ResultFile, result);
        File.Delete(folder.PathOf(UnitFolder.OriginFile));
        CheckpointOf(unit).Delete();
    }

    /// <summary>What a unit without a result has taken so far.</summary>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    public void PutCost(Unit unit, UnitCost cost) => Of(unit).Write(UnitFolder.CostFile, cost);

    /// <summary>What a unit has taken, with or without a result; null where that is not known.</summary>
    public UnitCost? CostOf(Unit unit) => Of(unit).Read<UnitCost>(UnitFolder.CostFile);

    private static T? ResultIn<T>(UnitFolder folder, Unit unit, Action<string>? distrusted)
        where T : class
    {
        var (result, _, problem) = folder.Read(UnitFolder.ResultFile);
        try
        {
            if (result is not null && result.Deserialize<T>(CanonicalJson.Options) is { } value)
            {
                return value;
            }
        }
        catch (Exception failure) when (StoredJson.IsDamage(failure))
        {
            problem = $"has another form ({failure.Message})";
        }

        if (problem is not null)
        {
            distrusted?.Invoke($"{unit.Title}: the stored result {problem} and is computed again.");
        }

        return null;
    }

    internal UnitFolder Of(string key) => new(Folder, key);

    private UnitFolder Of(Unit unit) => Of(unit.Key);
}
