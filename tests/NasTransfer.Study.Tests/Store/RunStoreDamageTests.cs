using NasTransfer.Engine;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

/// <summary>Whatever a disk does to a file, the store gives the stored figure or none.</summary>
[TestFixture]
public sealed class RunStoreDamageTests
{
    private static readonly SearchUnit Unit = TemporaryStore.Search(1);
    private static readonly UnitCost Cost = new(1.5, 1.25, 100);

    private TemporaryStore temporary = null!;

    private RunStore Store => temporary.Store;

    [SetUp]
    public void StoreAResult()
    {
        temporary = new TemporaryStore();
        temporary.Put(Unit, 41.25);
    }

    [TearDown]
    public void RemoveTheStore() => temporary.Dispose();

    [Test]
    public void Find_WithAnyBitOfTheResultFlipped_TellsTheResultOrNone()
    {
        foreach (string where in Flipped("result.json"))
        {
            List<string> distrusted = [];
            Stored<AugmentResult>? stored = Store.Find<AugmentResult>(Unit, distrusted.Add);

            Assert.That(stored?.Result.Top1Last ?? 41.25, Is.EqualTo(41.25), where);
            Assert.That(stored is null, Is.EqualTo(distrusted.Count == 1), where);
        }
    }

    [Test]
    public void Find_WithAFolderWhereTheResultShouldBe_SaysWhatToDo()
    {
        string path = temporary.PathOf(Unit, "result.json");
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.That(
            () => Store.Find<AugmentResult>(Unit),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.StartsWith($"{path} cannot be read")
                .And.Message.Contains("remove it")
        );
    }

    [Test]
    public void Find_WithAnyBitOfTheCostFlipped_KeepsTheResultAndTellsTheCostOrUnknown()
    {
        foreach (string where in Flipped("cost.json"))
        {
            Stored<AugmentResult> stored = Store.Find<AugmentResult>(Unit)!;

            Assert.That(stored.Result.Top1Last, Is.EqualTo(41.25), where);
            Assert.That(stored.Cost ?? Cost, Is.EqualTo(Cost), where);
        }
    }

    [Test]
    public void StoredUnit_WithAnyBitOfTheUnitFlipped_TellsTheUnitOrDamage()
    {
        foreach (string where in Flipped("unit.json"))
        {
            StoredUnit stored = StoredUnit.Of(Store, Unit.Key);

            Assert.That(stored.Unit ?? Unit, Is.EqualTo(Unit), where);
            Assert.That(stored.State, Is.EqualTo(stored.Unit is null ? UnitState.Damaged : UnitState.Done), where);
        }
    }

    [TestCase("unit.json")]
    [TestCase("result.json")]
    [TestCase("cost.json")]
    public void Verification_OfAFileThatWasCutOff_NamesIt(string file)
    {
        byte[] whole = File.ReadAllBytes(temporary.PathOf(Unit, file));
        // The last byte is the end of the line, which says nothing.
        for (int length = 0; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(temporary.PathOf(Unit, file), whole[..length]);

            StoreProblem[] problems = [.. StoreVerification.Of(Store).Problems];

            Assert.That(problems, Has.Length.EqualTo(1), $"{length} bytes");
            Assert.That(problems[0], Has.Property("Key").EqualTo(Unit.Key).And.Property("File").EqualTo(file));
        }
    }

    [TestCase("unit.json")]
    [TestCase("result.json")]
    [TestCase("cost.json")]
    [TestCase("events.jsonl")]
    public void Put_OverADamagedFile_MakesTheUnitWholeAgain(string file)
    {
        File.WriteAllText(temporary.PathOf(Unit, file), "");

        temporary.Put(Unit, 41.25);

        Assert.That(StoreVerification.Of(Store).Problems, Is.Empty);
        Assert.That(Store.Find<AugmentResult>(Unit)!.Cost, Is.EqualTo(Cost));
    }

    [Test]
    public void Find_BesideAFileThatAWriterDidNotFinish_IgnoresIt()
    {
        File.WriteAllText(temporary.PathOf(Unit, "result.json.12.ab.tmp"), "{\"unit\"");

        Assert.That(Store.Find<AugmentResult>(Unit)!.Result.Top1Last, Is.EqualTo(41.25));
        Assert.That(StoreVerification.Of(Store).Problems, Is.Empty);
    }

    [Test]
    public void TryLock_OverALockFileWithContent_LocksAllTheSame()
    {
        File.WriteAllText(temporary.PathOf(Unit, "lock"), "left by a disk");

        using UnitLock? held = Store.TryLock(Unit);

        Assert.That(held, Is.Not.Null);
    }

    [Test]
    public void TryLock_OverADamagedUnitFile_WritesItAnew()
    {
        File.WriteAllText(temporary.PathOf(Unit, "unit.json"), "{");

        Store.TryLock(Unit)!.Dispose();

        Assert.That(StoreVerification.Of(Store).Problems, Is.Empty);
    }

    // A place of the flipped bit after another; the file is whole again afterwards.
    private IEnumerable<string> Flipped(string file)
    {
        string path = temporary.PathOf(Unit, file);
        byte[] whole = File.ReadAllBytes(path);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, flipped);
            yield return $"{file}, bit {bit}";
        }

        File.WriteAllBytes(path, whole);
    }
}
