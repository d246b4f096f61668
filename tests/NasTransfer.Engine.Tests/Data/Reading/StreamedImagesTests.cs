using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Tests.Data.Forms;

namespace NasTransfer.Engine.Tests.Data.Reading;

public sealed class StreamedImagesTests
{
    private static readonly Normalization Plain = new((0, 0, 0), (1, 1, 1));

    private ImageFiles files = null!;

    [SetUp]
    public void MakeFiles() => files = StreamSets.Shards(60);

    [TearDown]
    public void RemoveFiles() => files.Dispose();

    [Test]
    public void Stream_OptionsOutOfRange_AreBadInput()
    {
        ImageSelection all = StreamSets.All(files.Root);

        Assert.That(() => all.Stream(0), Throws.TypeOf<BadInputException>().With.Message.StartsWith("size is 0;"));
        Assert.That(
            () => all.Stream(8, new StreamOptions { BlockBytes = 0 }),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo("block is 0 bytes; it must be 1 or more.")
        );
        Assert.That(
            () => all.Stream(8, new StreamOptions { BlockBytes = 9, WindowBytes = 8 }),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("window is 8 bytes; it must be at least a block, which is 9.")
        );
    }

    [TestCase(8)]
    [TestCase(5)]
    [TestCase(16)]
    public void Epoch_OfAStream_HasTheBitsOfTheSetInMemory(int size)
    {
        ImageSelection all = StreamSets.All(files.Root);
        Dictionary<string, float[]> expected = ByFile(Loader(all.Decode(size), threads: 0).Pass(), all.Decode(size));
        StreamedImages stream = all.Stream(size);

        Assert.That(ByFile(Loader(stream, threads: 0).Pass(), stream), Is.EquivalentTo(expected));
        Assert.That(ByFile(Loader(stream, threads: 2).Epoch(3), stream), Is.EquivalentTo(expected));
    }

    [Test]
    public void Epoch_OfATreeOfFolders_IsRead()
    {
        using ImageFiles tree = ImageFiles.Small();
        StreamedImages stream = StreamSets.All(tree.Root).Stream(4);

        Dictionary<string, float[]> images = ByFile(Loader(stream, threads: 1).Epoch(0), stream);

        Assert.That(images, Has.Count.EqualTo(10));
        Assert.That(images["train/dog/2.png"][^1], Is.EqualTo(20 / 255f));
    }

    [Test]
    public void Epoch_OfCifar_IsRead()
    {
        using ImageFiles cifar = new();
        cifar.Write("cifar-10-binary.tar.gz", OfficialArchives.Gzip(OfficialArchives.Cifar10Tar()));
        StreamedImages stream = StreamSets.All(cifar.Root).Stream(32);

        Dictionary<string, float[]> images = ByFile(Loader(stream, threads: 1).Epoch(0), stream);

        Assert.That(
            images["test/class7/test_batch-00001"].Select(value => (byte)MathF.Round(value * 255)),
            Is.EqualTo(OfficialArchives.CifarPlanes(101))
        );
    }

    [Test]
    public void Shuffled_AnySeedAndEpoch_HoldsEveryImageOnce()
    {
        StreamedImages stream = StreamSets.All(files.Root).Stream(8, Small());
        for (int epoch = 0; epoch < 5; epoch++)
        {
            ImageOrder order = stream.Shuffled(1, epoch);

            Assert.That(order.Indices.Order(), Is.EqualTo(Enumerable.Range(0, 60)));
            Assert.That(order.Indices, Is.Not.Ordered);
            Assert.That(order.WindowEnds, Is.Ordered.Ascending.And.Unique);
            Assert.That(order.WindowEnds[^1], Is.EqualTo(60));
            Assert.That(order.WindowEnds, Has.Length.GreaterThan(3));
        }

        int[] expected = stream.Shuffled(1, 0).Indices;
        Assert.That(StreamSets.All(files.Root).Stream(8, Small()).Shuffled(1, 0).Indices, Is.EqualTo(expected));
        Assert.That(stream.Shuffled(1, 1).Indices, Is.Not.EqualTo(expected));
        Assert.That(stream.Shuffled(2, 0).Indices, Is.Not.EqualTo(expected));
    }

