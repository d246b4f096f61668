using System.Collections.Immutable;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>A unit's result in one line.</summary>
/// <param name="Sha256">Of the result alone: neither of its cost nor of its origin.</param>
public sealed record ResultHash(string Key, string Sha256);

/// <summary>Two stores, unit by unit.</summary>
/// <param name="Differing">Keys with another result in each.</param>
/// <param name="Missing">Keys with a result in the second only.</param>
/// <param name="Additional">Keys with a result in the first only.</param>
public sealed record StoreDifference(
    ImmutableArray<string> Differing,
    ImmutableArray<string> Missing,
    ImmutableArray<string> Additional
)
{
    public bool IsNone => Differing.IsEmpty && Missing.IsEmpty && Additional.IsEmpty;
}

/// <summary>All results of a store in one figure. Two machines that computed the same have the same.</summary>
/// <param name="Sha256">Over a line a result, "key hash", in the order of the keys.</param>
/// <param name="Results">Those lines. Damaged results and unfinished units are not among them.</param>
public sealed record StoreHash(string Sha256, ImmutableArray<ResultHash> Results)
{
    /// <param name="keys">The units that count; null for all. One without a whole result leaves no line.</param>
    public static StoreHash Of(RunStore store, IEnumerable<string>? keys = null)
    {
        ImmutableArray<ResultHash> results =
        [
            .. from key in (keys ?? store.Keys).Distinct().Order(StringComparer.Ordinal)
            let hash = store.Of(key).Read(UnitFolder.ResultFile).Sha256
            where hash is not null
            select new ResultHash(key, hash),
        ];
        return Of(results);
    }

    /// <summary>Of units that have been read already.</summary>
    public static StoreHash Of(IEnumerable<StoredUnit> units) =>
        Of([
            .. from unit in units.OrderBy(unit => unit.Key, StringComparer.Ordinal)
            where unit.ResultSha256 is not null
            select new ResultHash(unit.Key, unit.ResultSha256!),
        ]);

    private static StoreHash Of(ImmutableArray<ResultHash> results) =>
        new(CanonicalJson.Sha256(string.Concat(results.Select(result => $"{result.Key} {result.Sha256}\n"))), results);

    public StoreDifference ComparedWith(StoreHash other)
    {
        Dictionary<string, string> mine = Results.ToDictionary(result => result.Key, result => result.Sha256);
        Dictionary<string, string> others = other.Results.ToDictionary(result => result.Key, result => result.Sha256);
        return new StoreDifference(
            [
                .. Results
                    .Select(result => result.Key)
                    .Where(key => others.GetValueOrDefault(key, mine[key]) != mine[key]),
            ],
            [.. other.Results.Select(result => result.Key).Where(key => !mine.ContainsKey(key))],
            [.. Results.Select(result => result.Key).Where(key => !others.ContainsKey(key))]
        );
    }
}
