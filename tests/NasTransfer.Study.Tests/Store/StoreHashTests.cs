using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class StoreHashTests
{
    private static readonly SearchUnit One = TemporaryStore.Search(1);
    private static readonly SearchUnit Two = TemporaryStore.Search(2);

    private TemporaryStore here = null!;
    private TemporaryStore there = null!;

    [SetUp]
    public void MakeTwoStores()
    {
        here = new TemporaryStore();
        there = new TemporaryStore();
    }

    [TearDown]
    public void RemoveThem()
    {
        here.Dispose();
        there.Dispose();
    }

    // SHA-256 of nothing: FIPS 180-4's empty message.
    [Test]
    public void Of_AnEmptyStore_IsTheHashOfNothing() =>
        Assert.That(
            StoreHash.Of(here.Store).Sha256,
            Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        );

    [Test]
    public void Of_TheSameResultsInAnotherOrderAtAnotherCost_IsTheSame()
    {
        here.Put(One, 1);
        here.Put(Two, 2);
        there.Put(Two, 2);
        there.Store.Put(One, Fakes.Result(1), new UnitCost(9, 9, 9));

        Assert.That(StoreHash.Of(there.Store).Sha256, Is.EqualTo(StoreHash.Of(here.Store).Sha256));
        Assert.That(StoreHash.Of(here.Store).ComparedWith(StoreHash.Of(there.Store)).IsNone, Is.True);
    }

    [Test]
    public void Of_SomeKeys_CountsThoseAlone()
    {
        here.Put(One, 1);
        string alone = StoreHash.Of(here.Store).Sha256;
        here.Put(Two, 2);

        Assert.That(StoreHash.Of(here.Store, [One.Key, One.Key]).Sha256, Is.EqualTo(alone));
        Assert.That(StoreHash.Of(here.Store).Sha256, Is.Not.EqualTo(alone));
    }

    [Test]
    public void Of_ADamagedResult_LeavesItOut()
    {
        here.Put(One, 1);
        here.Put(Two, 2);
        File.WriteAllText(here.PathOf(Two, "result.json"), "{}");

        Assert.That(StoreHash.Of(here.Store).Results.Select(result => result.Key), Is.EqualTo(new[] { One.Key }));
    }

    [Test]
    public void ComparedWith_AnotherStore_TellsUnitByUnit()
    {
        SearchUnit three = TemporaryStore.Search(3);
        here.Put(One, 1);
        there.Put(One, 1.5);
        here.Put(Two, 2);
        there.Put(three, 3);

        StoreDifference difference = StoreHash.Of(here.Store).ComparedWith(StoreHash.Of(there.Store));

        Assert.That(difference.IsNone, Is.False);
        Assert.That(difference.Differing, Is.EqualTo(new[] { One.Key }));
        Assert.That(difference.Missing, Is.EqualTo(new[] { three.Key }));
        Assert.That(difference.Additional, Is.EqualTo(new[] { Two.Key }));
    }
}
