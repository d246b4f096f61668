using System.Collections.Immutable;

namespace NasTransfer.Study.Execution.Local;

/// <summary>What slots have to tell, one after another: who listens need not know that there are several threads.</summary>
internal sealed class ExecutionNews(TaskQueue queue, int workers, IProgress<ExecutionProgress>? progress)
{
    private readonly Lock gate = new();
    private readonly List<string> notes = [];
    private int ran;
    private double seconds;

    public ImmutableArray<string> Notes
    {
        get
        {
            lock (gate)
            {
                return [.. notes];
            }
        }
    }

    /// <summary>Units that were run, and their wall clock summed.</summary>
    public (int Units, double Seconds) Ran
    {
        get
        {
            lock (gate)
            {
                return (ran, seconds);
            }
        }
    }

    /// <summary>A unit was run.</summary>
    public void Count(double unitSeconds)
    {
        lock (gate)
        {
            ran++;
            seconds += unitSeconds;
        }
    }

    public void Note(string sentence)
    {
        lock (gate)
        {
            notes.Add(sentence);
        }
    }

    /// <summary>A worker is at a task.</summary>
    public void Advance(int worker, QueuedTask task, double fraction, int epoch, int epochs)
    {
        lock (gate)
        {
            queue.Advance(task, fraction);
            Tell(worker, task, TaskNews.Running, fraction, epoch, epochs);
        }
    }

    /// <summary>A task has ended, in one step with what the queue knows of it: Done counts up by one.</summary>
    public void End(int worker, QueuedTask task, TaskNews how, Action<TaskQueue> end)
    {
        lock (gate)
        {
            end(queue);
            Tell(worker, task, how, how == TaskNews.GivenUp ? task.Fraction : 1, epoch: 0, epochs: 0);
        }
    }

    private void Tell(int worker, QueuedTask task, TaskNews news, double fraction, int epoch, int epochs) =>
        progress?.Report(
            new ExecutionProgress(
                queue.Done,
                queue.Total,
                worker,
                task.Task,
                news,
                fraction,
                epoch,
                epochs,
                queue.Remaining(workers)
            )
        );
}
