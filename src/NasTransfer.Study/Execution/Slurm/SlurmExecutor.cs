using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>
/// Runs units as jobs of a Slurm cluster: submits what the store lacks and no job will bring, and waits until the store
/// has it all or no job is left. Whoever stops it stops the waiting alone; the jobs go on, and the next call finds them.
/// </summary>
/// <param name="job">The program of a job; it hands its arguments to <see cref="SlurmJob"/>.</param>
/// <param name="interval">Between two looks at queue and store. The first looks come faster.</param>
public sealed class SlurmExecutor(WorkerProgram job, SlurmSettings settings, SlurmClient client, TimeSpan interval)
    : IExecutor
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);

    // Clusters restart their controllers; the jobs do not mind.
    private const int MostSilences = 20;

    // No node of a cluster shows another its own.
    private static readonly ImmutableArray<string> LocalFolders = ["/tmp", "/var/tmp", "/dev/shm", "/run"];

    public ExecutionReport Run(
        IReadOnlyList<UnitTask> tasks,
        RunStore store,
        IProgress<ExecutionProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Submit(tasks, store);
        StudyWatch watch = new(tasks, store, progress);
        List<string> notes = [];
        Wait(watch, store, notes, cancellation);
        if (watch.Orphans() is { Length: > 0 } orphans)
        {
            // Their searches are stored: this time they wait for nothing.
            Submit([.. tasks.Where(task => task.Augment is null), .. orphans], store);
            notes.Add(
                $"{orphans.Length} trainings were submitted again: Slurm had forgotten that their searches had succeeded (MinJobAge)."
            );
            Wait(watch, store, notes, cancellation);
        }

        return new ExecutionReport(watch.GiveUpRest(), [.. notes.Distinct()]);
    }

    /// <summary>Submits what is missing and not queued, and does not wait for it.</summary>
    /// <returns>How many jobs.</returns>
    /// <exception cref="BadInputException">Slurm is not there or refuses; what it took before goes on.</exception>
    public int Submit(IReadOnlyList<UnitTask> tasks, RunStore store)
    {
        job.Check();
        int maxArraySize = client.MaxArraySize();
        CheckSite(store);
        using UnitLock? held = SubmissionFolder.TryLock(store);
        if (held is null)
        {
            throw new BadInputException($"Another process is submitting for the store {store.Folder}; wait for it.");
        }

        StudyQueue? queue = SubmissionFolder.IsAny(store) ? StudyQueue.Of(store, client) : null;
        SubmissionFolder folder = SubmissionFolder.Next(store);
        Dictionary<int, string> jobs = [];
        int count = 0;
        foreach (JobArray array in SubmissionPlan.Of(tasks, store, settings, maxArraySize, queue))
        {
            BatchScript script = ScriptOf(array, folder, store);
            folder.Write(array.Number, array.Lines, script.Lines);
            string? dependency = array.After is { } after ? after.Job ?? jobs[after.Number!.Value] : null;
            jobs[array.Number] = client.Submit(script.Arguments(dependency));
            count += array.Lines.Length;
        }

        return count;
    }

    /// <summary>What <see cref="Submit"/> would do, as text; needs no Slurm, writes nothing.</summary>
    public void Preview(IReadOnlyList<UnitTask> tasks, RunStore store, TextWriter writer)
    {
        bool isThere = client.IsInstalled;
        int maxArraySize = isThere ? client.MaxArraySize() : SlurmClient.DefaultMaxArraySize;
        StudyQueue? queue = isThere && SubmissionFolder.IsAny(store) ? StudyQueue.Of(store, client) : null;
        SubmissionFolder folder = SubmissionFolder.Next(store);
        ImmutableArray<JobArray> arrays = SubmissionPlan.Of(tasks, store, settings, maxArraySize, queue);
        foreach (JobArray array in arrays)
        {
            BatchScript script = ScriptOf(array, folder, store);
            // The shell variables of the lines before: these jobs have no numbers yet.
            string? dependency = array.After is { } after ? after.Job ?? Text($"$job{after.Number}") : null;
            writer.WriteLine(Text($"# {folder.ScriptOf(array.Number)}"));
            writer.WriteLine(script.Lines);
            IEnumerable<string> words = script
                .Arguments(dependency)
                .Select(word =>
                    dependency?[0] == '$' && word.EndsWith(dependency, StringComparison.Ordinal)
                        ? word
                        : Shell.Quoted(word)
                );
            writer.WriteLine(Text($"job{array.Number}=$(sbatch {string.Join(" \\\n  ", words)})"));
            writer.WriteLine();
        }

        int units = arrays.Sum(array => array.Lines.Sum(line => line.Tasks.Length));
        writer.WriteLine(
            Text(
                $"# {units} units in {arrays.Sum(array => array.Lines.Length)} jobs of {arrays.Length} arrays; nothing was submitted."
            )
        );
    }

    private BatchScript ScriptOf(JobArray array, SubmissionFolder folder, RunStore store) =>
        new(array, folder, store, settings, job);

    private void CheckSite(RunStore store)
    {
        if (settings.Partition is { } asked)
        {
            ImmutableSortedSet<string> partitions = client.Partitions();
            if (asked.Split(',').FirstOrDefault(one => !partitions.Contains(one)) is { } unknown)
            {
                throw new BadInputException(
                    $"slurm:partition is '{unknown}', which this cluster does not have; it must be one of {string.Join(", ", partitions)}."
                );
            }
        }

        string? local = LocalFolders.FirstOrDefault(folder =>
            store.Folder == folder || store.Folder.StartsWith(folder + '/', StringComparison.Ordinal)
        );
        string[] others = local is null ? [] : [.. client.Hosts().Where(host => !IsThisHost(host))];
        if (others.Length > 0)
        {
            throw new BadInputException(
                $"The run store {store.Folder} lies in {local}, of which every node has its own; --store must be on a file system that {others[0]} and the other nodes share."
            );
        }
    }

    private static bool IsThisHost(string host) =>
        string.Equals(host.Split('.')[0], Environment.MachineName.Split('.')[0], StringComparison.OrdinalIgnoreCase);

    // Until all is there, or no job is left that could bring it.
    private void Wait(StudyWatch watch, RunStore store, List<string> notes, CancellationToken cancellation)
    {
        TimeSpan pause = FirstInterval < interval ? FirstInterval : interval;
        int silences = 0;
        // A result may be seen by this machine a little later than the end of its job.
        bool isLastLook = false;
        while (!watch.Look() && !isLastLook)
        {
            cancellation.WaitHandle.WaitOne(pause);
            cancellation.ThrowIfCancellationRequested();
            pause = pause * 2 < interval ? pause * 2 : interval;
            try
            {
                isLastLook = !watch.IsAnyQueued(StudyQueue.Of(store, client));
                silences = 0;
                if (isLastLook)
                {
                    cancellation.WaitHandle.WaitOne(pause);
                }
            }
            catch (BadInputException silent) when (++silences < MostSilences)
            {
                notes.Add(silent.Message);
            }
        }

        watch.Look();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