    [Test]
    public void Shuffled_WithinAWindow_HoldsWholeBlocksMixed()
    {
        // Blocks of four images, three blocks a window; none of the images is read.
        using ImageFiles equal = new();
        equal.WriteTar("a.tar", Enumerable.Range(0, 60).Select(i => ($"train/c/{i:D2}.png", new byte[100])));
        StreamOptions options = new() { BlockBytes = 400, WindowBytes = 1200 };
        StreamedImages stream = StreamSets.All(equal.Root).Stream(8, options);

        ImageOrder order = stream.Shuffled(1, 0);

        Assert.That(order.WindowEnds, Is.EqualTo(new[] { 12, 24, 36, 48, 60 }));
        int first = 0;
        foreach (int end in order.WindowEnds)
        {
            int[] window = order.Indices[first..end];
            foreach (IGrouping<int, int> block in window.GroupBy(index => index / 4))
            {
                Assert.That(block.Order(), Is.EqualTo(Enumerable.Range(block.Key * 4, 4)));
            }

            first = end;
        }

        Assert.That(order.Indices[..order.WindowEnds[0]].Select(index => index / 4), Is.Not.Ordered);
    }

    [Test]
    public void Shuffled_FitsIntoAWindow_IsTheOrderInMemory()
    {
        // The shards hold the classes in turn: not in the order of the paths.
        ImageSelection all = StreamSets.All(files.Root);
        IImageSource memory = all.Decode(8);
        StreamedImages stream = all.Stream(8);

        Assert.That(
            Enumerable.Range(0, 60).Select(stream.File),
            Is.EqualTo(Enumerable.Range(0, 60).Select(memory.File))
                .And.Ordered.Using((IComparer<string>)StringComparer.Ordinal)
        );
        Assert.That(stream.InOrder().Indices, Is.EqualTo(memory.InOrder().Indices));
        Assert.That(stream.Shuffled(3, 2).Indices, Is.EqualTo(memory.Shuffled(3, 2).Indices));
        Assert.That(
            all.Stream(8, Small()).Shuffled(3, 2).Indices,
            Is.Not.EqualTo(memory.Shuffled(3, 2).Indices),
            "several windows"
        );
    }

    [Test]
    public void Select_AnyOrder_HasThoseImagesInThatOrder()
    {
        StreamedImages stream = StreamSets.All(files.Root).Stream(8);

        IImageSource part = stream.Select([31, 2, 59], "part");

        Assert.That(part.Name, Is.EqualTo("part"));
        Assert.That(
            Enumerable.Range(0, 3).Select(part.File),
            Is.EqualTo(new[] { stream.File(31), stream.File(2), stream.File(59) })
        );
        Assert.That(
            Enumerable.Range(0, 3).Select(part.Label),
            Is.EqualTo(new[] { stream.Label(31), stream.Label(2), stream.Label(59) })
        );
        Dictionary<string, float[]> images = ByFile(Loader(part, threads: 1).Pass(), part);
        Assert.That(
            images[stream.File(31)],
            Is.EqualTo(ByFile(Loader(stream, threads: 0).Pass(), stream)[stream.File(31)])
        );
        Assert.That(part.Fingerprint, Is.Not.EqualTo(stream.Select([2, 31, 59], "part").Fingerprint));
    }

    [Test]
    public void Digest_EqualFiles_IsEqual()
    {
        using ImageFiles twice = new();
        byte[] image = ImageFiles.Png(4, 4, 1, 2, 3);
        twice.WriteTar("a.tar", [("train/c/0.png", image), ("train/c/1.png", ImageFiles.Png(4, 4, 1, 2, 4))]);
        twice.WriteTar("b.tar", [("test/c/0.png", image)]);
        StreamedImages stream = StreamSets.All(twice.Root).Stream(8);
        string[] digests = [.. Enumerable.Range(0, 3).Select(stream.Digest)];

        // test/c/0, train/c/0, train/c/1.
        Assert.That(digests[0], Is.EqualTo(digests[1]));
        Assert.That(digests[0], Is.Not.EqualTo(digests[2]));
        File.WriteAllBytes(Path.Combine(twice.Root, "b.tar"), []);
        Assert.That(
            () => stream.Digest(0),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith("b.tar!test/c/0.png cannot be read")
        );
    }

