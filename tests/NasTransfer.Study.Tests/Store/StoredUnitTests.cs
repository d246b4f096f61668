using NasTransfer.Engine;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class StoredUnitTests
{
    private TemporaryStore temporary = null!;

    private RunStore Store => temporary.Store;

    [SetUp]
    public void MakeAStore() => temporary = new TemporaryStore();

    [TearDown]
    public void RemoveTheStore() => temporary.Dispose();

    private static readonly Unit[] Units = [TemporaryStore.Search(1), TemporaryStore.Augment(2)];

    [TestCaseSource(nameof(Units))]
    public void Of_AFinishedUnit_TellsAll(Unit unit)
    {
        temporary.Put(unit, 41.25);

        StoredUnit stored = StoredUnit.Of(Store, unit.Key);

        Assert.That(stored.Unit!.Key, Is.EqualTo(unit.Key));
        Assert.That(stored.Unit.Title, Is.EqualTo(unit.Title));
        Assert.That(stored.State, Is.EqualTo(UnitState.Done));
        Assert.That(stored.Cost, Is.EqualTo(new UnitCost(1.5, 1.25, 100)));
        Assert.That(stored.Events.Events, Has.Length.EqualTo(2));
        Assert.That(stored.Origin, Is.Null);
        Assert.That(stored.Problems, Is.Empty);
    }

    [Test]
    public void Of_AUnitThatWasOnlyLocked_IsUnfinished()
    {
        Store.TryLock(Units[0])!.Dispose();

        StoredUnit stored = StoredUnit.Of(Store, Units[0].Key);

        Assert.That(stored.State, Is.EqualTo(UnitState.Unfinished));
        Assert.That(stored.Unit, Is.EqualTo(Units[0]));
    }

    // A later version may know phases that this one does not.
    [Test]
    public void Of_AUnitOfAnotherForm_IsWholeAndHasNoTitle()
    {
        const string Text = "{\"phase\":\"distil\"}";
        string key = CanonicalJson.Sha256(Text);
        Directory.CreateDirectory(Path.Combine(temporary.Folder, key));
        File.WriteAllText(Path.Combine(temporary.Folder, key, "unit.json"), Text);

        StoredUnit stored = StoredUnit.Of(Store, key);

        Assert.That(stored.Unit, Is.Null);
        Assert.That(stored.UnitJson, Is.Not.Null);
        Assert.That(stored.Problems, Is.Empty);
    }

    [Test]
    public void Find_ByTheFirstDigits_FindsTheOne()
    {
        temporary.Put(Units[0], 1);
        temporary.Put(Units[1], 1);

        Assert.That(StoredUnit.Find(Store, Units[1].Key[..8].ToUpperInvariant()).Key, Is.EqualTo(Units[1].Key));
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("zzzz")]
    [TestCase("../..")]
    public void Find_NoUnitOfThatName_SaysWhatIsRight(string digits)
    {
        temporary.Put(Units[0], 1);

        Assert.That(
            () => StoredUnit.Find(Store, digits),
            Throws.TypeOf<BadInputException>().With.Message.Contains($"'{digits}'")
        );
    }

    [Test]
    public void Find_TwoOfTheSameDigits_AsksForMore()
    {
        Directory.CreateDirectory(Path.Combine(temporary.Folder, new string('a', 64)));
        Directory.CreateDirectory(Path.Combine(temporary.Folder, new string('a', 63) + "b"));

        Assert.That(
            () => StoredUnit.Find(Store, "aaaa"),
            Throws.TypeOf<BadInputException>().With.Message.Contains("more digits")
        );
    }
}
