using System.Formats.Tar;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;
using SkiaSharp;

namespace NasTransfer.Engine.Tests.Data.Reading;

public sealed class ImageReaderTests
{
    private static readonly ImageReaderOptions Options = new() { Size = 4 };

    private ImageFiles files = null!;

    [SetUp]
    public void MakeFiles() => files = ImageFiles.Small();

    [TearDown]
    public void RemoveFiles() => files.Dispose();

    [TestCase(0)]
    [TestCase(-32)]
    public void Open_SizeBelowOne_IsBadInput(int size)
    {
        AssertBadInput(Options with { Size = size }, $"size is {size}; it must be 1 or more pixels.");
    }

    [Test]
    public void Open_LimitsBelowOne_AreBadInput()
    {
        AssertBadInput(Options with { MaximumClasses = 1 }, "classes is 1; it must be 2 or more.");
        AssertBadInput(Options with { ImagesPerClass = 0 }, "images-per-class is 0; it must be 1 or more.");
        AssertBadInput(Options with { TestImagesPerClass = -1 }, "test-images-per-class is -1; it must be 1 or more.");
        AssertBadInput(Options with { TestSplit = "train" }, "test split is train; it must be another one");
    }

    [Test]
    public void Open_PathMissing_IsBadInput()
    {
        string path = Path.Combine(files.Root, "nowhere");

        AssertBadInput(path, Options, $"{path} does not exist;");
    }

    [Test]
    public void Open_PathIsAnotherFile_IsBadInput()
    {
        files.Write("notes.txt", "nothing");
        string path = Path.Combine(files.Root, "notes.txt");

        AssertBadInput(path, Options, $"{path} is a file; a data set is a folder");
    }

    [Test]
    public void Open_EmptyFolder_IsBadInput()
    {
        string path = Directory.CreateDirectory(Path.Combine(files.Root, "empty")).FullName;

        AssertBadInput(path, Options, $"{path} has no JPEG or PNG images; they must lie at train/class/file");
    }

    [Test]
    public void Open_NoTrainSplit_IsBadInput()
    {
        Directory.Delete(Path.Combine(files.Root, "train"), recursive: true);

        AssertBadInput(Options, $"{files.Root} has no split train, only test;");
    }

    [Test]
    public void Open_NeitherTestNorValidation_IsBadInput()
    {
        Directory.Delete(Path.Combine(files.Root, "test"), recursive: true);

        AssertBadInput(Options, $"{files.Root} has no split test or val, only train;");
    }

    [TestCase("train")]
    [TestCase("test")]
    public void Open_ClassWithoutImages_IsNamed(string split)
    {
        Directory.CreateDirectory(Path.Combine(files.Root, split, "emu"));

        // Known in one split, the class is asked for in both; train comes first.
        AssertBadInput(Options, $"{files.Root} has no images of class emu in train; every class needs one or more.");
    }

    [Test]
    public void Open_ClassWithTrainingImagesOnly_IsNamed()
    {
        files.Write("train/emu/0.png", ImageFiles.Png(4, 4, 1, 2, 3));

        AssertBadInput(Options, $"{files.Root} has no images of class emu in test;");
    }

    [Test]
    public void Open_ImageTooDeep_IsNamed()
    {
        files.Write("train/cat/more/0.png", ImageFiles.Png(4, 4, 1, 2, 3));

        AssertBadInput(Options, "lies 4 deep; an image must lie at split/class/file.");
    }

    [Test]
    public void Open_TreeAndShards_IsBadInput()
    {
        files.WriteTar("a.tar", ImageFiles.SmallMembers());

        AssertBadInput(Options, $"{files.Root} holds both tar shards and the folder train;");
    }

