using System.Globalization;
using NasTransfer.Engine.Interchange;

namespace NasTransfer.Engine.Training.Checkpoints;

/// <summary>Where a run leaves its checkpoint: one file, replaced as a whole after each epoch.</summary>
public sealed class CheckpointFile(string path)
{
    private const string RunKey = "run";
    private const string EpochsKey = "epochs";
    private const string StateKey = "state";

    public string Path { get; } = path;

    /// <summary>The checkpoint of <paramref name="run"/>; null where there is none yet.</summary>
    /// <exception cref="BadInputException">The file is damaged, or belongs to another run.</exception>
    public Checkpoint? Load(string run)
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        SafetensorsFile file = Safetensors.Read(Path);
        if (
            !file.Metadata.TryGetValue(RunKey, out string? owner)
            || !file.Metadata.TryGetValue(EpochsKey, out string? epochs)
            || !file.Metadata.TryGetValue(StateKey, out string? state)
        )
        {
            throw new BadInputException($"{Path} is not a checkpoint; delete it or name another file.");
        }

        return owner == run
            ? new Checkpoint(owner, int.Parse(epochs, CultureInfo.InvariantCulture), file.Entries, state)
            : throw new BadInputException(
                $"{Path} is the checkpoint of another run (other options, seed or images); delete it or name another file."
            );
    }

    public void Save(Checkpoint checkpoint) =>
        Safetensors.Write(
            Path,
            checkpoint.Tensors,
            new Dictionary<string, string>
            {
                [RunKey] = checkpoint.Run,
                [EpochsKey] = checkpoint.Epochs.ToString(CultureInfo.InvariantCulture),
                [StateKey] = checkpoint.State,
            }
        );

    /// <summary>Removes the file: the run has ended.</summary>
    public void Delete() => File.Delete(Path);
}
