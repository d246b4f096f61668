using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using NasTransfer.Engine;

namespace NasTransfer.Study.Store;

/// <summary>An entry of an archive that is not taken.</summary>
/// <param name="Entry">Its name in the archive.</param>
/// <param name="Problem">The end of a sentence that begins with the name.</param>
public sealed record RefusedEntry(string Entry, string Problem);

/// <summary>The files of one unit in an archive, each checked; or the reasons why the unit is refused.</summary>
/// <param name="Texts">By the name within the unit's folder.</param>
internal sealed record ArchivedUnit(
    string Key,
    ImmutableSortedDictionary<string, string> Texts,
    ImmutableArray<RefusedEntry> Refused
)
{
    // Far above a unit of 600 epochs; an entry that claims more is no unit of ours, or a trap for the memory.
    private const long LargestFile = 256L << 20;

    /// <summary>What an archive holds of a unit, in its order: the result last, as in a store.</summary>
    public static ImmutableArray<string> Files { get; } =
    [UnitFolder.UnitFile, UnitFolder.CostFile, UnitFolder.EventsFile, UnitFolder.ResultFile];

    /// <summary>The units of an archive, in its order.</summary>
    /// <exception cref="BadInputException">The file is no archive, or cut off, or damaged.</exception>
    public static IEnumerable<ArchivedUnit> Of(string path)
    {
        using FileStream file = Guarded(path, () => new FileStream(path, FileMode.Open, FileAccess.Read));
        using GZipStream compressed = new(file, CompressionMode.Decompress);
        using TarReader tar = new(compressed);
        string current = "";
        List<(string File, string? Text, string? Problem)> entries = [];
        while (Guarded(path, () => Next(tar)) is { } entry)
        {
            if (entry.Key != current && entries.Count > 0)
            {
                yield return Checked(current, entries);
                entries = [];
            }

            current = entry.Key;
            entries.Add((entry.File, entry.Text, entry.Problem));
        }

        if (entries.Count > 0)
        {
            yield return Checked(current, entries);
        }

        Guarded(path, () => ReadToEnd(compressed));
    }

    // gzip ends behind the last entry, with a checksum.
    private static int ReadToEnd(GZipStream compressed)
    {
        compressed.CopyTo(Stream.Null);
        return 0;
    }

    // The name of a file is never used as a path: it is split into a key and one of four known names, or refused.
    private static (string Key, string File, string? Text, string? Problem)? Next(TarReader tar)
    {
        if (tar.GetNextEntry() is not { } entry)
        {
            return null;
        }

        string[] parts = entry.Name.Split('/');
        if (parts is not [var key, var file] || !UnitFolder.IsKey(key) || !Files.Contains(file))
        {
            return ("", entry.Name, null, "is no file of a unit");
        }

        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            return (key, file, null, $"is a {entry.EntryType}; it must be a regular file");
        }

        if (entry.Length > LargestFile)
        {
            return (key, file, null, $"has {entry.Length} bytes; it must have at most {LargestFile}");
        }

        using StreamReader reader = new(entry.DataStream ?? Stream.Null, Encoding.UTF8);
        return (key, file, reader.ReadToEnd(), null);
    }

    private static ArchivedUnit Checked(string key, List<(string File, string? Text, string? Problem)> entries)
    {
        UnitFolder folder = new("", key);
        var refused = ImmutableArray.CreateBuilder<RefusedEntry>();
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (file, text, read) in entries)
        {
            string? problem = read ?? (texts.ContainsKey(file) ? "is there twice" : ProblemOf(folder, file, text!));
            if (problem is null)
            {
                texts.Add(file, text!);
            }
            else
            {
                refused.Add(new RefusedEntry(key == "" ? file : $"{key}/{file}", problem));
            }
        }

        foreach (string needed in (string[])[UnitFolder.UnitFile, UnitFolder.ResultFile])
        {
            if (refused.Count == 0 && !texts.ContainsKey(needed))
            {
                refused.Add(new RefusedEntry($"{key}/{needed}", "is missing"));
            }
        }

        return new ArchivedUnit(key, texts.ToImmutable(), refused.ToImmutable());
    }

    private static string? ProblemOf(UnitFolder folder, string file, string text) =>
        file != UnitFolder.EventsFile ? folder.Check(file, text).Problem
        : text.EndsWith('\n') && text.Split('\n')[..^1].All(EventLog.IsWhole) ? null
        : "has lines that do not match their hash";

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            throw new BadInputException(
                $"'{path}' cannot be read as an archive of a run store: {failure.Message}",
                failure
            );
        }
    }
}
