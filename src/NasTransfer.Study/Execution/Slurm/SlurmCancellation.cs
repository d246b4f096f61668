using System.Collections.Immutable;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>Ends what is queued for a store.</summary>
public static class SlurmCancellation
{
    /// <returns>How many jobs were in the queue.</returns>
    /// <exception cref="Engine.BadInputException">There is no Slurm, or its controller does not answer.</exception>
    public static int Run(RunStore store, SlurmClient client)
    {
        ImmutableArray<QueuedJob> jobs = client.Jobs(ArrayName.PrefixOf(store));
        SubmissionFolder.All(store).LastOrDefault()?.MarkCancelled();
        client.Cancel([.. jobs.Select(job => job.Array).Distinct()]);
        return jobs.Length;
    }
}
