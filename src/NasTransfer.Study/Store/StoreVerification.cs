using System.Collections.Immutable;

namespace NasTransfer.Study.Store;

/// <summary>Whether all that a store holds matches its hashes. Nothing is computed again.</summary>
/// <param name="Units">Units that were ever begun.</param>
/// <param name="Results">Whole results.</param>
/// <param name="Unfinished">Units without a result; nothing is wrong with that.</param>
/// <param name="Sha256">Of all whole results: <see cref="StoreHash"/>.</param>
/// <param name="Problems">What the store does not trust.</param>
public sealed record StoreVerification(
    int Units,
    int Results,
    int Unfinished,
    string Sha256,
    ImmutableArray<StoreProblem> Problems
)
{
    /// <summary>Reads every file of every unit but checkpoints, which are checked when a run goes on from them.</summary>
    public static StoreVerification Of(RunStore store)
    {
        StoredUnit[] units = [.. store.Keys.Select(key => StoredUnit.Of(store, key))];
        IEnumerable<StoreProblem> strangers =
            from folder in Directory.EnumerateDirectories(store.Folder)
            let name = Path.GetFileName(folder)
            where !UnitFolder.IsKey(name)
            orderby name
            select new StoreProblem(name, "", "is a folder whose name is no unit's key");
        return new StoreVerification(
            units.Length,
            units.Count(unit => unit.ResultSha256 is not null),
            units.Count(unit => unit.State == UnitState.Unfinished),
            StoreHash.Of(units).Sha256,
            [.. strangers, .. units.SelectMany(unit => unit.Problems)]
        );
    }
}