    [Test]
    public void Shuffled_ManyEpochs_PutsAnImageAnywhere()
    {
        StreamedImages stream = StreamSets.All(files.Root).Stream(8, Small());

        int[] places =
        [
            .. Enumerable.Range(0, 400).Select(epoch => Array.IndexOf(stream.Shuffled(1, epoch).Indices, 17)),
        ];

        // Uniform on 0 … 59: mean 29.5, standard deviation 17.3 / 20; and all quarters.
        Assert.That(places.Average(), Is.EqualTo(29.5).Within(4));
        Assert.That(places.CountBy(place => place / 15).Select(pair => pair.Value), Has.Exactly(4).InRange(60, 140));
    }

    [Test]
    public void Epoch_BrokenImage_IsNamedAfterTheGoodBatches()
    {
        using ImageFiles broken = new();
        broken.WriteTar(
            "a.tar",
            [
                .. Enumerable
                    .Range(0, 9)
                    .Select(i => ($"train/c/{i}.png", i == 6 ? [1, 2] : ImageFiles.Png(8, 8, 1, 2, 3))),
            ]
        );
        StreamedImages stream = StreamSets.All(broken.Root).Stream(8);
        foreach (int threads in new[] { 0, 1, 3 })
        {
            BatchLoader loader = new(
                stream,
                new EvaluationTransform(Plain),
                new BatchLoaderOptions
                {
                    BatchSize = 3,
                    Shuffle = false,
                    Threads = threads,
                },
                seed: 1
            );
            int batches = 0;
            Assert.That(
                () =>
                {
                    foreach (Batch batch in loader.Epoch(0))
                    {
                        batch.Dispose();
                        batches++;
                    }
                },
                Throws
                    .TypeOf<BadInputException>()
                    .With.Message.EqualTo(
                        "a.tar!train/c/6.png cannot be decoded (no JPEG or PNG); repair it, or leave it out of the set."
                    )
            );
            Assert.That(batches, Is.EqualTo(2));
        }
    }

    [TestCase(0)]
    [TestCase(2)]
    public void Epoch_ArchiveCutAfterItWasIndexed_IsBadInput(int threads)
    {
        StreamedImages stream = StreamSets.All(files.Root).Stream(8, Small());
        using (FileStream shard = File.OpenWrite(Path.Combine(files.Root, "b.tar")))
        {
            shard.SetLength(9000);
        }

        Assert.That(
            () => ByFile(Loader(stream, threads).Pass(), stream),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.Contains("b.tar!train/")
                .And.Message.Contains("cannot be read")
        );
    }

    [Test]
    public void Fingerprint_OtherImagesLabelsOrSize_IsAnother()
    {
        ImageSelection all = StreamSets.All(files.Root);
        string expected = all.Stream(8).Fingerprint;

        Assert.That(StreamSets.All(files.Root).Stream(8, Small()).Fingerprint, Is.EqualTo(expected));
        Assert.That(all.Stream(9).Fingerprint, Is.Not.EqualTo(expected));
        ImageSelection part = all with { Rows = all.Rows[..59], Labels = all.Labels[..59] };
        Assert.That(part.Stream(8).Fingerprint, Is.Not.EqualTo(expected));
        ImageSelection other = all with { Labels = [.. all.Labels.Select(label => 1 - label)] };
        Assert.That(other.Stream(8).Fingerprint, Is.Not.EqualTo(expected));
    }

    // A PNG of these has some 85 bytes: four fill a block, and three blocks a window.
    private static StreamOptions Small() => new() { BlockBytes = 300, WindowBytes = 1100 };

    private static BatchLoader Loader(IImageSource source, int threads) =>
        new(
            source,
            new EvaluationTransform(Plain),
            new BatchLoaderOptions { BatchSize = 7, Threads = threads },
            seed: 1
        );

    private static Dictionary<string, float[]> ByFile(IEnumerable<Batch> batches, IImageSource source)
    {
        Dictionary<string, float[]> images = [];
        foreach (Batch batch in batches)
        {
            using (batch)
            {
                float[][] values =
                [
                    .. batch.Images.data<float>().ToArray().Chunk((int)(batch.Images.numel() / batch.Count)),
                ];
                for (int i = 0; i < batch.Count; i++)
                {
                    images.Add(source.File(batch.Indices[i]), values[i]);
                    Assert.That(batch.Labels[i].item<long>(), Is.EqualTo(source.Label(batch.Indices[i])));
                }
            }
        }

        return images;
    }
}
