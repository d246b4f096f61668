using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Archives;
using NasTransfer.Engine.Data.Forms;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Tests.Data.Archives;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Forms;

public sealed class CifarFormTests
{
    private static readonly ImageReaderOptions Options = new() { Size = 32 };

    [Test]
    public void Open_Cifar10_GivesEveryPixelAndLabelBack()
    {
        using ImageFiles files = new();
        files.Write("cifar-10-binary.tar.gz", OfficialArchives.Gzip(OfficialArchives.Cifar10Tar()));
        ImageIndex index = ImageIndex.Open(files.Root);

        ImageSet train = Selection(index, "train").Decode(32);
        ImageSet test = Selection(index, "test").Decode(32);

        Assert.That(index.Form, Is.EqualTo("CIFAR-10"));
        Assert.That(train.Classes, Is.EqualTo(Enumerable.Range(0, 10).Select(i => $"class{i}")));
        Assert.That(train.Count, Is.EqualTo(10));
        for (int i = 0; i < 10; i++)
        {
            Assert.That(train.Label(i), Is.EqualTo(i));
            Assert.That(train.Pixels(i).ToArray(), Is.EqualTo(OfficialArchives.CifarPixels(i)));
        }

        Assert.That(train.File(9), Is.EqualTo("train/class9/data_batch_5-00001"));
        Assert.That(new[] { test.Label(0), test.Label(1) }, Is.EqualTo(new[] { 3, 7 }));
        Assert.That(test.Pixels(1).ToArray(), Is.EqualTo(OfficialArchives.CifarPixels(101)));
    }

    [Test]
    public void Open_Cifar100_TakesTheFineLabels()
    {
        using ImageFiles files = new();
        files.Write("cifar-100-binary.tar.gz", OfficialArchives.Gzip(OfficialArchives.Cifar100Tar()));

        ImageSplits splits = ImageReader.Open(files.Root, Options);

        Assert.That(splits.Train.Classes, Is.EqualTo(new[] { "cat", "dog", "chair" }));
        // In the order of paths: cat, chair, dog.
        Assert.That(Enumerable.Range(0, 3).Select(splits.Train.Label), Is.EqualTo(new[] { 0, 2, 1 }));
        Assert.That(splits.Train.Pixels(1).ToArray(), Is.EqualTo(OfficialArchives.CifarPixels(5)));
        Assert.That(splits.Test.Pixels(2).ToArray(), Is.EqualTo(OfficialArchives.CifarPixels(8)));
    }

    [Test]
    public void Open_AnotherSize_IsScaled()
    {
        using ImageFiles files = new();
        files.Write("cifar-100-binary.tar.gz", OfficialArchives.Gzip(OfficialArchives.Cifar100Tar()));

        Assert.That(ImageReader.Open(files.Root, Options with { Size = 16 }).Train.Size, Is.EqualTo(16));
    }

    [Test]
    public void Open_ArchiveCutShort_IsBadInput()
    {
        using ImageFiles files = new();
        byte[] packed = OfficialArchives.Gzip(OfficialArchives.Cifar10Tar());
        string path = Path.Combine(files.Root, "cifar-10-binary.tar.gz");
        for (int length = 0; length < packed.Length; length += 97)
        {
            File.WriteAllBytes(path, packed[..length]);
            BadInputException exception = Assert.Throws<BadInputException>(() => ImageIndex.Open(files.Root));
            Assert.That(exception.Message, Does.StartWith(path).And.Contains("truncated"), $"{length} bytes");
        }
    }

    [Test]
    public void Open_NoGzipFile_IsBadInput()
    {
        using ImageFiles files = new();
        files.Write("cifar-10-binary.tar.gz", "an error page");

        Assert.That(
            () => ImageIndex.Open(files.Root),
            Throws.TypeOf<BadInputException>().With.Message.Contains("cifar-10-binary.tar.gz is not a gzip file")
        );
    }

    [Test]
    public void Gunzip_MoreThanTheMost_IsBadInput()
    {
        using MemoryStream packed = new(OfficialArchives.Gzip(new byte[10_000_000]));

        Assert.That(
            () => ByteSource.Gunzip(packed, "b.tar.gz", 5_000_000, CancellationToken.None),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith("b.tar.gz unpacks to more than 5000000 bytes")
        );
    }

    [Test]
    public void Index_DamagedContent_NamesArchiveAndMember()
    {
        byte[] names = "cat\ndog\n"u8.ToArray();
        byte[] record = [0, 1, .. new byte[3072]];
        TarBytes Tar() => new TarBytes().File("fine_label_names.txt", names);

        AssertBadInput(Tar().File("test.bin", record), "c.tar.gz has no member train.bin;");
        AssertBadInput(
            Tar().File("train.bin", record[..^1]).File("test.bin", record),
            "c.tar.gz!train.bin has 3073 bytes; it must have a multiple of 3074,"
        );
        AssertBadInput(Tar().File("train.bin", []).File("test.bin", record), "c.tar.gz!train.bin has 0 bytes;");
        AssertBadInput(
            Tar().File("train.bin", [.. record, 0, 2, .. new byte[3072]]).File("test.bin", record),
            "c.tar.gz!train.bin has the label 2 in record 1; there are 2 classes."
        );
        AssertBadInput(
            new TarBytes().File("fine_label_names.txt", "cat\ncat\n"u8.ToArray()).File("train.bin", record),
            "c.tar.gz!fine_label_names.txt has 2 lines; it must have a name for each class, each another one."
        );
    }

    [Test]
    public void Index_MutatedArchives_GiveAnIndexOrOneError() => Fuzz(100_000);

    [Test, Explicit("Minutes.")]
    public void Index_MillionsOfMutatedArchives_GiveAnIndexOrOneError() => Fuzz(2_000_000);

    private static void Fuzz(int count)
    {
        byte[] record = [0, 1, .. new byte[3072]];
        byte[] tar = new TarBytes()
            .File("fine_label_names.txt", "cat\ndog\n"u8.ToArray())
            .File("train.bin", record)
            .File("test.bin", record)
            .Build();
        Mutants.AssertAreReadOrRefused(
            Mutants.Of(tar, count, headers: 512, TarBytes.WriteChecksum),
            count,
            mutant =>
            {
                ImageIndex index = CifarForm.Cifar100.Index("", "c.tar.gz", ByteSource.Memory("c.tar.gz", mutant));
                for (int i = 0; i < index.Count; i++)
                {
                    Assert.That(index.Rows[i].Offset + index.Rows[i].Length, Is.LessThanOrEqualTo(mutant.Length));
                    Assert.That(index.Label(i), Is.InRange(0, index.Classes.Length - 1));
                }
            }
        );
    }

    private static ImageSelection Selection(ImageIndex index, string split)
    {
        int[] rows = [.. Enumerable.Range(0, index.Count).Where(row => index.Split(row) == split)];
        return new ImageSelection(
            index,
            split,
            [.. index.Classes.Select(@class => @class.Name)],
            [.. rows],
            [.. rows.Select(index.Label)]
        );
    }

    private static void AssertBadInput(TarBytes tar, string message) =>
        Assert.That(
            () => CifarForm.Cifar100.Index("", "c.tar.gz", ByteSource.Memory("c.tar.gz", tar.Build())),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith(message)
        );
}
