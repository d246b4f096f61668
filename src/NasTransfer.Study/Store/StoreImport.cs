using System.Collections.Immutable;
using System.Security.Cryptography;
using NasTransfer.Engine;

namespace NasTransfer.Study.Store;

/// <summary>A unit whose result here is another than in the archive: one of the two machines is wrong.</summary>
/// <param name="Here">SHA-256 of the result of this store, which stays.</param>
/// <param name="There">SHA-256 of the archive's.</param>
public sealed record ImportConflict(string Key, string Here, string There);

/// <summary>What became of the units of an archive. Lists are of keys.</summary>
/// <param name="Added">With a result that was not here before, or was damaged.</param>
/// <param name="Present">With the same result here; nothing was changed.</param>
/// <param name="InUse">Units that a process runs at this moment; import again when it has ended.</param>
/// <param name="Conflicts">Nothing was changed.</param>
/// <param name="Refused">Entries that are not what they should be; their units are left out.</param>
public sealed record StoreImport(
    Origin Origin,
    ImmutableArray<string> Added,
    ImmutableArray<string> Present,
    ImmutableArray<string> InUse,
    ImmutableArray<ImportConflict> Conflicts,
    ImmutableArray<RefusedEntry> Refused
)
{
    /// <summary>Every unit of the archive is here now.</summary>
    public bool IsComplete => InUse.IsEmpty && Conflicts.IsEmpty && Refused.IsEmpty;

    /// <summary>Adds what is missing. Nothing that can be trusted is ever replaced.</summary>
    /// <exception cref="BadInputException">The file is no archive, or cut off, or damaged; the store is unchanged.</exception>
    /// <exception cref="IOException">The disk is full or read-only; units before that are there and whole.</exception>
    public static StoreImport From(string path, RunStore store)
    {
        Origin origin = OriginOf(path);
        // Once for nothing: an archive that breaks off is to leave no trace.
        _ = ArchivedUnit.Of(path).Count();
        ImportInProgress import = new(store, origin);
        foreach (ArchivedUnit unit in ArchivedUnit.Of(path))
        {
            import.Take(unit);
        }

        return import.Result();
    }

    private static Origin OriginOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return new Origin(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>The lists as they grow.</summary>
    private sealed class ImportInProgress(RunStore store, Origin origin)
    {
        private readonly List<string> added = [];
        private readonly List<string> present = [];
        private readonly List<string> inUse = [];
        private readonly List<ImportConflict> conflicts = [];
        private readonly List<RefusedEntry> refused = [];

        public StoreImport Result() => new(origin, [.. added], [.. present], [.. inUse], [.. conflicts], [.. refused]);

        public void Take(ArchivedUnit unit)
        {
            if (!unit.Refused.IsEmpty)
            {
                refused.AddRange(unit.Refused);
                return;
            }

            UnitFolder folder = store.Of(unit.Key);
            string there = folder.Check(UnitFolder.ResultFile, unit.Texts[UnitFolder.ResultFile]).Sha256!;
            string? here = folder.Read(UnitFolder.ResultFile).Sha256;
            if (here == there)
            {
                present.Add(unit.Key);
            }
            else if (here is not null)
            {
                conflicts.Add(new ImportConflict(unit.Key, here, there));
            }
            else
            {
                Add(unit, folder);
            }
        }

        private void Add(ArchivedUnit unit, UnitFolder folder)
        {
            using UnitLock? held = folder.TryLock();
            if (held is null)
            {
                inUse.Add(unit.Key);
                return;
            }

            // What was here belonged to a run that did not end, or to a result that is damaged.
            File.Delete(folder.PathOf(UnitFolder.CostFile));
            File.Delete(folder.PathOf(UnitFolder.EventsFile));
            folder.Write(UnitFolder.OriginFile, origin);
            foreach (string file in ArchivedUnit.Files.Where(unit.Texts.ContainsKey))
            {
                StoredJson.WriteText(folder.PathOf(file), unit.Texts[file].TrimEnd('\n'));
            }

            folder.CheckpointFor(null).Delete();
            added.Add(unit.Key);
        }
    }
}
