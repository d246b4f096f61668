using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Engine;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class StoreImportTests
{
    private static readonly SearchUnit One = TemporaryStore.Search(1);
    private static readonly AugmentUnit Two = TemporaryStore.Augment(2);

    private TemporaryStore there = null!;
    private TemporaryStore here = null!;
    private string archive = "";

    [SetUp]
    public void ExportAStore()
    {
        there = new TemporaryStore();
        here = new TemporaryStore();
        there.Put(One, 1);
        there.Put(Two, 2);
        archive = Path.Combine(there.Folder, "a.tar.gz");
        StoreExport.To(archive, there.Store);
    }

    [TearDown]
    public void RemoveBoth()
    {
        there.Dispose();
        here.Dispose();
    }

    [Test]
    public void From_AnArchive_BringsAllOfTheStoreAndTellsTheOrigin()
    {
        StoreImport import = StoreImport.From(archive, here.Store);

        Origin origin = new("a.tar.gz", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(archive))));
        Assert.That(import.IsComplete, Is.True);
        Assert.That(import.Added, Is.EquivalentTo(new[] { One.Key, Two.Key }));
        Assert.That(StoreHash.Of(here.Store), Has.Property("Sha256").EqualTo(StoreHash.Of(there.Store).Sha256));
        Stored<AugmentResult> stored = here.Store.Find<AugmentResult>(Two)!;
        Assert.That(stored.Result.Top1Last, Is.EqualTo(2));
        Assert.That(stored.Cost, Is.EqualTo(new UnitCost(1.5, 1.25, 100)));
        Assert.That(stored.Origin, Is.EqualTo(origin));
        Assert.That(StoredUnit.Of(here.Store, One.Key).Origin, Is.EqualTo(origin));
        Assert.That(here.Store.EventsOf(One).Read().Events, Has.Length.EqualTo(2));
        Assert.That(StoreVerification.Of(here.Store).Problems, Is.Empty);
    }

    [Test]
    public void From_TheSameArchiveTwice_ChangesNothing()
    {
        StoreImport.From(archive, here.Store);

        StoreImport again = StoreImport.From(archive, here.Store);

        Assert.That(again.Added, Is.Empty);
        Assert.That(again.Present, Has.Length.EqualTo(2));
        Assert.That(again.IsComplete, Is.True);
    }

    [Test]
    public void From_WhereTheResultWasComputedHere_KeepsItAsItsOwn()
    {
        here.Put(One, 1);

        StoreImport import = StoreImport.From(archive, here.Store);

        Assert.That(import.Present, Is.EqualTo(new[] { One.Key }));
        Assert.That(here.Store.Find<AugmentResult>(One)!.Origin, Is.Null);
    }

    [Test]
    public void From_AnotherResultHere_ReportsTheConflictAndKeepsIt()
    {
        here.Put(One, 99);

        StoreImport import = StoreImport.From(archive, here.Store);

        Assert.That(import.IsComplete, Is.False);
        Assert.That(import.Conflicts.Select(conflict => conflict.Key), Is.EqualTo(new[] { One.Key }));
        Assert.That(import.Added, Is.EqualTo(new[] { Two.Key }));
        Assert.That(here.Store.Find<AugmentResult>(One)!.Result.Top1Last, Is.EqualTo(99));
    }

    [Test]
    public void From_ADamagedResultHere_ReplacesIt()
    {
        here.Put(One, 99);
        File.WriteAllText(here.PathOf(One, "result.json"), "{}");

        Assert.That(StoreImport.From(archive, here.Store).Added, Has.Length.EqualTo(2));
        Assert.That(here.Store.Find<AugmentResult>(One)!.Result.Top1Last, Is.EqualTo(1));
    }

    [Test]
    public void From_WhileTheUnitIsBeingRun_LeavesItAlone()
    {
        using UnitLock? held = here.Store.TryLock(One);

        StoreImport import = StoreImport.From(archive, here.Store);

        Assert.That(import.InUse, Is.EqualTo(new[] { One.Key }));
        Assert.That(import.IsComplete, Is.False);
        Assert.That(here.Store.Find<AugmentResult>(One), Is.Null);
    }

    [Test]
    public void Put_OverAnImportedResult_IsThisStoresOwn()
    {
        StoreImport.From(archive, here.Store);

        here.Put(One, 1);

        Assert.That(here.Store.Find<AugmentResult>(One)!.Origin, Is.Null);
    }

    [TestCase("../evil.json")]
    [TestCase("/etc/evil.json")]
    [TestCase("KEY/../../evil.json")]
    [TestCase("KEY/evil.json")]
    [TestCase("KEY/lock")]
    [TestCase("KEY\\unit.json")]
    [TestCase("unit.json")]
    public void From_AnEntryThatIsNoFileOfAUnit_IsRefused(string name)
    {
        string entry = name.Replace("KEY", One.Key, StringComparison.Ordinal);
        Archive((entry, "{}"));

        StoreImport import = StoreImport.From(archive, here.Store);

        Assert.That(import.Refused.Select(refused => refused.Entry), Is.EqualTo(new[] { entry }));
        Assert.That(Directory.GetFileSystemEntries(here.Folder), Is.Empty);
    }

    [TestCase(TarEntryType.SymbolicLink)]
    [TestCase(TarEntryType.HardLink)]
    [TestCase(TarEntryType.Directory)]
    public void From_AnEntryThatIsNoFile_IsRefused(TarEntryType type)
    {
        using (FileStream file = File.Create(archive))
        using (GZipStream compressed = new(file, CompressionLevel.Fastest))
        using (TarWriter tar = new(compressed, TarEntryFormat.Ustar))
        {
            UstarTarEntry entry = new(type, $"{One.Key}/result.json");
            if (type != TarEntryType.Directory)
            {
                entry.LinkName = "/etc/passwd";
            }

            tar.WriteEntry(entry);
        }

        StoreImport import = StoreImport.From(archive, here.Store);

        Assert.That(import.Refused, Is.Not.Empty);
        Assert.That(Directory.GetFileSystemEntries(here.Folder), Is.Empty);
    }

    [TestCase("unit.json")]
    [TestCase("cost.json")]
    [TestCase("events.jsonl")]
    [TestCase("result.json")]
    public void From_AFileThatDoesNotHash_RefusesTheUnitAlone(string changed)
    {
        string[] files = ["unit.json", "cost.json", "events.jsonl", "result.json"];
        Archive([
            .. files.Select(file => ($"{One.Key}/{file}", Text(One, file).Replace('1', file == changed ? '2' : '1'))),
            .. files.Select(file => ($"{Two.Key}/{file}", Text(Two, file))),
        ]);

        StoreImport import = StoreImport.From(archive, here.Store);

        Assert.That(import.Refused.Select(refused => refused.Entry), Is.EqualTo(new[] { $"{One.Key}/{changed}" }));
        Assert.That(import.Added, Is.EqualTo(new[] { Two.Key }));
        Assert.That(here.Store.Keys, Is.EqualTo(new[] { Two.Key }));
    }

    [TestCase("unit.json")]
    [TestCase("result.json")]
    public void From_AUnitWithoutOneOfItsFiles_IsRefused(string alone)
    {
        Archive(($"{One.Key}/{alone}", Text(One, alone)));

        Assert.That(
            StoreImport.From(archive, here.Store).Refused.Select(refused => refused.Problem),
            Is.EqualTo(new[] { "is missing" })
        );
    }

    [Test]
    public void From_AFileTwice_IsRefused()
    {
        Archive(
            ($"{One.Key}/unit.json", Text(One, "unit.json")),
            ($"{One.Key}/result.json", Text(One, "result.json")),
            ($"{One.Key}/result.json", Text(One, "result.json"))
        );

        Assert.That(StoreImport.From(archive, here.Store).Refused, Has.Length.EqualTo(1));
        Assert.That(here.Store.Keys, Is.Empty);
    }

    [Test]
    public void From_AnArchiveThatBreaksOff_SaysSoAndLeavesTheStoreAlone()
    {
        byte[] whole = File.ReadAllBytes(archive);
        // Of the last bytes nothing depends: the end mark of the compressed stream, and gzip's own checksum and length.
        const int Trailer = 16;
        for (int length = 0; length < whole.Length - Trailer; length += 5)
        {
            File.WriteAllBytes(archive, whole[..length]);

            Assert.That(
                () => StoreImport.From(archive, here.Store),
                Throws.TypeOf<BadInputException>().With.Message.Contains(archive),
                $"{length} bytes"
            );
            Assert.That(here.Store.Keys, Is.Empty, $"{length} bytes");
        }
    }

    [Test]
    public void From_AnArchiveWithAnyByteChanged_BringsTheStoredFiguresOrNone()
    {
        byte[] whole = File.ReadAllBytes(archive);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] changed = [.. whole];
            changed[place] ^= 0x10;
            File.WriteAllBytes(archive, changed);
            try
            {
                StoreImport.From(archive, here.Store);
            }
            catch (BadInputException)
            {
                // It says so.
            }

            Assert.That(here.Store.Find<AugmentResult>(One)?.Result.Top1Last ?? 1, Is.EqualTo(1), $"byte {place}");
            Assert.That(here.Store.Find<AugmentResult>(Two)?.Result.Top1Last ?? 2, Is.EqualTo(2), $"byte {place}");
            Assert.That(StoreVerification.Of(here.Store).Problems, Is.Empty, $"byte {place}");
        }
    }

    [Test]
    public void From_NoFile_NamesIt() =>
        Assert.That(
            () => StoreImport.From(Path.Combine(there.Folder, "none.tar.gz"), here.Store),
            Throws.TypeOf<BadInputException>().With.Message.Contains("none.tar.gz")
        );

    private string Text(Unit unit, string file) => File.ReadAllText(there.PathOf(unit, file));

    private void Archive(params (string Name, string Text)[] entries)
    {
        using FileStream file = File.Create(archive);
        using GZipStream compressed = new(file, CompressionLevel.Fastest);
        using TarWriter tar = new(compressed, TarEntryFormat.Ustar);
        foreach (var (name, text) in entries)
        {
            using MemoryStream content = new(Encoding.UTF8.GetBytes(text));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
        }
    }
}
