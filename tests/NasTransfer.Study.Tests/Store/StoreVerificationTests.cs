using NasTransfer.Study.Store;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class StoreVerificationTests
{
    private TemporaryStore temporary = null!;

    [SetUp]
    public void MakeAStore() => temporary = new TemporaryStore();

    [TearDown]
    public void RemoveTheStore() => temporary.Dispose();

    [Test]
    public void Of_AnEmptyStore_HasNothingWrong()
    {
        StoreVerification check = StoreVerification.Of(temporary.Store);

        Assert.That(check.Units, Is.Zero);
        Assert.That(check.Problems, Is.Empty);
    }

    [Test]
    public void Of_WholeAndUnfinishedUnits_CountsThem()
    {
        temporary.Put(TemporaryStore.Search(1), 1);
        temporary.Store.TryLock(TemporaryStore.Search(2))!.Dispose();

        StoreVerification check = StoreVerification.Of(temporary.Store);

        Assert.That((check.Units, check.Results, check.Unfinished), Is.EqualTo((2, 1, 1)));
        Assert.That(check.Problems, Is.Empty);
        Assert.That(check.Sha256, Is.EqualTo(StoreHash.Of(temporary.Store).Sha256));
    }

    [Test]
    public void Of_AFolderThatIsNoUnit_NamesIt()
    {
        Directory.CreateDirectory(Path.Combine(temporary.Folder, "notes"));

        Assert.That(
            StoreVerification.Of(temporary.Store).Problems.Select(problem => problem.Key),
            Is.EqualTo(new[] { "notes" })
        );
    }

    [Test]
    public void Of_AResultWithoutItsUnit_SaysSo()
    {
        var unit = temporary.Put(TemporaryStore.Search(1), 1);
        File.Delete(temporary.PathOf(unit, "unit.json"));

        Assert.That(
            StoreVerification.Of(temporary.Store).Problems,
            Is.EqualTo(new[] { new StoreProblem(unit.Key, "unit.json", "is missing beside a result") })
        );
    }

    [Test]
    public void Of_AFlippedLineAmongTheEvents_SaysSo()
    {
        var unit = temporary.Put(TemporaryStore.Search(1), 1);
        string path = temporary.PathOf(unit, "events.jsonl");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"Done\"", "\"Gone\""));

        Assert.That(
            StoreVerification.Of(temporary.Store).Problems.Select(problem => problem.File),
            Is.EqualTo(new[] { "events.jsonl" })
        );
    }
}
