using NasTransfer.Engine.Search;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Execution;

[TestFixture]
public sealed class StudyOutcomeTests
{
    private string folder = "";
    private UnitPlan plan = null!;
    private RunStore store = null!;

    [SetUp]
    public void MakeAPlan()
    {
        folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"store-{Guid.NewGuid():N}");
        plan = SmallStudy.Units();
        store = new RunStore(folder);
    }

    [TearDown]
    public void RemoveTheFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Of_AnEmptyStore_NamesEverythingAsMissing()
    {
        StudyOutcome outcome = StudyOutcome.Of(plan, store);

        Assert.That(outcome.Augments, Is.Empty);
        Assert.That(outcome.Missing, Has.Length.EqualTo(plan.Study.Units));
        Assert.That(outcome.Missing, Does.Contain("DARTS on CIFAR10, seed 2 → ImageNet1K, augment seed 2"));
    }

    [Test]
    public void Of_AWholeStore_PairsEachTrainingWithItsSearch()
    {
        Fill();

        StudyOutcome outcome = StudyOutcome.Of(plan, store);

        Assert.That(outcome.Missing, Is.Empty);
        Assert.That(outcome.Searches, Has.Length.EqualTo(7));
        Assert.That(
            outcome.Augments.Select(run => run.Unit.Genotype),
            Is.EqualTo(outcome.Augments.Select(run => run.Search.Result.Genotype))
        );
        Assert.That(
            outcome.Augments.Select(run => run.Experiments[0]).Distinct(),
            Is.EqualTo(new[] { "transfer", "random" })
        );
    }

    [Test]
    public void Of_ADamagedResult_IsMissingAndNoted()
    {
        Fill();
        CompletedAugment damaged = StudyOutcome.Of(plan, store).Augments[2];
        File.WriteAllText(Path.Combine(store.FolderOf(damaged.Unit), "result.json"), "{}");

        StudyOutcome outcome = StudyOutcome.Of(plan, store);

        Assert.That(outcome.Missing, Is.EqualTo(new[] { damaged.Planned.Title }));
        Assert.That(outcome.Notes, Has.Length.EqualTo(1));
    }

    private void Fill()
    {
        UnitCost cost = new(1, 1, 1);
        UnitWork work = Fakes.Work([]);
        foreach (UnitTask task in plan.Tasks)
        {
            if (task.Augment is null)
            {
                SearchResult result = work.Search(task.Search, plan.Images.Of(task.Search), null, null, default);
                store.Put(task.Search, result, cost);
                continue;
            }

            var unit = (AugmentUnit)task.UnitIn(store)!;
            var (train, test) = plan.Images.Of(unit);
            store.Put(unit, work.Augment(unit, train, test, null, null, default), cost);
        }
    }
}