    [Test]
    public void Open_Tree_ReadsEveryByteInOrderOfPath()
    {
        files.Write("train/cat/readme.txt", "not an image");
        files.Write("train/cat/.hidden.png", "not an image");

        ImageSplits splits = ImageReader.Open(files.Root, Options);

        Assert.That(splits.Warnings, Is.Empty);
        Assert.That(splits.Validation, Is.Null);
        Assert.That(splits.Train.Name, Is.EqualTo($"{Path.GetFileName(files.Root)} train"));
        Assert.That(splits.Train.Classes, Is.EqualTo(new[] { "cat", "dog" }));
        Assert.That(splits.Test.Classes, Is.EqualTo(splits.Train.Classes));
        Assert.That(
            Files(splits.Train),
            Is.EqualTo(
                new[]
                {
                    "train/cat/0.png",
                    "train/cat/1.png",
                    "train/cat/2.png",
                    "train/dog/0.png",
                    "train/dog/1.png",
                    "train/dog/2.png",
                }
            )
        );
        Assert.That(Labels(splits.Train), Is.EqualTo(new[] { 0, 0, 0, 1, 1, 1 }));
        Assert.That(Labels(splits.Test), Is.EqualTo(new[] { 0, 0, 1, 1 }));
        Assert.That(splits.Train.Pixels(5)[..3].ToArray(), Is.EqualTo(new byte[] { 0, 0, 0 }));
        Assert.That(splits.Train.Pixels(5)[3..6].ToArray(), Is.EqualTo(new byte[] { 2, 100, 20 }));
        Assert.That(splits.Test.Pixels(1)[45..].ToArray(), Is.EqualTo(new byte[] { 1, 200, 10 }));
    }

    [Test]
    public void Open_ShardsTogetherOrOne_AreTheTree()
    {
        ImageSplits expected = ImageReader.Open(files.Root, Options);
        using ImageFiles shards = new();
        (string, byte[])[] members = [.. ImageFiles.SmallMembers(), ("README.txt", [1, 2, 3])];
        shards.WriteTar("b.tar", members[..5]);
        shards.WriteTar("a.tar", members[5..].Select(member => ($"./{member.Item1}", member.Item2)));
        using ImageFiles single = new();
        single.WriteTar("all.tar", members);

        foreach (string path in new[] { shards.Root, single.Root, Path.Combine(single.Root, "all.tar") })
        {
            ImageSplits actual = ImageReader.Open(path, Options);
            Assert.That(actual.Train.Fingerprint, Is.EqualTo(expected.Train.Fingerprint));
            Assert.That(actual.Test.Fingerprint, Is.EqualTo(expected.Test.Fingerprint));
        }
    }

    [Test]
    public void Open_SameMemberInTwoShards_IsBadInput()
    {
        using ImageFiles shards = new();
        shards.WriteTar("a.tar", ImageFiles.SmallMembers());
        shards.WriteTar("b.tar", ImageFiles.SmallMembers().Skip(7).Take(1));

        AssertBadInput(
            shards.Root,
            Options,
            "train/dog/2.png is there twice, as a.tar!train/dog/2.png and as b.tar!train/dog/2.png; keep one of them."
        );
    }

