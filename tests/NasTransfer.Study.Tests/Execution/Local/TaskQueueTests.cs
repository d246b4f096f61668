using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;

namespace NasTransfer.Study.Tests.Execution.Local;

[TestFixture]
public sealed class TaskQueueTests
{
    private static readonly RandomSamplingOptions Random = new();

    [Test]
    public void Take_NoTasks_IsNull() => Assert.That(Queue().Take(), Is.Null);

    [Test]
    public void Take_ATrainingWhoseSearchHasNotEnded_WaitsForIt()
    {
        TaskQueue queue = Queue(UnitTasks.Search(1), UnitTasks.Training(1, 101));
        QueuedTask search = queue.Take()!;

        Task<QueuedTask?> next = Task.Run(queue.Take);
        Assert.That(next.Wait(TimeSpan.FromMilliseconds(50)), Is.False);
        queue.Complete(search, seconds: 1);

        Assert.That(next.Result!.Task, Is.EqualTo(UnitTasks.Training(1, 101)));
    }

    [Test]
    public void Take_SearchesAndTrainings_StartsWithTheLongestChain()
    {
        // A search that nothing waits for, one with a training, and another; once it is known that training takes long and
        // random sampling takes nothing, a training comes before a search alone.
        TaskQueue queue = Queue(
            UnitTasks.Search(1),
            UnitTasks.Search(2),
            UnitTasks.Training(2, 102),
            UnitTasks.Search(3, Random),
            UnitTasks.Training(3, 103, Random)
        );

        Assert.That(TakeAndEnd(queue, seconds: 5), Is.EqualTo("search 2"));
        Assert.That(TakeAndEnd(queue, seconds: 0), Is.EqualTo("search 1"));
        Assert.That(TakeAndEnd(queue, seconds: 0), Is.EqualTo("search 3"));
        Assert.That(TakeAndEnd(queue, seconds: 9), Is.EqualTo("training 102 of search 2"));
        Assert.That(TakeAndEnd(queue, seconds: 9), Is.EqualTo("training 103 of search 3"));
        Assert.That(queue.Take(), Is.Null);
        Assert.That(queue.IsFinished, Is.True);
    }

    [Test]
    public void TryClaim_AUnitThatIsBeingRun_PutsTheTaskBackUntilItEnds()
    {
        TaskQueue queue = Queue(UnitTasks.Search(1), UnitTasks.Search(2));
        QueuedTask first = queue.Take()!;
        QueuedTask second = queue.Take()!;
        Assert.That(queue.TryClaim(first, "key"), Is.True);
        Assert.That(queue.TryClaim(second, "key"), Is.False);

        Task<QueuedTask?> next = Task.Run(queue.Take);
        Assert.That(next.Wait(TimeSpan.FromMilliseconds(50)), Is.False);
        queue.Complete(first, seconds: null);

        Assert.That(next.Result, Is.SameAs(second));
        Assert.That(queue.TryClaim(second, "key"), Is.True);
    }

    [Test]
    public void Defer_ATask_GivesItOutAgainWhenItsTimeHasCome()
    {
        TaskQueue queue = Queue(UnitTasks.Search(1), UnitTasks.Search(2));
        QueuedTask first = queue.Take()!;
        queue.Defer(first, TimeSpan.FromMilliseconds(20));

        QueuedTask second = queue.Take()!;
        Assert.That(second, Is.Not.SameAs(first));
        Assert.That(queue.Take(), Is.SameAs(first));
    }

    [Test]
    public void GiveUp_ASearch_GivesUpItsTrainingsToo()
    {
        TaskQueue queue = Queue(UnitTasks.Search(1), UnitTasks.Training(1, 101), UnitTasks.Training(1, 102));

        queue.GiveUp(queue.Take()!, "It broke.", "log");

        Assert.That(queue.Take(), Is.Null);
        Assert.That(queue.Done, Is.EqualTo(3));
        Assert.That(
            queue.Failures.Select(failure => failure.Reason),
            Is.EqualTo(
                new[]
                {
                    "It broke.",
                    "Not started, as search 1 has no result.",
                    "Not started, as search 1 has no result.",
                }
            )
        );
    }

    [Test]
    public void Close_WhileSomebodyWaits_SendsThemAway()
    {
        TaskQueue queue = Queue(UnitTasks.Search(1), UnitTasks.Training(1, 101));
        queue.Take();
        Task<QueuedTask?> waiting = Task.Run(queue.Take);

        queue.Close();

        Assert.That(waiting.Result, Is.Null);
        Assert.That(queue.IsFinished, Is.False);
    }

    [Test]
    public void Remaining_NothingHasEnded_IsUnknown() => Assert.That(Queue(UnitTasks.Search(1)).Remaining(1), Is.Null);

    [Test]
    public void Remaining_OneOfAKindHasEnded_TakesTheOthersForAsLong()
    {
        TaskQueue queue = Queue(UnitTasks.Search(1), UnitTasks.Search(2), UnitTasks.Search(3), UnitTasks.Search(4));
        queue.Complete(queue.Take()!, seconds: 10);
        queue.Advance(queue.Take()!, fraction: 0.5);

        // Half a search and two whole ones, for two workers: (5 + 10 + 10) / 2.
        Assert.That(queue.Remaining(workers: 2), Is.EqualTo(TimeSpan.FromSeconds(12.5)));
    }

    private static TaskQueue Queue(params UnitTask[] tasks) => new(tasks, TimeProvider.System);

    private static string TakeAndEnd(TaskQueue queue, double seconds)
    {
        QueuedTask task = queue.Take()!;
        queue.Complete(task, seconds);
        return task.Task.Title;
    }
}
