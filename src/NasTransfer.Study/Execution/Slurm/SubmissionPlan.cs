using System.Collections.Immutable;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>
/// The job arrays that bring what a store lacks and no job will bring. A search is a task of an array; its trainings stand
/// at the same index of later arrays, each of which waits for it alone. Trainings whose search is stored wait for nothing,
/// and neither do those of random sampling, whose architecture costs nothing: their job draws it.
/// </summary>
internal sealed class SubmissionPlan
{
    private readonly SlurmSettings settings;
    private readonly int maxArraySize;
    private readonly StudyQueue? queue;
    private readonly List<JobArray> arrays = [];
    private readonly Dictionary<string, (Predecessor Array, int Index)> places = [];

    private SubmissionPlan(SlurmSettings settings, int maxArraySize, StudyQueue? queue) =>
        (this.settings, this.maxArraySize, this.queue) = (settings, maxArraySize, queue);

    /// <param name="tasks">Each search that a training waits for is among them.</param>
    /// <param name="maxArraySize">One more than the largest index of an array.</param>
    /// <param name="queue">What is queued; null for nothing.</param>
    public static ImmutableArray<JobArray> Of(
        IEnumerable<UnitTask> tasks,
        RunStore store,
        SlurmSettings settings,
        int maxArraySize,
        StudyQueue? queue
    )
    {
        UnitTask[] missing = [.. tasks.DistinctBy(TaskId.Of).Where(task => !task.IsDoneIn(store))];
        UnitTask[] wanted = [.. missing.Where(task => queue?.JobOf(TaskId.Of(task)) is null)];
        UnitTask[] trainings = [.. wanted.Where(task => task.Augment is not null)];
        HashSet<string> drawn =
        [
            .. trainings.Where(task => task.Search.Source is null).Select(task => task.Search.Key),
        ];
        SubmissionPlan plan = new(settings, maxArraySize, queue);
        plan.AddSearches([.. wanted.Where(task => task.Augment is null && !drawn.Contains(task.Search.Key))]);
        plan.FindQueued(missing.Where(task => task.Augment is null && !drawn.Contains(task.Search.Key)));
        foreach (IGrouping<int, UnitTask> alike in trainings.GroupBy(RanksOf))
        {
            plan.AddTrainings(alike.Key, [.. alike]);
        }

        return [.. plan.arrays];
    }

    /// <summary>Processes that run a unit together.</summary>
    public static int RanksOf(UnitTask task) => task.Augment?.Options.Ranks ?? 1;

    private void AddSearches(UnitTask[] searches)
    {
        foreach (UnitTask[] block in searches.Chunk(maxArraySize))
        {
            JobArray array = Add(ranks: 1, after: null, block.Select((task, i) => new ManifestLine(i, [task])));
            foreach (ManifestLine line in array.Lines)
            {
                places[line.Tasks[0].Search.Key] = (new Predecessor(array.Number, Job: null), line.Index);
            }
        }
    }

    private void FindQueued(IEnumerable<UnitTask> searches)
    {
        foreach (UnitTask search in searches)
        {
            if (queue?.JobOf(TaskId.Of(search)) is { } job)
            {
                places[search.Search.Key] = (new Predecessor(Number: null, job.Array), job.Index);
            }
        }
    }

    private void AddTrainings(int ranks, UnitTask[] trainings)
    {
        // Ranks meet once in the life of their processes.
        int unitsPerTask = ranks > 1 ? 1 : settings.UnitsPerTask;
        UnitTask[] free = [.. trainings.Where(task => !places.ContainsKey(task.Search.Key))];
        foreach (UnitTask[][] block in free.Chunk(unitsPerTask).Chunk(maxArraySize))
        {
            Add(ranks, after: null, block.Select((units, i) => new ManifestLine(i, [.. units])));
        }

        var waiting =
            from task in trainings.Except(free)
            group task by task.Search.Key into bySearch
            from chunk in bySearch.Chunk(unitsPerTask).Select((units, layer) => (units, layer))
            let place = places[bySearch.Key]
            // An array holds one chunk of each search.
            group new ManifestLine(place.Index, [.. chunk.units]) by (place.Array, chunk.layer);
        foreach (var lines in waiting)
        {
            Add(ranks, lines.Key.Array, lines.OrderBy(line => line.Index));
        }
    }

    private JobArray Add(int ranks, Predecessor? after, IEnumerable<ManifestLine> lines)
    {
        JobArray array = new(arrays.Count + 1, ranks, after, [.. lines]);
        arrays.Add(array);
        return array;
    }
}
