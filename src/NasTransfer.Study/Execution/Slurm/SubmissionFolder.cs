using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>What one task of a job array runs.</summary>
internal sealed record ManifestLine(int Index, ImmutableArray<UnitTask> Tasks);

/// <summary>
/// The files of one submission: <c>STORE/slurm/N</c> holds for every array M its manifest (<c>M.jsonl</c>, a line a task),
/// its script (<c>M.sh</c>) and what its tasks print (<c>M_INDEX.out</c>). It lies in the store since that is the one place
/// that every node has to see.
/// </summary>
internal sealed class SubmissionFolder(RunStore store, int submission)
{
    private const string Folder = "slurm";
    private const string LockFile = "lock";
    private const string ManifestExtension = ".jsonl";

    public int Submission { get; } = submission;

    public string FullName { get; } =
        Path.Combine(store.Folder, Folder, submission.ToString(CultureInfo.InvariantCulture));

    /// <summary>The right to submit; null while another process is at it.</summary>
    public static UnitLock? TryLock(RunStore store) =>
        UnitLock.Try(Path.Combine(Directory.CreateDirectory(Path.Combine(store.Folder, Folder)).FullName, LockFile));

    /// <summary>One that there is not yet; its folder is made when something is written. Ask with the lock.</summary>
    public static SubmissionFolder Next(RunStore store) => new(store, Numbers(store).Append(0).Max() + 1);

    /// <summary>Something was submitted for the store at some time.</summary>
    public static bool IsAny(RunStore store) => Numbers(store).Any();

    /// <summary>All of a store, the latest last.</summary>
    public static IEnumerable<SubmissionFolder> All(RunStore store) =>
        Numbers(store).Order().Select(number => new SubmissionFolder(store, number));

    /// <summary>The numbers of its arrays.</summary>
    public IEnumerable<int> Arrays =>
        NumbersIn(Directory.EnumerateFiles(FullName, $"*{ManifestExtension}").Select(Path.GetFileNameWithoutExtension))
            .Order();

    /// <summary>Somebody wanted its jobs to end.</summary>
    public bool IsCancelled => File.Exists(CancelMark);

    /// <summary>Says so to whoever waits for its jobs.</summary>
    public void MarkCancelled() => File.WriteAllText(CancelMark, "");

    private string CancelMark => Path.Combine(FullName, "cancelled");

    public string ManifestOf(int array) => PathOf(array, ManifestExtension);

    public string ScriptOf(int array) => PathOf(array, ".sh");

    /// <summary>For sbatch: %a stands for the index.</summary>
    public string OutputOf(int array) => PathOf(array, "_%a.out");

    public string OutputOf(int array, int index) =>
        PathOf(array, string.Create(CultureInfo.InvariantCulture, $"_{index}.out"));

    public void Write(int array, IEnumerable<ManifestLine> lines, string script)
    {
        Directory.CreateDirectory(FullName);
        File.WriteAllLines(
            ManifestOf(array),
            lines.Select(line => JsonSerializer.Serialize(line, CanonicalJson.Options))
        );
        File.WriteAllText(ScriptOf(array), script);
    }

    /// <summary>The manifest of an array; empty where it is not there any more.</summary>
    public ImmutableArray<ManifestLine> Read(int array) =>
        File.Exists(ManifestOf(array)) ? [.. ReadManifest(ManifestOf(array))] : [];

    public static IEnumerable<ManifestLine> ReadManifest(string path) =>
        File.ReadLines(path).Select(line => JsonSerializer.Deserialize<ManifestLine>(line, CanonicalJson.Options)!);

    private static IEnumerable<int> Numbers(RunStore store)
    {
        string folder = Path.Combine(store.Folder, Folder);
        return Directory.Exists(folder)
            ? NumbersIn(Directory.EnumerateDirectories(folder).Select(Path.GetFileName))
            : [];
    }

    private static IEnumerable<int> NumbersIn(IEnumerable<string?> names) =>
        names
            .Select(name =>
                int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0
            )
            .Where(number => number > 0);

    private string PathOf(int array, string ending) =>
        Path.Combine(FullName, array.ToString(CultureInfo.InvariantCulture) + ending);
}
