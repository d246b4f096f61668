using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class StoreCleaningTests
{
    private static readonly SearchUnit Finished = TemporaryStore.Search(1);
    private static readonly SearchUnit Unfinished = TemporaryStore.Search(2);
    private static readonly SearchUnit Old = TemporaryStore.Search(1, Numerics.CurrentVersion - 1);

    private TemporaryStore temporary = null!;

    private RunStore Store => temporary.Store;

    [SetUp]
    public void FillAStore()
    {
        temporary = new TemporaryStore();
        temporary.Put(Finished, 1);
        temporary.Put(Old, 2);
        Store.TryLock(Unfinished)!.Dispose();
        File.WriteAllText(temporary.PathOf(Finished, "checkpoint.safetensors"), "12345");
        File.WriteAllText(temporary.PathOf(Finished, "checkpoint.safetensors.previous"), "123");
        File.WriteAllText(temporary.PathOf(Unfinished, "checkpoint.safetensors"), "12345");
        File.WriteAllText(temporary.PathOf(Unfinished, "result.json.7.ab.tmp"), "1");
    }

    [TearDown]
    public void RemoveTheStore() => temporary.Dispose();

    [Test]
    public void Of_LeftoversOfEveryKind_RemovesThemAlone()
    {
        StoreCleaning cleaning = StoreCleaning.Of(Store, removes: true, olderNumerics: false);

        Assert.That(cleaning.Bytes, Is.EqualTo(9));
        Assert.That(
            cleaning.Leftovers.Select(leftover => leftover.Kind),
            Is.EquivalentTo(new[] { LeftoverKind.Checkpoint, LeftoverKind.Checkpoint, LeftoverKind.Temporary })
        );
        Assert.That(temporary.FilesOf(Unfinished), Is.EqualTo(new[] { "checkpoint.safetensors", "lock", "unit.json" }));
        Assert.That(
            temporary.FilesOf(Finished),
            Is.EqualTo(new[] { "cost.json", "events.jsonl", "lock", "result.json", "unit.json" })
        );
        Assert.That(Store.Find<AugmentResult>(Old), Is.Not.Null);
        Assert.That(StoreCleaning.Of(Store, removes: true, olderNumerics: false).Leftovers, Is.Empty);
    }

    [Test]
    public void Of_OlderNumerics_RemovesTheOldUnitAndNoOther()
    {
        StoreCleaning.Of(Store, removes: true, olderNumerics: true);

        Assert.That(Directory.Exists(Store.FolderOf(Old)), Is.False);
        Assert.That(Store.Find<AugmentResult>(Finished), Is.Not.Null);
        Assert.That(Directory.Exists(Store.FolderOf(Unfinished)), Is.True);
    }

    [Test]
    public void Of_ADryRun_TellsTheSameAndChangesNothing()
    {
        string[] before = Directory.GetFiles(temporary.Folder, "*", SearchOption.AllDirectories);

        StoreCleaning tried = StoreCleaning.Of(Store, removes: false, olderNumerics: true);

        Assert.That(Directory.GetFiles(temporary.Folder, "*", SearchOption.AllDirectories), Is.EquivalentTo(before));
        StoreCleaning done = StoreCleaning.Of(Store, removes: true, olderNumerics: true);
        Assert.That(
            tried.Leftovers.Where(leftover => leftover.Kind != LeftoverKind.OlderNumerics),
            Is.EqualTo(done.Leftovers.Where(leftover => leftover.Kind != LeftoverKind.OlderNumerics))
        );
        Assert.That(tried.Leftovers, Has.Length.EqualTo(done.Leftovers.Length));
    }

    [Test]
    public void Of_AUnitThatIsBeingRun_IsLeftAlone()
    {
        using UnitLock? held = Store.TryLock(Unfinished);

        StoreCleaning cleaning = StoreCleaning.Of(Store, removes: true, olderNumerics: false);

        Assert.That(cleaning.InUse, Is.EqualTo(new[] { Unfinished.Key }));
        Assert.That(temporary.FilesOf(Unfinished), Does.Contain("result.json.7.ab.tmp"));
    }

    [Test]
    public void Of_ACheckpointBesideADamagedResult_StaysToGoOnFrom()
    {
        File.WriteAllText(temporary.PathOf(Finished, "result.json"), "");

        StoreCleaning.Of(Store, removes: true, olderNumerics: false);

        Assert.That(temporary.FilesOf(Finished), Does.Contain("checkpoint.safetensors"));
    }
}
