using System.Globalization;
using NasTransfer.Engine.Interchange;
using NasTransfer.Engine.Runtime;

namespace NasTransfer.Engine.Training.Checkpoints;

/// <summary>
/// Where a run leaves its checkpoint after each epoch: a file, and the one before it under the same name with
/// <see cref="PreviousExtension"/>. Each appears as a whole and carries a hash of all that it holds; where the newest is
/// damaged, the run goes on from the previous one.
/// </summary>
public sealed class CheckpointFile(string path)
{
    public const string PreviousExtension = ".previous";

    private const string RunKey = "run";
    private const string EpochsKey = "epochs";
    private const string StateKey = "state";
    private const string HashKey = "sha256";

    public string Path { get; } = path;

    /// <summary>
    /// The file's place belongs to one run, as in a run store: what cannot be used there is told and passed over. Otherwise
    /// someone has named the file, it may be anything, and it is refused rather than replaced.
    /// </summary>
    public bool IsOfOneRun { get; init; }

    /// <summary>Told in a sentence about each file that is passed over.</summary>
    public Action<string>? PassedOver { get; init; }

    private string PreviousPath => Path + PreviousExtension;

    private string[] Generations => [Path, PreviousPath];

    /// <summary>The newest whole checkpoint of <paramref name="run"/>; null where there is none.</summary>
    /// <exception cref="BadInputException">
    /// A file that someone named belongs to another run, or is damaged and has no whole one before it.
    /// </exception>
    public Checkpoint? Load(string run)
    {
        List<string> problems = [];
        foreach (string generation in Generations.Where(File.Exists))
        {
            var (checkpoint, problem) = Read(generation);
            if (checkpoint is not null && checkpoint.Run != run)
            {
                problem = $"{generation} is the checkpoint of another run (other options, seed or images)";
                checkpoint = IsOfOneRun ? null : throw Refused(problem);
            }

            if (checkpoint is not null)
            {
                DropDamaged(problems);
                return checkpoint;
            }

            problems.Add(problem!);
        }

        return Nothing(problems);
    }

    /// <summary>Keeps the checkpoint, and the one that was there as the previous one.</summary>
    /// <exception cref="BadInputException">The disk is full or read-only; what was there is unchanged.</exception>
    public void Save(Checkpoint checkpoint) =>
        Safetensors.Write(
            Path,
            checkpoint.Tensors,
            new Dictionary<string, string>
            {
                [RunKey] = checkpoint.Run,
                [EpochsKey] = checkpoint.Epochs.ToString(CultureInfo.InvariantCulture),
                [StateKey] = checkpoint.State,
                [HashKey] = checkpoint.ContentHash(),
            },
            Shift
        );

    /// <summary>Removes both files: the run has ended.</summary>
    public void Delete()
    {
        File.Delete(Path);
        File.Delete(PreviousPath);
    }

    // Between the two moves there is no current file, and the previous one is whole.
    private void Shift(string fresh, string current)
    {
        if (File.Exists(current))
        {
            DurableFile.Replace(current, PreviousPath);
        }

        DurableFile.Replace(fresh, current);
    }

    // Either a checkpoint, or the beginning of a sentence on why there is none.
    private static (Checkpoint? Checkpoint, string? Problem) Read(string path)
    {
        SafetensorsFile file;
        try
        {
            file = Safetensors.Read(path);
        }
        catch (BadInputException problem)
        {
            return (null, problem.Message.TrimEnd('.'));
        }

        if (
            !file.Metadata.TryGetValue(RunKey, out string? owner)
            || !file.Metadata.TryGetValue(EpochsKey, out string? epochsText)
            || !int.TryParse(epochsText, NumberStyles.None, CultureInfo.InvariantCulture, out int epochs)
            || !file.Metadata.TryGetValue(StateKey, out string? state)
            || !file.Metadata.TryGetValue(HashKey, out string? hash)
        )
        {
            return (null, $"{path} is not a checkpoint");
        }

        Checkpoint checkpoint = new(owner, epochs, file.Entries, state);
        return checkpoint.ContentHash() == hash ? (checkpoint, null) : (null, $"{path} does not match its hash");
    }

    // Otherwise the next save would make it the previous one, in place of the whole one.
    private void DropDamaged(List<string> problems)
    {
        if (problems.Count > 0)
        {
            PassedOver?.Invoke($"{problems[0]}; the run goes on from the checkpoint before it.");
            File.Delete(Path);
        }
    }

    private Checkpoint? Nothing(List<string> problems)
    {
        if (problems is [var first, ..] && !IsOfOneRun)
        {
            throw Refused(first);
        }

        problems.ForEach(problem => PassedOver?.Invoke($"{problem}; the run starts afresh."));
        return null;
    }

    private static BadInputException Refused(string problem) => new($"{problem}; delete it or name another file.");
}
