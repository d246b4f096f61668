using System.Formats.Tar;
using System.IO.Compression;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class StoreExportTests
{
    private static readonly SearchUnit One = TemporaryStore.Search(1);
    private static readonly SearchUnit Two = TemporaryStore.Search(2);

    private TemporaryStore temporary = null!;
    private string archive = "";

    [SetUp]
    public void MakeAStore()
    {
        temporary = new TemporaryStore();
        archive = Path.Combine(temporary.Folder, "a.tar.gz");
    }

    [TearDown]
    public void RemoveTheStore() => temporary.Dispose();

    [Test]
    public void To_AStoreOfTwo_HoldsTheirFilesSortedWithoutTimes()
    {
        temporary.Put(Two, 2);
        temporary.Put(One, 1);
        File.WriteAllText(temporary.PathOf(One, "worker.log"), "started at noon");

        StoreExport export = StoreExport.To(archive, temporary.Store);

        string[] keys = [.. new[] { One.Key, Two.Key }.Order(StringComparer.Ordinal)];
        Assert.That(export.Units, Is.EqualTo(keys));
        TarEntry[] entries = Entries();
        Assert.That(
            entries.Select(entry => entry.Name),
            Is.EqualTo(
                keys.SelectMany(key =>
                    new[] { "unit.json", "cost.json", "events.jsonl", "result.json" }.Select(file => $"{key}/{file}")
                )
            )
        );
        Assert.That(entries.Select(entry => entry.ModificationTime), Is.All.EqualTo(DateTimeOffset.UnixEpoch));
        Assert.That(entries.Select(entry => entry.Uid), Is.All.Zero);
    }

    [Test]
    public void To_TheSameContentInAnotherStore_GivesTheSameBytes()
    {
        using TemporaryStore other = new();
        string another = Path.Combine(other.Folder, "b.tar.gz");
        temporary.Put(One, 1);
        temporary.Put(Two, 2);
        other.Put(Two, 2);
        other.Put(One, 1);

        StoreExport.To(archive, temporary.Store);
        StoreExport.To(another, other.Store);

        Assert.That(File.ReadAllBytes(another), Is.EqualTo(File.ReadAllBytes(archive)));
    }

    [Test]
    public void To_UnfinishedAndDamagedUnits_LeavesThemOutAndNamesTheDamage()
    {
        temporary.Put(One, 1);
        temporary.Store.TryLock(TemporaryStore.Search(3))!.Dispose();
        temporary.Put(Two, 2);
        File.WriteAllText(temporary.PathOf(Two, "result.json"), "{}");

        StoreExport export = StoreExport.To(archive, temporary.Store);

        Assert.That(export.Units, Is.EqualTo(new[] { One.Key }));
        Assert.That(export.LeftOut.Select(problem => problem.Key), Is.EqualTo(new[] { Two.Key }));
    }

    private TarEntry[] Entries()
    {
        using GZipStream compressed = new(File.OpenRead(archive), CompressionMode.Decompress);
        using TarReader tar = new(compressed);
        List<TarEntry> entries = [];
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return [.. entries];
    }
}
