using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Tests.Data.Archives;
using NasTransfer.Engine.Tests.Data.Forms;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Indexing;

public sealed class IndexCacheTests
{
    private ImageFiles files = null!;
    private ImageFiles cache = null!;

    private ImageIndexOptions Options => new() { CacheFolder = cache.Root };

    [SetUp]
    public void MakeFiles()
    {
        files = new ImageFiles();
        cache = new ImageFiles();
    }

    [TearDown]
    public void RemoveFiles()
    {
        files.Dispose();
        cache.Dispose();
    }

    [Test]
    public void Open_ASecondTime_ReadsTheIndexAndNotTheArchive()
    {
        OfficialArchives.WriteImageNet1K(files);
        ImageIndex first = ImageIndex.Open(files.Root, Options);
        Assert.That(CacheFiles(), Has.Length.EqualTo(1));

        // In the middle of the archive, where the key does not look: walking it would fail.
        string archive = Path.Combine(files.Root, "ILSVRC2012_img_train.tar");
        Overwrite(archive, at: 5000, 1500);
        ImageIndex second = ImageIndex.Open(files.Root, Options);

        Assert.That(second.Fingerprint, Is.EqualTo(first.Fingerprint));
        Assert.That(second.Form, Is.EqualTo("ImageNet1K"));
        Assert.That(second.Classes, Is.EqualTo(first.Classes));
        Assert.That(second.Splits, Is.EqualTo(first.Splits));
        Assert.That(second.Rows, Is.EqualTo(first.Rows));
        Assert.That(second.Place(5), Is.EqualTo(first.Place(5)));
        Assert.That(() => ImageIndex.Open(files.Root), Throws.TypeOf<BadInputException>());
    }

    [Test]
    public void Open_MovedSet_UsesTheIndex()
    {
        files.Write("one/a.tar", ImageFiles.Tar(ImageFiles.SmallMembers()));
        string one = Path.Combine(files.Root, "one");
        string two = Path.Combine(files.Root, "two");
        ImageIndex.Open(one, Options);
        Directory.Move(one, two);

        ImageIndex index = ImageIndex.Open(two, Options);

        Assert.That(CacheFiles(), Has.Length.EqualTo(1));
        Assert.That(index.Folder, Is.EqualTo(two));
        Assert.That(StreamSets.All(two, Options).Decode(4).Count, Is.EqualTo(10));
    }

    [Test]
    public void Open_ChangedArchiveListOrOptions_IsIndexedAnew()
    {
        files.Write("a.tar", ImageFiles.Tar(ImageFiles.SmallMembers()));
        Assert.That(ImageIndex.Open(files.Root, Options).Count, Is.EqualTo(10));
        Assert.That(ImageIndex.Open(files.Root, Options with { Splits = ["test"] }).Count, Is.EqualTo(4));
        files.Write("classes.txt", "0\tdog\thound\n1\tcat\ttomcat\n");
        Assert.That(ImageIndex.Open(files.Root, Options).Classes[0].Name, Is.EqualTo("hound"));
        files.Write("b.tar", new TarBytes().File("train/cat/new.png", []).Build());
        Assert.That(ImageIndex.Open(files.Root, Options).Count, Is.EqualTo(11));
        File.SetLastWriteTimeUtc(
            Path.Combine(files.Root, "b.tar"),
            new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        );
        ImageIndex.Open(files.Root, Options);

        Assert.That(CacheFiles(), Has.Length.EqualTo(5));
    }

    [Test]
    public void Open_DamagedIndex_IsBuiltAnew()
    {
        files.Write("a.tar", ImageFiles.Tar(ImageFiles.SmallMembers()));
        string expected = ImageIndex.Open(files.Root, Options).Fingerprint;
        string path = CacheFiles().Single();
        byte[] whole = File.ReadAllBytes(path);
        foreach (byte[] mutant in Mutants.Of(whole, 100))
        {
            File.WriteAllBytes(path, mutant);
            Assert.That(ImageIndex.Open(files.Root, Options).Fingerprint, Is.EqualTo(expected));
        }

        // And is whole again.
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(whole));
    }

    [Test]
    public void Open_CacheThatCannotBeWritten_IsBadInput()
    {
        files.Write("a.tar", ImageFiles.Tar(ImageFiles.SmallMembers()));
        cache.Write("file", "not a folder");
        string folder = Path.Combine(cache.Root, "file", "indices");

        Assert.That(
            () => ImageIndex.Open(files.Root, new ImageIndexOptions { CacheFolder = folder }),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.StartsWith($"{folder} cannot hold the index of {files.Root} (")
        );
    }

    private string[] CacheFiles() => Directory.GetFiles(cache.Root);

    private static void Overwrite(string path, int at, int count)
    {
        DateTime time = File.GetLastWriteTimeUtc(path);
        using (FileStream stream = File.OpenWrite(path))
        {
            stream.Position = at;
            stream.Write([.. Enumerable.Repeat((byte)'x', count)]);
        }

        File.SetLastWriteTimeUtc(path, time);
    }
}
