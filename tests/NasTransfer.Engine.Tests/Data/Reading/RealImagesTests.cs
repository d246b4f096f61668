using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Reading;

/// <summary>
/// Real data sets, where the environment variable NASTRANSFER_TEST_DATA names a folder that holds them. The counts are
/// those of the sets' own read-me files.
/// </summary>
public sealed class RealImagesTests
{
    [TestCase("cifar10", 32, 20_000, 10_000, 0, 10)]
    [TestCase("flowers102", 64, 1_020, 2_039, 1_020, 102)]
    [TestCase("tinyimagenet64", 64, 10_000, 2_000, 0, 200)]
    [TestCase("tinyimagenet64-lt", 32, 4_046, 600, 0, 200)]
    [TestCase("tinyimagenet32-c100", 32, 8_000, 1_500, 0, 100)]
    [TestCase("rooms6", 64, 900, 300, 0, 6)]
    public void Open_RealSet_HasItsCounts(string name, int size, int train, int test, int validation, int classes)
    {
        ImageSplits splits = ImageReader.Open(Folder(name), new ImageReaderOptions { Size = size });

        Assert.That(splits.Train.Count, Is.EqualTo(train));
        Assert.That(splits.Test.Count, Is.EqualTo(test));
        Assert.That(splits.Validation?.Count ?? 0, Is.EqualTo(validation));
        Assert.That(splits.Train.Classes, Has.Length.EqualTo(classes).And.Unique);
        Assert.That(splits.Warnings, Is.Empty);
    }

    [Test]
    public void Open_Cifar10_HasTheMeanOfItsNormalization()
    {
        // The first 2,000 images of a class instead of all 5,000, and JPEG: close, not equal.
        ImageSet train = ImageReader.Open(Folder("cifar10"), new ImageReaderOptions { Size = 32 }).Train;
        double[] sums = new double[3];
        for (int i = 0; i < train.Count; i++)
        {
            ReadOnlySpan<byte> pixels = train.Pixels(i);
            for (int p = 0; p < pixels.Length; p++)
            {
                sums[p % 3] += pixels[p];
            }
        }

        double pixelCount = train.Count * 1024.0 * 255;
        Assert.That(sums[0] / pixelCount, Is.EqualTo(Normalization.Cifar10.Mean.R).Within(0.01));
        Assert.That(sums[1] / pixelCount, Is.EqualTo(Normalization.Cifar10.Mean.G).Within(0.01));
        Assert.That(sums[2] / pixelCount, Is.EqualTo(Normalization.Cifar10.Mean.B).Within(0.01));
    }

    [Test]
    public void Open_TinyImageNet_HasGreyImagesAmongItsRgb()
    {
        ImageSet train = ImageReader.Open(Folder("tinyimagenet64"), new ImageReaderOptions { Size = 64 }).Train;

        int grey = Enumerable.Range(0, train.Count).Count(i => IsGrey(train.Pixels(i)));

        // About 2 % of the files have one channel; a few more are coded in three and show no colour.
        Assert.That(grey, Is.InRange(150, 400));
    }

    [TestCase("tinyimagenet64-lt", 64)]
    [TestCase("rooms6", 32)]
    public void Stream_RealSet_HasTheBitsOfTheSetInMemory(string name, int size)
    {
        ImageSelections selections = Select(Folder(name), new ImageReaderOptions { Size = size });
        ImageSet expected = selections.Test.Decode(size);
        Dictionary<string, int> places = Enumerable.Range(0, expected.Count).ToDictionary(expected.File);
        StreamedImages stream = selections.Test.Stream(size, new StreamOptions { WindowBytes = 1 << 20 });
        BatchLoader loader = new(
            stream,
            new EvaluationTransform(new Normalization((0, 0, 0), (1, 1, 1))),
            new BatchLoaderOptions { BatchSize = 50, Threads = 2 },
            seed: 1
        );

        int seen = 0;
        foreach (Batch batch in loader.Epoch(0))
        {
            using (batch)
            {
                float[][] images = [.. batch.Images.data<float>().ToArray().Chunk(3 * size * size)];
                for (int i = 0; i < batch.Count; i++, seen++)
                {
                    int place = places[stream.File(batch.Indices[i])];
                    byte[] planes =
                    [
                        .. Enumerable
                            .Range(0, 3 * size * size)
                            .Select(k => expected.Pixels(place)[k % (size * size) * 3 + k / (size * size)]),
                    ];
                    byte[] actual = [.. images[i].Select(value => (byte)MathF.Round(value * 255))];
                    Assert.That(actual.AsSpan().SequenceEqual(planes), Is.True, stream.File(batch.Indices[i]));
                    Assert.That(stream.Label(batch.Indices[i]), Is.EqualTo(expected.Label(place)));
                }
            }
        }

        Assert.That(seen, Is.EqualTo(expected.Count));
    }

    private static bool IsGrey(ReadOnlySpan<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i += 3)
        {
            if (pixels[i] != pixels[i + 1] || pixels[i] != pixels[i + 2])
            {
                return false;
            }
        }

        return true;
    }

    private static ImageSelections Select(string folder, ImageReaderOptions options) =>
        ImageSelections.Of(ImageReader.List(folder, options), options);

    private static string Folder(string name)
    {
        string? root = Environment.GetEnvironmentVariable("NASTRANSFER_TEST_DATA");
        if (string.IsNullOrEmpty(root))
        {
            Assert.Ignore("NASTRANSFER_TEST_DATA is not set; it names the folder of the real data sets.");
        }

        string folder = Path.Combine(root, name);
        if (!Directory.Exists(folder))
        {
            Assert.Ignore($"NASTRANSFER_TEST_DATA names {root}, which has no {name}.");
        }

        return folder;
    }
}
