using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Tests.Data.Archives;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Forms;

public sealed class DataSetFormTests
{
    private ImageFiles files = null!;

    [SetUp]
    public void MakeFiles() => files = new ImageFiles();

    [TearDown]
    public void RemoveFiles() => files.Dispose();

    [Test]
    public void Open_EachForm_IsRecognisedByItsFiles()
    {
        using ImageFiles cifar = new();
        cifar.Write("cifar-10-binary.tar.gz", OfficialArchives.Gzip(OfficialArchives.Cifar10Tar()));
        cifar.Write("notes.txt", "mine");
        using ImageFiles mit = new();
        OfficialArchives.WriteMit67(mit);
        using ImageFiles shards = new();
        shards.WriteTar("n01.tar", ImageFiles.SmallMembers());
        using ImageFiles tree = ImageFiles.Small();

        Assert.That(ImageIndex.Open(cifar.Root).Form, Is.EqualTo("CIFAR-10"));
        Assert.That(ImageIndex.Open(mit.Root).Form, Is.EqualTo("MIT67"));
        Assert.That(ImageIndex.Open(shards.Root).Form, Is.EqualTo("tar shards"));
        Assert.That(ImageIndex.Open(Path.Combine(shards.Root, "n01.tar")).Form, Is.EqualTo("tar shards"));
        Assert.That(ImageIndex.Open(tree.Root).Form, Is.EqualTo("folders"));
    }

    [TestCase("102flowers.tgz", "of FLOWERS102, but not imagelabels.mat; put it there too.")]
    [TestCase("indoorCVPR_09.tar", "of MIT67, but not TrainImages.txt; put it there too.")]
    [TestCase("ILSVRC2012_img_train.tar", "of ImageNet1K, but not ILSVRC2012_img_val.tar; put it there too.")]
    public void Open_IncompleteForm_SaysWhatIsMissing(string file, string part)
    {
        files.Write(file, "");

        AssertBadInput($"{files.Root} has {file} {part}");
    }

    [TestCase("102flowers.tgz", "cifar-10-binary.tar.gz", "cifar-10-binary.tar.gz and 102flowers.tgz")]
    [TestCase("102flowers.tgz", "mine.tar", "102flowers.tgz and mine.tar")]
    [TestCase("indoorCVPR_09.tar", "train/cat/a.png", "indoorCVPR_09.tar and the folder train")]
    public void Open_TwoFormsInOneFolder_ListsTheForms(string first, string second, string both)
    {
        files.Write(first, "");
        files.Write(second, "");

        AssertBadInput(
            $"{files.Root} holds {both}, so it is not clear which set it is; keep one form there: CIFAR-10 (cifar-10-binary.tar.gz), CIFAR-100 (cifar-100-binary.tar.gz), FLOWERS102 (102flowers.tgz, imagelabels.mat, setid.mat), MIT67 ("
        );
    }

    // Of a shard: what lies in it, and what is said. Nothing is ever written, wherever a name points.
    [TestCase("train/../../a.png", "a.tar!train/../../a.png leads out of the archive;")]
    [TestCase("/train/cat/a.png", "a.tar!/train/cat/a.png leads out of the archive;")]
    public void Open_ShardWithPathsThatLeadOut_IsBadInput(string name, string part)
    {
        files.Write("a.tar", new TarBytes().File(name, [1]).Build());

        AssertBadInput(part);
        Assert.That(Directory.GetFileSystemEntries(files.Root), Has.Length.EqualTo(1));
    }

    [TestCase('1', "is a link;")]
    [TestCase('2', "is a link;")]
    [TestCase('3', "is a device or a pipe;")]
    [TestCase('6', "is a device or a pipe;")]
    public void Open_ShardWithLinksOrDevices_IsBadInput(char type, string part)
    {
        files.Write("a.tar", new TarBytes().OfType(type, "train/cat/a.png").Build());

        AssertBadInput($"a.tar!train/cat/a.png {part}");
    }

    [Test]
    public void Open_ShardWithANameThatIsNoText_IsBadInput()
    {
        files.Write("a.tar", new TarBytes().Named([.. "train/cat/"u8, 0xE9, .. ".png"u8], [1]).Build());

        AssertBadInput(@"a.tar!train/cat/\xE9.png has a name that is not UTF-8 text;");
    }

    [Test]
    public void Open_ShardThatClaimsTenGigabytes_IsBadInputWithoutTakingThem()
    {
        files.Write("a.tar", new TarBytes().Claiming("train/cat/a.png", 10_000_000_000, [1]).Build());
        long before = GC.GetTotalAllocatedBytes();

        AssertBadInput("a.tar is truncated: it ends within train/cat/a.png, which claims 10000000000 bytes;");
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(10_000_000));
    }

    [Test]
    public void Open_ShardThatHoldsAnImageOfGigabytes_IsBadInput()
    {
        // A sparse file: a header, and then nothing for ten gigabytes.
        string path = Path.Combine(files.Root, "a.tar");
        byte[] header = new TarBytes().Claiming("train/cat/a.png", 10_000_000_000, []).Build()[..512];
        using (FileStream stream = new(path, FileMode.CreateNew))
        {
            stream.Write(header);
            stream.SetLength(10_000_004_096);
        }

        AssertBadInput("a.tar!train/cat/a.png has 10000000000 bytes; an image has at most 268435456.");
    }

    [Test]
    public void Open_HundredThousandImagesInOneClass_AreListed()
    {
        TarBytes tar = new();
        for (int i = 0; i < 100_000; i++)
        {
            tar.File($"train/cat/{i}.png", []);
        }

        files.Write("a.tar", tar.Build());

        ImageIndex index = ImageIndex.Open(files.Root);

        Assert.That(index.Count, Is.EqualTo(100_000));
        Assert.That(index.Path(99_999), Is.EqualTo("train/cat/99999.png"));
    }

    private void AssertBadInput(string part) =>
        Assert.That(() => ImageIndex.Open(files.Root), Throws.TypeOf<BadInputException>().With.Message.Contains(part));
}
