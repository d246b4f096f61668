using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using NasTransfer.Engine.Runtime;

namespace NasTransfer.Study.Store;

/// <summary>What went into an archive.</summary>
/// <param name="Units">Keys of the units in it, sorted.</param>
/// <param name="LeftOut">What would have been a result but for damage.</param>
public sealed record StoreExport(ImmutableArray<string> Units, ImmutableArray<StoreProblem> LeftOut)
{
    /// <summary>
    /// Writes the finished units of a store into one archive (tar, gzip): unit, cost, events and result of each, sorted, and
    /// without times or owners. The same results, costs and events give the same tar; with the same zlib the same bytes.
    /// </summary>
    /// <exception cref="IOException">The disk is full or read-only; a file that was there is unchanged.</exception>
    public static StoreExport To(string path, RunStore store)
    {
        StoredUnit[] all = [.. store.Keys.Select(key => StoredUnit.Of(store, key))];
        // A result without a unit that says what it is of would be refused on the other side.
        StoredUnit[] finished = [.. all.Where(unit => unit is { State: UnitState.Done, UnitJson: not null })];
        DurableFile.Write(
            path,
            stream =>
            {
                using GZipStream compressed = new(stream, CompressionLevel.Optimal, leaveOpen: true);
                using TarWriter tar = new(compressed, TarEntryFormat.Ustar, leaveOpen: true);
                foreach (StoredUnit unit in finished)
                {
                    Write(tar, store.Of(unit.Key));
                }
            }
        );
        return new StoreExport(
            [.. finished.Select(unit => unit.Key)],
            [.. all.Except(finished).SelectMany(unit => unit.Problems)]
        );
    }

    private static void Write(TarWriter tar, UnitFolder folder)
    {
        foreach (string file in ArchivedUnit.Files)
        {
            if (file == UnitFolder.EventsFile)
            {
                Write(tar, folder, file, string.Concat(folder.Events.WholeLines().Select(line => line + "\n")));
            }
            else if (folder.Read(file).Value is not null)
            {
                Write(tar, folder, file, File.ReadAllText(folder.PathOf(file)));
            }
        }
    }

    private static void Write(TarWriter tar, UnitFolder folder, string file, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        using MemoryStream content = new(Encoding.UTF8.GetBytes(text));
        tar.WriteEntry(
            new UstarTarEntry(TarEntryType.RegularFile, $"{folder.Key}/{file}")
            {
                DataStream = content,
                ModificationTime = DateTimeOffset.UnixEpoch,
            }
        );
    }
}
