using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Tests.Data.Archives;
using NasTransfer.Engine.Tests.Data.Matlab;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Forms;

public sealed class FlowersFormTests
{
    private ImageFiles files = null!;

    [SetUp]
    public void MakeFiles()
    {
        files = new ImageFiles();
        OfficialArchives.WriteFlowers(files);
    }

    [TearDown]
    public void RemoveFiles() => files.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public void Open_OfficialFiles_GivesLabelsSplitsAndPixelsBack(bool compressed)
    {
        OfficialArchives.WriteFlowers(files, compressed);

        ImageSplits splits = ImageReader.Open(files.Root, new ImageReaderOptions { Size = 4 });

        Assert.That(splits.Train.Classes, Is.EqualTo(new[] { "001", "002" }));
        Assert.That(
            Paths(splits.Train),
            Is.EqualTo(new[] { "train/001/image_00001.jpg", "train/002/image_00004.jpg" })
        );
        Assert.That(
            Paths(splits.Validation!),
            Is.EqualTo(new[] { "val/001/image_00003.jpg", "val/002/image_00002.jpg" })
        );
        Assert.That(Paths(splits.Test), Is.EqualTo(new[] { "test/001/image_00005.jpg", "test/002/image_00006.jpg" }));
        Assert.That(splits.Test.Label(1), Is.EqualTo(1));
        Assert.That(splits.Test.Pixels(1)[^3..].ToArray(), Is.EqualTo(new byte[] { 6, 50, 60 }));
    }

    [Test]
    public void Open_UnreadableImage_IsNamedByArchiveAndMember()
    {
        TarBytes tar = new();
        for (byte i = 1; i <= 6; i++)
        {
            tar.File($"jpg/image_{i:D5}.jpg", i == 3 ? "no image"u8.ToArray() : OfficialArchives.Flower(i));
        }

        files.Write("102flowers.tgz", OfficialArchives.Gzip(tar.Build()));

        Assert.That(
            () => ImageReader.Open(files.Root, new ImageReaderOptions { Size = 4 }),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.StartsWith(
                    "1 of 6 images cannot be decoded: 102flowers.tgz!jpg/image_00003.jpg (no JPEG or PNG);"
                )
        );
    }

    [Test]
    public void Index_FilesThatDoNotGoTogether_AreBadInput()
    {
        MatBytes w = new();
        files.Write("setid.mat", Sets([1], [2], [7]));
        AssertBadInput("setid.mat has 7 in tstid; all of it must be whole numbers from 1 to 6.");
        files.Write("setid.mat", Sets([1, 2], [2], [3]));
        AssertBadInput("setid.mat lists image 2 in train and in val; it must be in one of them, once.");
        files.Write("setid.mat", w.Add(w.Doubles("trnid", 1)).Build());
        AssertBadInput("setid.mat has no numbers under the name valid;");

        files.Write("setid.mat", Sets([1], [2], [3]));
        files.Write("102flowers.tgz", OfficialArchives.Gzip(new TarBytes().File("jpg/image_00002.jpg", []).Build()));
        AssertBadInput("102flowers.tgz lacks 2 images that setid.mat lists, such as image_00001.jpg;");
        files.Write("102flowers.tgz", OfficialArchives.Gzip(new TarBytes().File("jpg/image_00009.jpg", []).Build()));
        AssertBadInput("102flowers.tgz!jpg/image_00009.jpg is not the name of one of the 6 images");
        files.Write("102flowers.tgz", OfficialArchives.Gzip(new TarBytes().File("jpg/rose.jpg", []).Build()));
        AssertBadInput("102flowers.tgz!jpg/rose.jpg is not the name of one of the 6 images");
        files.Write("102flowers.tgz", OfficialArchives.Gzip(new TarBytes().OfType('2', "jpg/image_00001.jpg").Build()));
        AssertBadInput("102flowers.tgz!jpg/image_00001.jpg is a link;");
    }

    private static byte[] Sets(double[] train, double[] validation, double[] test)
    {
        MatBytes w = new();
        return w.Add(w.Doubles("trnid", train))
            .Add(w.Doubles("valid", validation))
            .Add(w.Doubles("tstid", test))
            .Build();
    }

    private void AssertBadInput(string part) =>
        Assert.That(() => ImageIndex.Open(files.Root), Throws.TypeOf<BadInputException>().With.Message.Contains(part));

    private static IEnumerable<string> Paths(ImageSet set) => Enumerable.Range(0, set.Count).Select(set.File);
}
