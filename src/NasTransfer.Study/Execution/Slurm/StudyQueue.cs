using System.Collections.Immutable;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>Which tasks of a store are in Slurm's queue. Nothing is remembered but the manifests: Slurm knows the rest.</summary>
internal sealed class StudyQueue
{
    private readonly Dictionary<TaskId, QueuedJob> jobs = [];

    private StudyQueue(ImmutableArray<QueuedJob> all) => Jobs = all;

    public ImmutableArray<QueuedJob> Jobs { get; }

    /// <exception cref="Engine.BadInputException">There is no Slurm, or its controller does not answer.</exception>
    public static StudyQueue Of(RunStore store, SlurmClient client)
    {
        StudyQueue queue = new(client.Jobs(ArrayName.PrefixOf(store)));
        foreach (IGrouping<string, QueuedJob> array in queue.Jobs.GroupBy(job => job.Name))
        {
            if (ArrayName.Parse(array.Key) is not { } name)
            {
                continue;
            }

            Dictionary<int, ManifestLine> lines = new SubmissionFolder(store, name.Submission)
                .Read(name.Number)
                .ToDictionary(line => line.Index);
            foreach (QueuedJob job in array.Where(job => lines.ContainsKey(job.Index)))
            {
                foreach (UnitTask task in lines[job.Index].Tasks)
                {
                    queue.jobs[TaskId.Of(task)] = job;
                }
            }
        }

        return queue;
    }

    /// <summary>The job that runs a task or will run it; null if there is none.</summary>
    public QueuedJob? JobOf(TaskId task) => jobs.GetValueOrDefault(task);
}
