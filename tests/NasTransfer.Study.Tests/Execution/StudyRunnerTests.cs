using System.Collections;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Tests.Execution;

[TestFixture]
public sealed class StudyRunnerTests
{
    private string folder = "";
    private StudyPlan plan = null!;

    [SetUp]
    public void MakeAPlan()
    {
        folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"store-{Guid.NewGuid():N}");
        Profile profile = ProfileFile.Load(ProfileText.File(), [], new Hashtable());
        plan = TransferPlan.Build(profile, "C15", new GeneratedDataSource());
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

        StudyOutcome outcome = new StudyRunner(new RunStore(folder), Fakes.Work(ran)).Run(plan);

        Assert.That(ran, Has.Count.EqualTo(plan.Units));
        Assert.That(outcome.Augments.Select(run => run.FromStore), Is.All.False);
        // The fake's accuracy is the number of images that it was given: 3 classes of 4 and 2.
        Assert.That(outcome.Augments.Select(run => run.Result.Top1Last), Is.All.EqualTo(18));
    }

    [Test]
    public void Run_AgainOnTheSameStore_RunsNothing()
    {
        List<string> ran = [];
        StudyRunner runner = new(new RunStore(folder), Fakes.Work(ran));
        StudyOutcome first = runner.Run(plan);
        ran.Clear();

        StudyOutcome second = runner.Run(plan);

        Assert.That(ran, Is.Empty);
        Assert.That(second.Augments.Select(run => run.FromStore), Is.All.True);
        Assert.That(
            second.Augments.Select(run => run.Unit.Genotype),
            Is.EqualTo(first.Augments.Select(run => run.Unit.Genotype))
        );
    }

    [Test]
    public void Run_AfterAResultWasDamaged_RunsThatUnitAgainAndSaysSo()
    {
        List<string> ran = [];
        RunStore store = new(folder);
        StudyRunner runner = new(store, Fakes.Work(ran));
        StudyOutcome first = runner.Run(plan);
        ran.Clear();
        File.WriteAllText(Path.Combine(store.FolderOf(first.Augments[2].Unit), "result.json"), "{}");

        StudyOutcome second = runner.Run(plan);

        Assert.That(ran, Is.EqualTo(new[] { first.Augments[2].Unit.Title }));
        Assert.That(second.Notes, Has.Length.EqualTo(1));
    }

    [Test]
    public void Run_AUnitThatFails_StopsWithItsError()
    {
        UnitWork broken = Fakes.Work([]) with
        {
            Augment = (_, _, _, _, _) => throw new InvalidOperationException("out of memory"),
        };

        Assert.That(
            () => new StudyRunner(new RunStore(folder), broken).Run(plan),
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
            () => new StudyRunner(store, Fakes.Work(ran)).Run(plan, progress, source.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        ran.Clear();
        new StudyRunner(store, Fakes.Work(ran)).Run(plan);
        Assert.That(ran, Has.Count.EqualTo(plan.Units - 3));
    }

    [Test]
    public void Run_Progress_CountsUpToTheTotal()
    {
        List<StudyProgress> seen = [];

        new StudyRunner(new RunStore(folder), Fakes.Work([])).Run(plan, new Counting(seen.Add));

        Assert.That(seen[^1].Done, Is.EqualTo(plan.Units));
        Assert.That(seen.Select(value => value.Done), Is.Ordered);
        Assert.That(seen.Select(value => value.Fraction), Does.Contain(0.5).And.Contain(0.25));
    }

    private sealed class Counting(Action<StudyProgress> action) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => action(value);
    }
}
