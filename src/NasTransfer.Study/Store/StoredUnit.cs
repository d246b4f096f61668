using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasTransfer.Engine;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>How far a unit of a store is.</summary>
public enum UnitState
{
    /// <summary>Its result is there and whole.</summary>
    Done,

    /// <summary>It was begun; it may be running, or go on from a checkpoint.</summary>
    Unfinished,

    /// <summary>Its result or what it is for is damaged: it is computed again.</summary>
    Damaged,
}

/// <summary>Something that a store does not trust.</summary>
/// <param name="File">Within the unit's folder.</param>
/// <param name="Problem">The end of a sentence that begins with the file.</param>
public sealed record StoreProblem(string Key, string File, string Problem);

/// <summary>A unit as its folder tells it, with every hash checked.</summary>
/// <param name="Unit">Null where unit.json is missing, damaged, or of a form that this version cannot read.</param>
/// <param name="UnitJson">unit.json, whatever its form; null where it is missing or damaged.</param>
/// <param name="ResultSha256">Null without a whole result.</param>
/// <param name="Cost">Null where it is not known.</param>
/// <param name="Origin">Null where the result was computed in this store.</param>
/// <param name="HasCheckpoint">There is one to go on from; whether it is whole shows when it is used.</param>
/// <param name="Problems">What was found damaged.</param>
public sealed record StoredUnit(
    string Key,
    UnitState State,
    Unit? Unit,
    JsonNode? UnitJson,
    JsonNode? Result,
    string? ResultSha256,
    UnitCost? Cost,
    Origin? Origin,
    EventHistory Events,
    bool HasCheckpoint,
    ImmutableArray<StoreProblem> Problems
)
{
    // So many digits name a unit in a store of any size that one has.
    private const int LeastDigits = 4;

    /// <summary>Reads and checks all of a unit's files but the checkpoint.</summary>
    public static StoredUnit Of(RunStore store, string key)
    {
        UnitFolder folder = store.Of(key);
        StoredValue unit = folder.Read(UnitFolder.UnitFile);
        StoredValue result = folder.Read(UnitFolder.ResultFile);
        EventHistory events = folder.Events.Read();
        return new StoredUnit(
            key,
            StateOf(unit, result),
            Parsed(unit.Value),
            unit.Value,
            result.Value,
            result.Sha256,
            folder.Read<UnitCost>(UnitFolder.CostFile),
            folder.Read<Origin>(UnitFolder.OriginFile),
            events,
            folder.Checkpoints.Any(),
            [.. ProblemsOf(folder, unit, result, events)]
        );
    }

    /// <summary>The unit whose key begins with these digits.</summary>
    /// <exception cref="BadInputException">There is none, or more than one.</exception>
    public static StoredUnit Find(RunStore store, string digits)
    {
        string[] keys =
            digits.Length < LeastDigits
                ? []
                : [.. store.Keys.Where(key => key.StartsWith(digits, StringComparison.OrdinalIgnoreCase))];
        return keys switch
        {
            [var key] => Of(store, key),
            [] => throw new BadInputException(
                $"key is '{digits}', with which no unit of {store.Folder} begins; it must be a unit's key or at least its first {LeastDigits} digits."
            ),
            _ => throw new BadInputException(
                $"key is '{digits}', with which {keys.Length} units of {store.Folder} begin; it must have more digits."
            ),
        };
    }

    private static UnitState StateOf(StoredValue unit, StoredValue result) =>
        unit.Problem is not null || result.Problem is not null ? UnitState.Damaged
        : result.Value is not null ? UnitState.Done
        : UnitState.Unfinished;

    private static Unit? Parsed(JsonNode? json)
    {
        try
        {
            return (string?)json?["phase"] switch
            {
                SearchUnit.PhaseName => json.Deserialize<SearchUnit>(CanonicalJson.Options),
                AugmentUnit.PhaseName => json.Deserialize<AugmentUnit>(CanonicalJson.Options),
                _ => null,
            };
        }
        catch (Exception failure) when (StoredJson.IsDamage(failure) || failure is BadInputException)
        {
            // Of another version of this program: whole, and not for this one.
            return null;
        }
    }

    private static IEnumerable<StoreProblem> ProblemsOf(
        UnitFolder folder,
        StoredValue unit,
        StoredValue result,
        EventHistory events
    )
    {
        (string File, string? Problem)[] found =
        [
            (
                UnitFolder.UnitFile,
                unit == StoredValue.Missing && result.Value is not null ? "is missing beside a result" : unit.Problem
            ),
            (UnitFolder.ResultFile, result.Problem),
            (UnitFolder.CostFile, folder.Read(UnitFolder.CostFile).Problem),
            (UnitFolder.OriginFile, folder.Read(UnitFolder.OriginFile).Problem),
            (
                UnitFolder.EventsFile,
                events.Damaged > 0 ? $"has {events.Damaged} lines that do not match their hash" : null
            ),
        ];
        return from one in found
            where one.Problem is not null
            select new StoreProblem(folder.Key, one.File, one.Problem);
    }
}
