using NasTransfer.Engine.Data.Checking;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Checking;

public sealed class ImageCheckTests
{
    [Test]
    public void Run_AnEmptyFolder_SaysWhereImagesMustLie()
    {
        using ImageFiles files = new();

        Assert.That(
            () => ImageCheck.Run(files.Root),
            Throws.TypeOf<BadInputException>().With.Message.Contains("split/class/file")
        );
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Run_AWholeSet_CountsClassesAndSplits(bool packed)
    {
        using ImageFiles files = packed ? new ImageFiles() : ImageFiles.Small();
        if (packed)
        {
            files.WriteTar("shard.tar", ImageFiles.SmallMembers());
        }

        ImageCheck check = ImageCheck.Run(files.Root);

        Assert.That(
            check.Splits.Select(split => (split.Split, split.Images)),
            Is.EqualTo(new[] { ("train", 6), ("test", 4) })
        );
        Assert.That(check.Splits[0].ByClass, Is.EqualTo(new Dictionary<string, int> { ["cat"] = 3, ["dog"] = 3 }));
        Assert.That(check.Unreadable, Is.Empty);
        Assert.That(check.Duplicates, Is.Empty);
        Assert.That(check.IsFine, Is.True);
    }

    [Test]
    public void Run_UnreadableFiles_AreNamedWithTheReason()
    {
        using ImageFiles files = ImageFiles.Small();
        files.Write("train/cat/broken.png", ImageFiles.Png(4, 4, 1, 2, 3)[..40]);
        files.Write("train/dog/empty.jpg", []);
        files.Write("test/dog/letter.png", "Dear Sir");

        ImageCheck check = ImageCheck.Run(files.Root);

        Assert.That(
            check.Unreadable.Select(image => Path.GetFileName(image.Place)),
            Is.EqualTo(new[] { "letter.png", "broken.png", "empty.jpg" })
        );
        Assert.That(check.Unreadable.Select(image => image.Reason), Has.None.Empty);
        Assert.That(check.IsFine, Is.False);
    }

    [Test]
    public void Run_OneImageInTrainAndTest_IsFoundByItsContent()
    {
        using ImageFiles files = ImageFiles.Small();
        files.Write("test/cat/of-another-name.png", ImageFiles.Png(4, 4, 0, 100, 10));

        ImageCheck check = ImageCheck.Run(files.Root);

        Assert.That(check.Duplicates, Has.Length.EqualTo(1));
        Assert.That(check.Duplicates[0].Files, Is.EqualTo(new[] { "test/cat/of-another-name.png", "train/cat/0.png" }));
        Assert.That(check.Duplicates[0].CrossesSplits, Is.True);
        Assert.That(check.Duplicates[0].CrossesClasses, Is.False);
        Assert.That(check.IsFine, Is.False);
    }

    [Test]
    public void Run_OneImageTwiceWithinASplit_IsToldButNoReasonToStop()
    {
        using ImageFiles files = ImageFiles.Small();
        files.Write("train/dog/as-a-cat.png", ImageFiles.Png(4, 4, 0, 100, 10));

        ImageCheck check = ImageCheck.Run(files.Root);

        Assert.That(check.Duplicates.Single().CrossesSplits, Is.False);
        Assert.That(check.Duplicates.Single().CrossesClasses, Is.True);
        Assert.That(check.IsFine, Is.True);
    }

    [Test]
    public void Run_TwoEmptyFiles_AreUnreadableAndADuplicate()
    {
        using ImageFiles files = ImageFiles.Small();
        files.Write("train/cat/a.png", []);
        files.Write("test/cat/b.png", []);

        ImageCheck check = ImageCheck.Run(files.Root);

        Assert.That(check.Unreadable, Has.Length.EqualTo(2));
        Assert.That(check.Duplicates, Has.Length.EqualTo(1));
    }
}
