using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>Where the jobs of a store's submissions wrote what they had to say.</summary>
internal sealed class SubmittedTasks(RunStore store)
{
    private readonly Lazy<Dictionary<TaskId, string>> outputs = new(() => Read(store));

    /// <summary>The last lines of the task's latest job; empty if it wrote none.</summary>
    public string LogTailOf(UnitTask task) =>
        outputs.Value.GetValueOrDefault(TaskId.Of(task)) is { } path ? WorkerLog.TailOf(path) : "";

    private static Dictionary<TaskId, string> Read(RunStore store)
    {
        Dictionary<TaskId, string> outputs = [];
        foreach (SubmissionFolder folder in SubmissionFolder.All(store))
        {
            foreach (int array in folder.Arrays)
            {
                foreach (ManifestLine line in folder.Read(array))
                {
                    foreach (UnitTask task in line.Tasks)
                    {
                        outputs[TaskId.Of(task)] = folder.OutputOf(array, line.Index);
                    }
                }
            }
        }

        return outputs;
    }
}
