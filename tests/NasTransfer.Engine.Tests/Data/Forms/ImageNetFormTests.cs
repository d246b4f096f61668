using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Tests.Data.Archives;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Forms;

public sealed class ImageNetFormTests
{
    private ImageFiles files = null!;

    [SetUp]
    public void MakeFiles() => files = new ImageFiles();

    [TearDown]
    public void RemoveFiles() => files.Dispose();

    [Test]
    public void Open_ImageNet1K_GivesClassesLabelsAndPixelsBack()
    {
        OfficialArchives.WriteImageNet1K(files);

        ImageSplits splits = ImageReader.Open(files.Root, new ImageReaderOptions { Size = 4 });

        // By WordNet id; two classes are called crane.
        Assert.That(
            splits.Train.Classes,
            Is.EqualTo(new[] { "kit fox, Vulpes macrotis", "crane (n00000002)", "crane (n00000003)" })
        );
        Assert.That(
            Paths(splits.Train),
            Is.EqualTo(
                new[]
                {
                    "train/n00000001/n00000001_10.JPEG",
                    "train/n00000001/n00000001_2.JPEG",
                    "train/n00000002/n00000002_10.JPEG",
                    "train/n00000002/n00000002_2.JPEG",
                    "train/n00000003/n00000003_10.JPEG",
                    "train/n00000003/n00000003_2.JPEG",
                }
            )
        );
        Assert.That(splits.Train.Pixels(5)[^3..].ToArray(), Is.EqualTo(new byte[] { (byte)'3', 2, 0 }));
        // Ground truth 2, 3, 1, 2: ids …1, …2, …3, …1.
        Assert.That(
            Paths(splits.Test),
            Is.EqualTo(
                new[]
                {
                    "val/n00000001/ILSVRC2012_val_00000001.JPEG",
                    "val/n00000001/ILSVRC2012_val_00000004.JPEG",
                    "val/n00000002/ILSVRC2012_val_00000002.JPEG",
                    "val/n00000003/ILSVRC2012_val_00000003.JPEG",
                }
            )
        );
        Assert.That(Enumerable.Range(0, 4).Select(splits.Test.Label), Is.EqualTo(new[] { 0, 0, 1, 2 }));
        Assert.That(splits.Test.Pixels(3)[^3..].ToArray(), Is.EqualTo(new byte[] { 3, 77, 0 }));
    }

    [Test]
    public void Place_InATarInATar_NamesBoth()
    {
        OfficialArchives.WriteImageNet1K(files);

        Assert.That(
            ImageIndex.Open(files.Root).Place(0),
            Is.EqualTo("ILSVRC2012_img_train.tar!n00000003.tar!n00000003_10.JPEG")
        );
    }

    [TestCase("2\n3\n1\n", "has labels for 3 validation images, and none for number 4;")]
    [TestCase("2\n3\n1\n2\n2\n", "has 4 images, and ILSVRC2012_devkit_t12.tar.gz has labels for 5;")]
    [TestCase("2\n3\n4\n2\n", "has '4' for image 3; it must be the number of one of 3 classes.")]
    public void Open_ImageNet1KGroundTruthThatDoesNotFit_IsBadInput(string truth, string part)
    {
        OfficialArchives.WriteImageNet1K(files);
        files.Write("ILSVRC2012_devkit_t12.tar.gz", OfficialArchives.Gzip(OfficialArchives.Kit(truth)));

        AssertBadInput(part);
    }

    [Test]
    public void Open_ImageNet1KDamagedInside_NamesTheInnerTar()
    {
        OfficialArchives.WriteImageNet1K(files);
        byte[] cut = new TarBytes().File("x.JPEG", new byte[600]).Build()[..1024];
        files.Write("ILSVRC2012_img_train.tar", new TarBytes().File("n00000001.tar", cut).Build());
        AssertBadInput("ILSVRC2012_img_train.tar!n00000001.tar is truncated: it ends within x.JPEG,");

        files.Write("ILSVRC2012_img_train.tar", new TarBytes().File("n00000009.tar", cut).Build());
        AssertBadInput("ILSVRC2012_img_train.tar!n00000009.tar is there twice, or is none of the classes");
    }

    [Test]
    public void Open_ImageNet1KKitWithoutItsFiles_IsBadInput()
    {
        OfficialArchives.WriteImageNet1K(files);
        files.Write("ILSVRC2012_devkit_t12.tar.gz", OfficialArchives.Gzip(new TarBytes().File("a", []).Build()));
        AssertBadInput("ILSVRC2012_devkit_t12.tar.gz has no member meta.mat;");
    }

    [Test]
    public void Open_ImageNet22K_HasOneClassForEachTar()
    {
        OfficialArchives.WriteImageNet22K(files);

        ImageIndex index = ImageIndex.Open(files.Root);

        Assert.That(index.Form, Is.EqualTo("ImageNet22K"));
        Assert.That(index.Classes.Select(@class => @class.Id), Is.EqualTo(new[] { "n00000001", "n00000002" }));
        Assert.That(index.Splits, Is.EqualTo(new[] { "train" }));
        Assert.That(index.Count, Is.EqualTo(8));
        Assert.That(index.Path(5), Is.EqualTo("train/n00000002/n00000002_2.JPEG"));
        Assert.That(index.Place(5), Is.EqualTo("n00000002.tar!n00000002_2.JPEG"));
        ImageSelection chosen = new(index, "two", ["a", "b"], [5, 0], [1, 0]);
        ImageSet set = chosen.Decode(4);
        Assert.That(set.Pixels(0)[^3..].ToArray(), Is.EqualTo(new byte[] { (byte)'1', 1, 0 }));
        Assert.That(set.Pixels(1)[^3..].ToArray(), Is.EqualTo(new byte[] { (byte)'2', 2, 0 }));
        Assert.That(set.Label(1), Is.EqualTo(1));
    }

    [Test]
    public void Open_ImageNet22KWithTheSameNameTwice_IsBadInput()
    {
        files.Write("n00000001.tar", new TarBytes().File("a.JPEG", [1]).File("./a.JPEG", [2]).Build());

        AssertBadInput("train/n00000001/a.JPEG is there twice, as n00000001.tar!a.JPEG and as n00000001.tar!./a.JPEG;");
    }

    private void AssertBadInput(string part) =>
        Assert.That(() => ImageIndex.Open(files.Root), Throws.TypeOf<BadInputException>().With.Message.Contains(part));

    private static IEnumerable<string> Paths(ImageSet set) => Enumerable.Range(0, set.Count).Select(set.File);
}
