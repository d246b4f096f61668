using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Forms;

public sealed class Mit67FormTests
{
    private ImageFiles files = null!;

    [SetUp]
    public void MakeFiles()
    {
        files = new ImageFiles();
        OfficialArchives.WriteMit67(files);
    }

    [TearDown]
    public void RemoveFiles() => files.Dispose();

    [Test]
    public void Open_OfficialFiles_TakesWhatTheListsName()
    {
        ImageSplits splits = ImageReader.Open(files.Root, new ImageReaderOptions { Size = 4 });

        Assert.That(splits.Train.Classes, Is.EqualTo(new[] { "attic", "bar" }));
        Assert.That(Paths(splits.Train), Is.EqualTo(new[] { "train/attic/a2.jpg", "train/bar/b1.jpg" }));
        Assert.That(Paths(splits.Test), Is.EqualTo(new[] { "test/attic/a1.jpg", "test/bar/b 2.jpg" }));
        Assert.That(splits.Train.Pixels(1)[^3..].ToArray(), Is.EqualTo(new byte[] { 10, (byte)'1', 9 }));
        Assert.That(splits.Test.Label(1), Is.EqualTo(1));
    }

    [Test]
    public void Place_OfAnImage_IsArchiveAndMember()
    {
        ImageIndex index = ImageIndex.Open(files.Root);

        Assert.That(index.Place(0), Is.EqualTo("indoorCVPR_09.tar!Images/bar/b1.jpg"));
    }

    [TestCase("bar/b1.jpg\nbar/gone.jpg\n", "lacks 1 images of the lists, such as bar/gone.jpg of train;")]
    [TestCase("bar/b1.jpg\nattic/a1.jpg", "TestImages.txt lists attic/a1.jpg, which the train list has already;")]
    [TestCase("bar\n", "TrainImages.txt has 'bar'; it must be CLASS/FILE.")]
    [TestCase("a/b/c.jpg\n", "TrainImages.txt has 'a/b/c.jpg'; it must be CLASS/FILE.")]
    [TestCase("\n\n", "TrainImages.txt is empty; it must list images as CLASS/FILE.")]
    public void Index_ListThatDoesNotFit_IsBadInput(string train, string part)
    {
        files.Write("TrainImages.txt", train);

        Assert.That(() => ImageIndex.Open(files.Root), Throws.TypeOf<BadInputException>().With.Message.Contains(part));
    }

    private static IEnumerable<string> Paths(ImageSet set) => Enumerable.Range(0, set.Count).Select(set.File);
}
