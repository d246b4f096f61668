using System.IO.Compression;
using System.Text;
using NasTransfer.Engine.Tests.Data.Archives;
using NasTransfer.Engine.Tests.Data.Matlab;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Forms;

/// <summary>Small data sets in the official forms, from images that are known.</summary>
internal static class OfficialArchives
{
    /// <summary>An image of CIFAR in its form: every byte a function of <paramref name="seed"/>.</summary>
    public static byte[] CifarPlanes(int seed) =>
        [.. Enumerable.Range(0, 3072).Select(i => (byte)(i * 7 + i / 1024 * 50 + seed * 31))];

    /// <summary>The same image row by row, R G B.</summary>
    public static byte[] CifarPixels(int seed)
    {
        byte[] planes = CifarPlanes(seed);
        return [.. Enumerable.Range(0, 3072).Select(i => planes[i % 3 * 1024 + i / 3])];
    }

    /// <summary>Five training files and a test file of two records each, under ten classes.</summary>
    public static byte[] Cifar10Tar()
    {
        TarBytes tar = new();
        tar.Folder("cifar-10-batches-bin/");
        tar.File("cifar-10-batches-bin/readme.html", "…"u8.ToArray());
        tar.File(
            "cifar-10-batches-bin/batches.meta.txt",
            Lines([.. Enumerable.Range(0, 10).Select(i => $"class{i}"), ""])
        );
        // Labels 0 to 9 in training, 3 and 7 in the test.
        for (int batch = 0; batch < 5; batch++)
        {
            byte[] records =
            [
                .. Record([(byte)(2 * batch)], 2 * batch),
                .. Record([(byte)(2 * batch + 1)], 2 * batch + 1),
            ];
            tar.File($"cifar-10-batches-bin/data_batch_{batch + 1}.bin", records);
        }

        tar.File("cifar-10-batches-bin/test_batch.bin", [.. Record([3], 100), .. Record([7], 101)]);
        return tar.Build();
    }

    /// <summary>Coarse labels lie before the fine ones.</summary>
    public static byte[] Cifar100Tar() =>
        new TarBytes()
            .File("cifar-100-binary/coarse_label_names.txt", Lines("animals", "things"))
            .File("cifar-100-binary/fine_label_names.txt", Lines("cat", "dog", "chair"))
            .File("cifar-100-binary/train.bin", [.. Record([1, 2], 5), .. Record([0, 1], 6), .. Record([0, 0], 7)])
            .File("cifar-100-binary/test.bin", [.. Record([0, 1], 8), .. Record([0, 0], 9), .. Record([1, 2], 10)])
            .Build();

    /// <summary>Six photographs of two classes: two a split.</summary>
    public static void WriteFlowers(ImageFiles files, bool compressed = true)
    {
        MatBytes labels = new();
        byte[] numbers = labels.DoublesAsBytes("labels", 1, 2, 1, 2, 1, 2);
        files.Write("imagelabels.mat", (compressed ? labels.AddCompressed(numbers) : labels.Add(numbers)).Build());
        MatBytes sets = new();
        sets.Add(sets.UInt16s("trnid", 4, 1)).Add(sets.UInt16s("valid", 2, 3)).Add(sets.UInt16s("tstid", 6, 5));
        files.Write("setid.mat", sets.Build());
        TarBytes tar = new TarBytes().Folder("jpg/");
        for (byte i = 1; i <= 6; i++)
        {
            tar.File($"jpg/image_{i:D5}.jpg", Flower(i));
        }

        files.Write("102flowers.tgz", Gzip(tar.Build()));
    }

    public static byte[] Flower(byte number) => ImageFiles.Png(6, 4, number, 50, 60);

    public static void WriteMit67(ImageFiles files)
    {
        TarBytes tar = new TarBytes().Folder("Images/");
        foreach (
            string name in new[] { "bar/b1.jpg", "bar/b 2.jpg", "attic/a1.jpg", "attic/a2.jpg", "attic/unused.jpg" }
        )
        {
            tar.File($"Images/{name}", ImageFiles.Png(4, 4, (byte)name.Length, (byte)name[^5], 9));
        }

        files.Write("indoorCVPR_09.tar", tar.Build());
        files.Write("TrainImages.txt", "bar/b1.jpg\r\nattic/a2.jpg\r\n");
        files.Write("TestImages.txt", "attic/a1.jpg\nbar/b 2.jpg");
    }

    /// <summary>Three classes, numbered against the order of their ids, below a parent that is none.</summary>
    public static void WriteImageNet1K(ImageFiles files)
    {
        files.Write("ILSVRC2012_devkit_t12.tar.gz", Gzip(Kit("2\n3\n1\n2\n")));
        TarBytes train = new();
        foreach (string id in new[] { "n00000003", "n00000001", "n00000002" })
        {
            byte[] inner = new TarBytes()
                .File($"{id}_10.JPEG", ImageFiles.Png(4, 4, (byte)id[^1], 10, 0))
                .File($"{id}_2.JPEG", ImageFiles.Png(4, 4, (byte)id[^1], 2, 0))
                .Build();
            train.File($"{id}.tar", inner);
        }

        files.Write("ILSVRC2012_img_train.tar", train.Build());
        TarBytes validation = new();
        for (byte i = 1; i <= 4; i++)
        {
            validation.File($"ILSVRC2012_val_{i:D8}.JPEG", ImageFiles.Png(4, 4, i, 77, 0));
        }

        files.Write("ILSVRC2012_img_val.tar", validation.Build());
    }

    /// <summary>Two classes of four images each, a tar a class.</summary>
    public static void WriteImageNet22K(ImageFiles files)
    {
        foreach (string id in new[] { "n00000002", "n00000001" })
        {
            TarBytes tar = new();
            for (byte i = 1; i <= 4; i++)
            {
                tar.File($"{id}_{i}.JPEG", ImageFiles.Png(4, 4, (byte)id[^1], i, 0));
            }

            files.Write($"{id}.tar", tar.Build());
        }
    }

    public static byte[] Kit(string truth)
    {
        MatBytes w = new();
        byte[][] Synset(byte number, string id, string words, byte children) =>
            [w.DoublesAsBytes("", number), w.Text("", id), w.Text("", words), w.DoublesAsBytes("", children)];
        byte[] synsets = w.Struct(
            "synsets",
            ["ILSVRC2012_ID", "WNID", "words", "num_children"],
            Synset(1, "n00000003", "crane", 0),
            Synset(2, "n00000001", "kit fox, Vulpes macrotis", 0),
            Synset(3, "n00000002", "crane", 0),
            Synset(4, "n09999999", "entity", 3)
        );
        return new TarBytes()
            .File("ILSVRC2012_devkit_t12/data/meta.mat", w.AddCompressed(synsets).Build())
            .File("ILSVRC2012_devkit_t12/data/ILSVRC2012_validation_ground_truth.txt", Encoding.UTF8.GetBytes(truth))
            .Build();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Record(byte[] labels, int seed) => [.. labels, .. CifarPlanes(seed)];

    private static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
}
