using System.Collections.Immutable;
using NasTransfer.Engine.Runtime;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>Why something may go.</summary>
public enum LeftoverKind
{
    /// <summary>A file that a writer did not live to finish.</summary>
    Temporary,

    /// <summary>A checkpoint of a unit that has its result.</summary>
    Checkpoint,

    /// <summary>A unit of an older numerics version, whole: this version never asks for it.</summary>
    OlderNumerics,
}

/// <summary>Something that a store does not need.</summary>
/// <param name="Path">A file, or the folder of a unit, within the store.</param>
public sealed record Leftover(LeftoverKind Kind, string Path, long Bytes);

/// <summary>What was found, and removed unless that was only tried.</summary>
/// <param name="InUse">Keys of units that a process holds: they are left alone.</param>
public sealed record StoreCleaning(ImmutableArray<Leftover> Leftovers, ImmutableArray<string> InUse)
{
    public long Bytes => Leftovers.Sum(leftover => leftover.Bytes);

    /// <summary>
    /// Looks for leftovers under each unit's lock. Results that are whole, their events and their costs stay, and so does
    /// everything that an unfinished unit goes on from.
    /// </summary>
    /// <param name="removes">Otherwise nothing is changed, and no unit is locked.</param>
    /// <param name="olderNumerics">Units of older numerics versions are leftovers too.</param>
    /// <exception cref="IOException">The store is read-only.</exception>
    public static StoreCleaning Of(RunStore store, bool removes, bool olderNumerics)
    {
        var found = ImmutableArray.CreateBuilder<Leftover>();
        var inUse = ImmutableArray.CreateBuilder<string>();
        foreach (string key in store.Keys)
        {
            UnitFolder folder = store.Of(key);
            using UnitLock? held = removes ? folder.TryLock() : null;
            if (removes && held is null)
            {
                inUse.Add(key);
                continue;
            }

            foreach (Leftover leftover in In(store, folder, olderNumerics))
            {
                found.Add(leftover);
                if (removes)
                {
                    Remove(store, leftover);
                }
            }
        }

        return new StoreCleaning(found.ToImmutable(), inUse.ToImmutable());
    }

    private static ImmutableArray<Leftover> In(RunStore store, UnitFolder folder, bool olderNumerics)
    {
        if (olderNumerics && IsOfOlderNumerics(folder))
        {
            return [Named(LeftoverKind.OlderNumerics, folder.FullName)];
        }

        bool isDone = folder.Read(UnitFolder.ResultFile).Value is not null;
        return
        [
            .. folder.TemporaryFiles.Select(file => Named(LeftoverKind.Temporary, file)),
            .. folder.Checkpoints.Where(_ => isDone).Select(file => Named(LeftoverKind.Checkpoint, file)),
        ];

        Leftover Named(LeftoverKind kind, string path) =>
            new(kind, Path.GetRelativePath(store.Folder, path), Size(path));
    }

    // A unit that says nothing of its version is not known to be old.
    private static bool IsOfOlderNumerics(UnitFolder folder)
    {
        try
        {
            return (int?)folder.Read(UnitFolder.UnitFile).Value?["numerics"]?["version"] < Numerics.CurrentVersion;
        }
        catch (Exception failure) when (StoredJson.IsDamage(failure))
        {
            return false;
        }
    }

    private static long Size(string path) =>
        Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
            : new FileInfo(path).Length;

    private static void Remove(RunStore store, Leftover leftover)
    {
        string path = Path.Combine(store.Folder, leftover.Path);
        if (leftover.Kind == LeftoverKind.OlderNumerics)
        {
            RemoveUnit(path);
        }
        else
        {
            File.Delete(path);
        }
    }

    // The result first: a removal that is interrupted leaves an unfinished unit, not half of a finished one.
    private static void RemoveUnit(string folder)
    {
        File.Delete(Path.Combine(folder, UnitFolder.ResultFile));
        DurableFile.FlushFolder(folder);
        Directory.Delete(folder, recursive: true);
    }
}