    [Test]
    public void Open_LinkInShard_IsBadInput()
    {
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "train/cat/0.png") { LinkName = "1.png" });
        }

        using ImageFiles shards = new();
        shards.Write("a.tar", stream.ToArray());

        AssertBadInput(shards.Root, Options, "a.tar!train/cat/0.png is a link; pack the file itself.");
    }

    [Test]
    public void Open_TruncatedTar_IsBadInputWhereverItIsCut()
    {
        byte[] whole = ImageFiles.Tar(ImageFiles.SmallMembers());
        using ImageFiles shards = new();
        string path = Path.Combine(shards.Root, "a.tar");

        // All but the end mark, in steps that fall within headers, pixels and paddings, and between members.
        int marked = whole.AsSpan().LastIndexOfAnyExcept((byte)0) / 512 * 512 + 512;
        for (int length = 0; length < marked; length += 128)
        {
            File.WriteAllBytes(path, whole[..length]);
            AssertBadInput(shards.Root, Options, $"{path} is truncated: it ends ");
        }

        File.WriteAllBytes(path, whole[..(marked + 512)]);
        Assert.That(ImageReader.Open(shards.Root, Options).Train.Count, Is.EqualTo(6));
    }

    [Test]
    public void Open_TwoTarsInOneFile_IsBadInput()
    {
        byte[] whole = ImageFiles.Tar(ImageFiles.SmallMembers());
        using ImageFiles shards = new();
        shards.Write("a.tar", [.. whole, .. whole]);

        AssertBadInput(shards.Root, Options, "goes on after its end mark");
    }

    [Test]
    public void Open_NoTarAtAll_IsBadInput()
    {
        using ImageFiles shards = new();
        shards.Write("a.tar", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7 + 1))]);

        AssertBadInput(shards.Root, Options, "a.tar is not a tar file, or is damaged");
    }

    [Test]
    public void Open_UnreadableImages_AreCountedAndNamed()
    {
        byte[] jpeg = ImageFiles.Jpeg(4, 10, 20, 30);
        byte[] png = ImageFiles.Png(4, 4, 10, 20, 30);
        files.Write("train/cat/3.jpg", jpeg[..^3]);
        files.Write("train/cat/4.png", []);
        files.Write("train/dog/5.png", png[..50]);
        files.Write("train/dog/6.png", "text");
        files.Write("train/dog/7.jpg", jpeg[..60]);
        files.Write("test/dog/8.png", png[..20]);

        string at = Path.Combine(files.Root, "train", "cat", "3.jpg");
        AssertBadInput(
            Options,
            $"6 of 16 images cannot be decoded: {at} (truncated), ",
            "4.png (empty)",
            "5.png (truncated",
            "6.png (no JPEG or PNG)",
            "7.jpg (truncated or damaged in its header), and 1 more; repair or remove them"
        );
    }

    [Test]
    public void Open_UnreadableImagesSkipped_AreLeftOutWithAWarning()
    {
        string expected = ImageReader.Open(files.Root, Options).Train.Fingerprint;
        files.Write("train/cat/00.jpg", ImageFiles.Jpeg(4, 10, 20, 30)[..^3]);
        files.Write("train/dog/5.png", "text");

        ImageSplits splits = ImageReader.Open(files.Root, Options with { SkipUnreadable = true });

        Assert.That(splits.Train.Fingerprint, Is.EqualTo(expected));
        Assert.That(splits.Warnings, Has.Length.EqualTo(1));
        Assert.That(
            splits.Warnings[0],
            Does.StartWith("2 of 12 images cannot be decoded: ").And.EndsWith("they are left out.")
        );
    }

    [Test]
    public void Open_SkippingEmptiesAClass_IsBadInput()
    {
        files.Write("test/cat/0.png", "text");
        files.Write("test/cat/1.png", "text");

        AssertBadInput(Options with { SkipUnreadable = true }, "has no readable images of class cat in test;");
    }

    [Test]
    public void Open_EveryTruncationOfAJpeg_IsFound()
    {
        using ImageFiles set = new();
        byte[] jpeg = Photograph();
        set.Write("test/cat/0.jpg", jpeg);
        set.Write("train/dog/0.jpg", jpeg);
        set.Write("test/dog/0.jpg", jpeg);
        for (int length = 1; length < jpeg.Length; length += 13)
        {
            set.Write("train/cat/0.jpg", jpeg[..length]);
            AssertBadInput(set.Root, Options with { Size = 24 }, "1 of 4 images cannot be decoded: ");
        }
    }

    [Test]
    public void Open_GreyAndTransparentFiles_BecomeRgb()
    {
        files.Write("train/cat/3.png", ImageFiles.Grey(4, 77, SKEncodedImageFormat.Png));
        files.Write("train/cat/4.jpg", ImageFiles.Grey(4, 90, SKEncodedImageFormat.Jpeg));
        files.Write("train/cat/5.png", ImageFiles.Png(4, 4, 250, 120, 60, alpha: 128));

        ImageSet train = ImageReader.Open(files.Root, Options).Train;

        Assert.That(train.Pixels(3).ToArray(), Is.All.EqualTo(77));
        Assert.That(train.Pixels(4).ToArray(), Is.All.EqualTo(90));
        Assert.That(train.Pixels(5)[3..6].ToArray(), Is.EqualTo(new byte[] { 250, 120, 60 }));
    }

    [Test]
    public void Open_NameThatLies_IsReadByContent()
    {
        files.Write("train/cat/3.jpg", ImageFiles.Png(4, 4, 9, 8, 7));

        Assert.That(
            ImageReader.Open(files.Root, Options).Train.Pixels(3)[3..6].ToArray(),
            Is.EqualTo(new byte[] { 9, 8, 7 })
        );
    }

    [Test]
    public void Open_OtherSizes_AreScaledAndCropped()
    {
        files.Write("train/cat/3.png", ImageFiles.Png(40, 60, 40, 50, 60));

        ImageSet train = ImageReader.Open(files.Root, Options with { Size = 8 }).Train;

        Assert.That(train.Size, Is.EqualTo(8));
        Assert.That(train.Pixels(3)[^3..].ToArray(), Is.EqualTo(new byte[] { 40, 50, 60 }));
        Assert.That(train.Pixels(0)[^3..].ToArray(), Is.EqualTo(new byte[] { 0, 100, 10 }));
    }

    [Test]
    public void Open_TestAndValidation_GiveThreeParts()
    {
        files.Write("val/dog/0.png", ImageFiles.Png(4, 4, 1, 2, 3));

        ImageSplits splits = ImageReader.Open(files.Root, Options);

        Assert.That(Files(splits.Validation!), Is.EqualTo(new[] { "val/dog/0.png" }));
        Assert.That(Labels(splits.Validation!), Is.EqualTo(new[] { 1 }));
        Assert.That(splits.Test.Count, Is.EqualTo(4));
    }

    [Test]
    public void Open_ValidationOnly_TakesThePlaceOfTest()
    {
        Directory.Move(Path.Combine(files.Root, "test"), Path.Combine(files.Root, "val"));

        ImageSplits splits = ImageReader.Open(files.Root, Options);

        Assert.That(splits.Test.File(0), Is.EqualTo("val/cat/0.png"));
        Assert.That(splits.Validation, Is.Null);
    }

    [Test]
    public void Open_ClassesFile_GivesOrderAndNames()
    {
        files.Write("classes.txt", "0\tdog\thound\n1\tcat\thouse cat\n");

        ImageSet train = ImageReader.Open(files.Root, Options).Train;

        Assert.That(train.Classes, Is.EqualTo(new[] { "hound", "house cat" }));
        Assert.That(train.File(0), Is.EqualTo("train/cat/0.png"));
        Assert.That(Labels(train), Is.EqualTo(new[] { 1, 1, 1, 0, 0, 0 }));
    }

    [Test]
    public void Open_ClassesThatShareAName_AreToldApart()
    {
        files.Write("classes.txt", "0\tcat\tpet\n1\tdog\tpet\n");

        Assert.That(
            ImageReader.Open(files.Root, Options).Train.Classes,
            Is.EqualTo(new[] { "pet (cat)", "pet (dog)" })
        );
    }

    [TestCase("0\tcat\tcat\n", "lacks the class dog, which has images; add a line for it.")]
    [TestCase("0\tcat\tcat\n2\tdog\tdog\n", "has '2\tdog\tdog' for class 1; it must be 1, folder and name")]
    [TestCase("0 cat cat\n", "has '0 cat cat' for class 0;")]
    [TestCase("0\tcat\tcat\n1\tcat\tdog\n", "names the folder cat twice;")]
    [TestCase("0\tcat\tcat\n1\tdog\tdog\n2\temu\tbig bird\n", "has no images of class emu (big bird) in train;")]
    public void Open_BadClassesFile_IsBadInput(string text, string message)
    {
        files.Write("classes.txt", text);

        AssertBadInput(Options, message);
    }

    [Test]
    public void Open_Limits_ChooseAtRandom()
    {
        using ImageFiles set = Many();
        ImageReaderOptions options = Options with { MaximumClasses = 3, ImagesPerClass = 4, TestImagesPerClass = 2 };

        ImageSplits splits = ImageReader.Open(set.Root, options);
        ImageSplits other = ImageReader.Open(set.Root, options with { Seed = 1 });

        Assert.That(splits.Train.Classes, Has.Length.EqualTo(3).And.Ordered);
        Assert.That(Labels(splits.Train), Is.EqualTo(new[] { 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2 }));
        Assert.That(splits.Test.Count, Is.EqualTo(6));
        Assert.That(Files(splits.Train), Is.Ordered.Using<string>(StringComparer.Ordinal).And.Unique);
        Assert.That(Files(other.Train), Is.Not.EqualTo(Files(splits.Train)));
    }

    [Test]
    public void Open_Limits_LeaveTheOthersUndecoded()
    {
        using ImageFiles set = Many();
        ImageReaderOptions options = Options with { MaximumClasses = 3, ImagesPerClass = 4, TestImagesPerClass = 2 };
        ImageSplits expected = ImageReader.Open(set.Root, options);
        HashSet<string> chosen = [.. Files(expected.Train), .. Files(expected.Test)];
        foreach (string path in Directory.EnumerateFiles(set.Root, "*", SearchOption.AllDirectories))
        {
            if (!chosen.Contains(Path.GetRelativePath(set.Root, path).Replace('\\', '/')))
            {
                File.WriteAllText(path, "no image");
            }
        }

        ImageSplits actual = ImageReader.Open(set.Root, options);

        Assert.That(actual.Train.Fingerprint, Is.EqualTo(expected.Train.Fingerprint));
        Assert.That(actual.Test.Fingerprint, Is.EqualTo(expected.Test.Fingerprint));
    }

    [Test]
    public void Open_FewerClasses_KeepTheImagesTheyHad()
    {
        using ImageFiles set = Many();
        ImageReaderOptions options = Options with { ImagesPerClass = 4 };

        string[] all = Files(ImageReader.Open(set.Root, options).Train);
        string[] some = Files(ImageReader.Open(set.Root, options with { MaximumClasses = 3 }).Train);

        Assert.That(some, Is.SubsetOf(all));
    }

    [Test]
    public void Open_LimitsAboveWhatIsThere_TakeEverything()
    {
        ImageSplits splits = ImageReader.Open(files.Root, Options with { MaximumClasses = 99, ImagesPerClass = 99 });

        Assert.That(splits.Train.Count, Is.EqualTo(6));
    }

    [Test]
    public void Open_Cancelled_Throws()
    {
        Assert.That(
            () => ImageReader.Open(files.Root, Options, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    // Six classes of eight training and three test images.
    private static ImageFiles Many()
    {
        ImageFiles set = new();
        for (byte label = 0; label < 6; label++)
        {
            for (byte i = 0; i < 8; i++)
            {
                set.Write($"train/c{label}/{i}.png", ImageFiles.Png(4, 4, label, i, 1));
                set.Write($"test/c{label}/{i % 3}.png", ImageFiles.Png(4, 4, label, i, 2));
            }
        }

        return set;
    }

    // Enough detail for a JPEG of some hundred bytes.
    private static byte[] Photograph()
    {
        using SKBitmap bitmap = new(24, 24);
        for (int i = 0; i < 24 * 24; i++)
        {
            bitmap.SetPixel(i % 24, i / 24, new SKColor((byte)(i * 3), (byte)(i * i), (byte)(i / 3)));
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }

    private void AssertBadInput(ImageReaderOptions options, params string[] parts) =>
        AssertBadInput(files.Root, options, parts);

    private static void AssertBadInput(string path, ImageReaderOptions options, params string[] parts)
    {
        BadInputException exception = Assert.Throws<BadInputException>(() => ImageReader.Open(path, options));
        foreach (string part in parts)
        {
            Assert.That(exception.Message, Does.Contain(part));
        }
    }

    private static string[] Files(ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(set.File)];

    private static int[] Labels(ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(set.Label)];
}
