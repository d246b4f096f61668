using System.Text.Json;
using System.Text.RegularExpressions;
using NasTransfer.Engine;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training.Checkpoints;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>The folder of one unit of a run store: what lies in it, and what of that can be trusted.</summary>
internal sealed partial class UnitFolder(string store, string key)
{
    /// <summary>What the unit is; its hash is the folder's name.</summary>
    public const string UnitFile = "unit.json";
    public const string ResultFile = "result.json";
    public const string CostFile = "cost.json";
    public const string EventsFile = "events.jsonl";

    /// <summary>Which archive the result came in; missing where it was computed in this store.</summary>
    public const string OriginFile = "origin.json";

    /// <summary>What the process that ran it wrote, for people.</summary>
    public const string LogFile = "worker.log";
    private const string Checkpoint = "checkpoint.safetensors";
    private const string LockFile = "lock";

    /// <summary>The unit's key: the folder's name.</summary>
    public string Key { get; } = key;

    /// <summary>It need not exist.</summary>
    public string FullName { get; } = Path.Combine(store, key);

    public bool HasResult => File.Exists(PathOf(ResultFile));

    public EventLog Events => new(PathOf(EventsFile));

    /// <summary>Both generations of the checkpoint, as far as they are there.</summary>
    public IEnumerable<string> Checkpoints =>
        new[] { Checkpoint, Checkpoint + CheckpointFile.PreviousExtension }.Select(PathOf).Where(File.Exists);

    /// <summary>What writers that died have left.</summary>
    public IEnumerable<string> TemporaryFiles =>
        Directory.EnumerateFiles(FullName, $"*{DurableFile.TemporaryExtension}").Order(StringComparer.Ordinal);

    public static bool IsKey(string name) => KeyForm().IsMatch(name);

    public string PathOf(string file) => Path.Combine(FullName, file);

    public UnitFolder Made()
    {
        Directory.CreateDirectory(FullName);
        return this;
    }

    public UnitLock? TryLock() => UnitLock.Try(Made().PathOf(LockFile));

    public CheckpointFile CheckpointFor(Action<string>? passedOver) =>
        new(PathOf(Checkpoint)) { IsOfOneRun = true, PassedOver = passedOver };

    /// <summary>The value in a file of the folder; of unit.json the unit, of result.json the result, and so on.</summary>
    /// <exception cref="BadInputException">Something is there that this user cannot read.</exception>
    public StoredValue Read(string file)
    {
        try
        {
            return Check(file, File.ReadAllText(PathOf(file)));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return StoredValue.Missing;
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new BadInputException(
                $"{PathOf(file)} cannot be read ({failure.Message.TrimEnd('.')}); make it a readable file, or remove it and its unit runs again.",
                failure
            );
        }
    }

    /// <summary>The same for the text of such a file from elsewhere.</summary>
    public StoredValue Check(string file, string text) =>
        file == UnitFile ? StoredJson.ReadKeyed(text, Key) : StoredJson.Read(text, Key, NameIn(file));

    /// <summary>The value in its own form; null where it is missing, damaged or of another form.</summary>
    public T? Read<T>(string file)
        where T : class
    {
        try
        {
            return Read(file).Value?.Deserialize<T>(CanonicalJson.Options);
        }
        catch (Exception failure) when (StoredJson.IsDamage(failure))
        {
            return null;
        }
    }

    public void Write(string file, object value)
    {
        Made();
        if (file == UnitFile)
        {
            StoredJson.WriteText(PathOf(file), CanonicalJson.Pretty(value));
        }
        else
        {
            StoredJson.Write(PathOf(file), Key, NameIn(file), value);
        }
    }

    // result.json holds "result".
    private static string NameIn(string file) => Path.GetFileNameWithoutExtension(file);

    [GeneratedRegex("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm();
}
