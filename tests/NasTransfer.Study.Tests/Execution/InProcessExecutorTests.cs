using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Tests.Execution;

[TestFixture]
public sealed class InProcessExecutorTests
{
    private string folder = "";
    private UnitPlan plan = null!;

    [SetUp]
    public void MakeAPlan()
    {
        folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"store-{Guid.NewGuid():N}");
        plan = SmallStudy.Units();
    }

    [TearDown]
    public void RemoveTheFolder()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Run_AnEmptyStore_RunsEveryUnitOnce()
    {
        List<string> ran = [];
        RunStore store = new(folder);

        Run(store, Fakes.Work(ran));

        StudyOutcome outcome = StudyOutcome.Of(plan, store);
        Assert.That(ran, Has.Count.EqualTo(plan.Study.Units));
        Assert.That(outcome.Missing, Is.Empty);
        // The fake's accuracy is the number of images that it was given: 3 classes of 4 and 2.
        Assert.That(outcome.Augments.Select(run => run.Result.Top1Last), Is.All.EqualTo(18));
    }

    [Test]
    public void Run_AgainOnTheSameStore_RunsNothing()
    {
        List<string> ran = [];
        RunStore store = new(folder);
        Run(store, Fakes.Work([]));
        List<ExecutionProgress> seen = [];

        Run(store, Fakes.Work(ran), new Counting(seen.Add));

        Assert.That(ran, Is.Empty);
        Assert.That(seen.Select(value => value.FromStore), Is.All.True);
    }

    [Test]
    public void Run_AfterAResultWasDamaged_RunsThatUnitAgainAndSaysSo()
    {
        List<string> ran = [];
        RunStore store = new(folder);
        Run(store, Fakes.Work([]));
        CompletedAugment damaged = StudyOutcome.Of(plan, store).Augments[2];
        File.WriteAllText(Path.Combine(store.FolderOf(damaged.Unit), "result.json"), "{}");

        ExecutionReport report = Run(store, Fakes.Work(ran));

        Assert.That(ran, Is.EqualTo(new[] { damaged.Unit.Title }));
        Assert.That(report.Notes, Has.Length.EqualTo(1));
    }

    [Test]
    public void Outcome_OfAnEmptyStore_NamesEverythingAsMissing()
    {
        StudyOutcome outcome = StudyOutcome.Of(plan, new RunStore(folder));

        Assert.That(outcome.Augments, Is.Empty);
        Assert.That(outcome.Missing, Has.Length.EqualTo(plan.Study.Units));
        Assert.That(outcome.Missing, Does.Contain("DARTS on CIFAR10, seed 2 → ImageNet1K, augment seed 2"));
    }

    [Test]
    public void Run_ATrainingBeforeItsSearch_IsRefused()
    {
        UnitTask training = plan.Tasks[^1];

        Assert.That(
            () => new InProcessExecutor(plan.Images, Fakes.Work([])).Run([training], new RunStore(folder)),
            Throws.TypeOf<Engine.BadInputException>().With.Message.Contains("comes before its search")
        );
    }

    [Test]
    public void Run_AUnitThatFails_StopsWithItsError()
    {
        UnitWork broken = Fakes.Work([]) with
        {
            Augment = (_, _, _, _, _) => throw new InvalidOperationException("out of memory"),
        };

        Assert.That(
            () => Run(new RunStore(folder), broken),
            Throws.InvalidOperationException.With.Message.EqualTo("out of memory")
        );
    }

    [Test]
    public void Run_Cancelled_KeepsWhatEnded()
    {
        using CancellationTokenSource source = new();
        List<string> ran = [];
        RunStore store = new(folder);
        Counting progress = new(value =>
        {
            if (value.Done == 3)
            {
                source.Cancel();
            }
        });

        Assert.That(
            () => Run(store, Fakes.Work(ran), progress, source.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        ran.Clear();
        Run(store, Fakes.Work(ran));
        Assert.That(ran, Has.Count.EqualTo(plan.Study.Units - 3));
    }

    [Test]
    public void Run_Progress_CountsUpToTheTotal()
    {
        List<ExecutionProgress> seen = [];

        Run(new RunStore(folder), Fakes.Work([]), new Counting(seen.Add));

        Assert.That(seen[^1].Done, Is.EqualTo(plan.Study.Units));
        Assert.That(seen.Select(value => value.Done), Is.Ordered);
        Assert.That(seen.Select(value => value.Fraction), Does.Contain(0.5).And.Contain(0.25));
    }

    private ExecutionReport Run(
        RunStore store,
        UnitWork work,
        IProgress<ExecutionProgress>? progress = null,
        CancellationToken cancellation = default
    ) => new InProcessExecutor(plan.Images, work).Run(plan.Tasks, store, progress, cancellation);

    private sealed class Counting(Action<ExecutionProgress> action) : IProgress<ExecutionProgress>
    {
        public void Report(ExecutionProgress value) => action(value);
    }
}
