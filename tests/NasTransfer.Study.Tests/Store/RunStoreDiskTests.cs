using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

/// <summary>A real file system that is full or read-only, and a clock that goes back.</summary>
[TestFixture]
public sealed class RunStoreDiskTests
{
    private static readonly SearchUnit Unit = TemporaryStore.Search(1);
    private static readonly UnitCost Cost = new(1.5, 1.25, 100);

    [Test]
    public void Put_OnAFullDisk_ThrowsLeavesNoResultAndWorksOnceThereIsRoom()
    {
        using SmallDisk disk = SmallDisk.Mount();
        RunStore store = new(disk.Folder);
        Directory.CreateDirectory(store.FolderOf(Unit));
        disk.Fill();

        Assert.That(() => store.Put(Unit, Fakes.Result(41.25), Cost), Throws.InstanceOf<IOException>());
        Assert.That(store.Find<AugmentResult>(Unit), Is.Null);
        Assert.That(StoreVerification.Of(store).Problems, Is.Empty);
        Assert.That(Directory.GetFiles(store.FolderOf(Unit)), Is.Empty);

        disk.Empty();
        store.Put(Unit, Fakes.Result(41.25), Cost);
        Assert.That(store.Find<AugmentResult>(Unit)!.Result.Top1Last, Is.EqualTo(41.25));
    }

    [Test]
    public void Append_OnAFullDisk_ThrowsAndKeepsTheLinesBefore()
    {
        using SmallDisk disk = SmallDisk.Mount();
        EventLog log = new RunStore(disk.Folder).EventsOf(Unit);
        log.Append(new UnitEnded(UnitStatus.Cancelled));
        disk.Fill();

        // A page of the file has room for some of these.
        Assert.That(
            () =>
            {
                for (int line = 0; line < 1000; line++)
                {
                    log.Append(UnitStarted.Of(Unit));
                }
            },
            Throws.InstanceOf<IOException>()
        );
        disk.Empty();
        log.Append(new UnitEnded(UnitStatus.Done));

        var (events, damaged) = log.Read();
        Assert.That(damaged, Is.Zero);
        Assert.That(events[0], Is.EqualTo(new UnitEnded(UnitStatus.Cancelled)));
        Assert.That(events[^1], Is.EqualTo(new UnitEnded(UnitStatus.Done)));
    }

    [Test]
    public void AReadOnlyStore_GivesItsResultsAndTakesNone()
    {
        using SmallDisk disk = SmallDisk.Mount();
        new RunStore(disk.Folder).Put(Unit, Fakes.Result(41.25), Cost);
        disk.MakeReadOnly();
        RunStore store = new(disk.Folder);

        Assert.That(store.Find<AugmentResult>(Unit)!.Result.Top1Last, Is.EqualTo(41.25));
        Assert.That(StoreVerification.Of(store).Results, Is.EqualTo(1));
        Assert.That(StoreCleaning.Of(store, removes: false, olderNumerics: false).Leftovers, Is.Empty);
        Assert.That(() => store.TryLock(Unit), Throws.InstanceOf<IOException>());
        Assert.That(() => store.Put(Unit, Fakes.Result(1), Cost), Throws.InstanceOf<IOException>());
        Assert.That(store.Find<AugmentResult>(Unit)!.Result.Top1Last, Is.EqualTo(41.25));
    }

    // A clock that was set back makes what is newer look older.
    [TestCase(1971)]
    [TestCase(2200)]
    public void AStore_WhoseFilesAreOfAnotherTime_IsTheSame(int year)
    {
        using TemporaryStore temporary = new();
        temporary.Put(Unit, 41.25);
        temporary.Put(TemporaryStore.Search(2), 42);
        string before = Path.Combine(temporary.Folder, "before.tar.gz");
        string after = Path.Combine(temporary.Folder, "after.tar.gz");
        StoreExport.To(before, temporary.Store);

        foreach (string file in Directory.GetFiles(temporary.Store.FolderOf(Unit)))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        StoreExport.To(after, temporary.Store);
        Assert.That(File.ReadAllBytes(after), Is.EqualTo(File.ReadAllBytes(before)));
        Assert.That(temporary.Store.Find<AugmentResult>(Unit)!.Result.Top1Last, Is.EqualTo(41.25));
        Assert.That(StoreCleaning.Of(temporary.Store, removes: true, olderNumerics: true).Leftovers, Is.Empty);
    }
}
