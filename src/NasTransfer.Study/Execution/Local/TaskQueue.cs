using System.Collections.Immutable;

namespace NasTransfer.Study.Execution.Local;

/// <summary>
/// Which task is next. Whoever asks gets the one at the head of the longest chain of work, and waits while there is none.
/// All members may be called by several threads.
/// </summary>
internal sealed class TaskQueue
{
    // Where nothing is known yet, every step of a chain is as long as another.
    private const double UnknownSeconds = 1;

    private readonly object gate = new();
    private readonly TimeProvider clock;
    private readonly DurationGuess durations = new();
    private readonly ImmutableArray<QueuedTask> tasks;
    private readonly List<QueuedTask> waiting;
    private readonly HashSet<string> inFlight = [];
    private readonly List<TaskFailure> failures = [];
    private bool isClosed;

    /// <exception cref="ArgumentException">A training's search is not among the tasks.</exception>
    public TaskQueue(IReadOnlyList<UnitTask> tasks, TimeProvider clock)
    {
        this.clock = clock;
        Dictionary<string, QueuedTask> searches = [];
        foreach (UnitTask task in tasks.Where(task => task.Augment is null))
        {
            searches.TryAdd(task.Search.Key, new QueuedTask(task, search: null));
        }

        this.tasks = [.. tasks.Select(task => Queued(task, searches))];
        waiting = [.. this.tasks.Distinct()];
    }

    public int Total => tasks.Length;

    public int Done => Locked(() => tasks.Count(task => task.IsOver));

    public bool IsFinished => Locked(() => tasks.All(task => task.IsOver));

    public ImmutableArray<TaskFailure> Failures => Locked(() => failures.ToImmutableArray());

    /// <summary>The next task; null when there is nothing left to do, or the queue was closed.</summary>
    public QueuedTask? Take()
    {
        lock (gate)
        {
            while (!isClosed && !tasks.All(task => task.IsOver))
            {
                if (waiting.Where(IsReady).MaxBy(Chain) is { } next)
                {
                    waiting.Remove(next);
                    next.State = TaskState.Running;
                    next.Began = clock.GetTimestamp();
                    next.Fraction = 0;
                    return next;
                }

                Monitor.Wait(gate, UntilReady());
            }

            return null;
        }
    }

    /// <summary>
    /// Says which unit a task is, now that its search is known. False if another task of the same unit is being run: this one
    /// then waits for it.
    /// </summary>
    public bool TryClaim(QueuedTask task, string key) =>
        Locked(() =>
        {
            task.Key = key;
            if (inFlight.Add(key))
            {
                return true;
            }

            task.State = TaskState.Waiting;
            waiting.Add(task);
            return false;
        });

    public void Advance(QueuedTask task, double fraction) => Locked(() => task.Fraction = fraction);

    /// <summary>The store has its result.</summary>
    /// <param name="seconds">That it took, then or now; null where that is not known.</param>
    public void Complete(QueuedTask task, double? seconds) =>
        Locked(() =>
        {
            if (seconds is { } known)
            {
                durations.Learn(task.Task, known);
            }

            Leave(task, TaskState.Done);
        });

    /// <summary>It is to be looked at again, after a while.</summary>
    public void Defer(QueuedTask task, TimeSpan delay) =>
        Locked(() =>
        {
            task.NotBefore = clock.GetTimestamp() + (long)(delay.TotalSeconds * clock.TimestampFrequency);
            Leave(task, TaskState.Waiting);
        });

    /// <summary>It has no result and will have none; nor will what waits for it.</summary>
    public void GiveUp(QueuedTask task, string reason, string logTail, bool isBadInput = false) =>
        Locked(() =>
        {
            failures.Add(new TaskFailure(task.Task, reason, logTail, isBadInput));
            Leave(task, TaskState.GivenUp);
            foreach (QueuedTask dependent in task.Dependents)
            {
                waiting.Remove(dependent);
                dependent.State = TaskState.GivenUp;
                failures.Add(
                    new TaskFailure(dependent.Task, TaskFailure.Without(task.Task.Title), LogTail: "", isBadInput)
                );
            }
        });

    /// <summary>From here on, nothing is given out.</summary>
    public void Close() => Locked(() => isClosed = true);

    /// <summary>A guess at the time that the rest takes; null while some of it is like nothing that has ended.</summary>
    public TimeSpan? Remaining(int workers) =>
        Locked<TimeSpan?>(() =>
        {
            double sum = 0;
            foreach (QueuedTask task in tasks.Where(task => !task.IsOver))
            {
                if (Seconds(task) is not { } seconds)
                {
                    return null;
                }

                sum += seconds * (1 - task.Fraction);
            }

            return TimeSpan.FromSeconds(sum / workers);
        });

    private static QueuedTask Queued(UnitTask task, Dictionary<string, QueuedTask> searches)
    {
        if (!searches.TryGetValue(task.Search.Key, out QueuedTask? search))
        {
            throw new ArgumentException($"{task.Title} waits for a search that is not among the tasks.", nameof(task));
        }

        if (task.Augment is null)
        {
            return search;
        }

        QueuedTask training = new(task, search);
        search.Dependents.Add(training);
        return training;
    }

    private bool IsReady(QueuedTask task) =>
        task.Search is not { State: not TaskState.Done }
        && (task.Key is null || !inFlight.Contains(task.Key))
        && task.NotBefore <= clock.GetTimestamp();

    private double Chain(QueuedTask task) =>
        Weight(task) + task.Dependents.Where(dependent => !dependent.IsOver).Select(Weight).DefaultIfEmpty().Max();

    private double Weight(QueuedTask task) => durations.Of(task.Task) ?? UnknownSeconds;

    private double? Seconds(QueuedTask task) =>
        durations.Of(task.Task)
        ?? (
            task is { State: TaskState.Running, Fraction: > 0 }
                ? clock.GetElapsedTime(task.Began).TotalSeconds / task.Fraction
                : null
        );

    // A change wakes whoever waits; the clock has to be watched for deferred tasks only.
    private TimeSpan UntilReady()
    {
        long now = clock.GetTimestamp();
        long[] deferred = [.. waiting.Select(task => task.NotBefore).Where(time => time > now)];
        return deferred.Length == 0
            ? Timeout.InfiniteTimeSpan
            : clock.GetElapsedTime(now, deferred.Min()) + TimeSpan.FromMilliseconds(1);
    }

    private void Leave(QueuedTask task, TaskState state)
    {
        task.State = state;
        task.Fraction = 0;
        if (task.Key is not null)
        {
            inFlight.Remove(task.Key);
        }

        if (state == TaskState.Waiting)
        {
            waiting.Add(task);
        }
    }

    private void Locked(Action change) =>
        Locked(() =>
        {
            change();
            return true;
        });

    private T Locked<T>(Func<T> change)
    {
        lock (gate)
        {
            T result = change();
            Monitor.PulseAll(gate);
            return result;
        }
    }
}
