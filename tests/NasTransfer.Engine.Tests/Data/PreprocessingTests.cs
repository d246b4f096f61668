using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data;

public sealed class PreprocessingTests
{
    private ImageFiles files = null!;

    [SetUp]
    public void MakePhotographs()
    {
        files = new ImageFiles();
        files.WriteTar(
            "a.tar",
            Enumerable
                .Range(0, 6)
                .Select(i => ($"train/c{i % 2}/{i}.png", ImageFiles.Png(10 + 7 * i, 30 - 2 * i, (byte)(40 * i), 90, 9)))
        );
    }

    [TearDown]
    public void RemoveFiles() => files.Dispose();

    [TestCase(null, Stem.Cifar, false, TransformFamily.Cifar)]
    [TestCase(null, Stem.Cifar, true, TransformFamily.Cifar)]
    [TestCase(null, Stem.ImageNet, false, TransformFamily.Cifar)]
    [TestCase(null, Stem.ImageNet, true, TransformFamily.Photo)]
    [TestCase(TransformFamily.Photo, Stem.Cifar, false, TransformFamily.Photo)]
    [TestCase(TransformFamily.Cifar, Stem.ImageNet, true, TransformFamily.Cifar)]
    public void FamilyOf_UnlessSaid_FollowsStemAndImages(
        TransformFamily? said,
        Stem stem,
        bool streamed,
        TransformFamily expected
    )
    {
        Preprocessing preprocessing = new() { Transforms = said };
        IImageSource images = streamed ? Photographs(8) : SmallSets.Flat(4);

        Assert.That(preprocessing.FamilyOf(images, stem), Is.EqualTo(expected));
        Assert.That(preprocessing.JitterOf(images, stem) is not null, Is.EqualTo(expected == TransformFamily.Photo));
    }

    [Test]
    public void TestLoader_Pass_IsNormalisedOnly()
    {
        BatchLoader loader = new Preprocessing().TestLoader(SmallSets.Flat(5), Stem.Cifar, batchSize: 8);

        using Batch batch = loader.Pass().Single();

        var (mean, deviation) = (Normalization.Cifar10.Mean.R, Normalization.Cifar10.StandardDeviation.R);
        Assert.That(
            batch.Images.select(1, 0).select(1, 1).select(1, 1).data<float>(),
            Is.EqualTo(Enumerable.Range(0, 5).Select(i => (i / 255f - mean) / deviation))
        );
    }

    [TestCase(0)]
    [TestCase(3)]
    public void TrainLoader_PhotographsOfAnyShape_BringsThemToTheSize(int threads)
    {
        float[] one = Values(new Preprocessing { Threads = 1 }, Photographs(9));

        Assert.That(one, Has.Length.EqualTo(6 * 3 * 81));
        Assert.That(Values(new Preprocessing { Threads = threads }, Photographs(9)), Is.EqualTo(one));
        Assert.That(Values(new Preprocessing { Jitter = null }, Photographs(9)), Is.Not.EqualTo(one), "colours");
    }

    [Test]
    public void TestLoader_Photographs_AreScaledAndCropped()
    {
        StreamedImages photographs = Photographs(7);
        ImageSet squares = StreamSets.All(files.Root).Decode(7);

        float[] photo = Tested(new Preprocessing(), photographs);
        float[] cifar = Tested(new Preprocessing { Transforms = TransformFamily.Cifar }, photographs);

        Assert.That(cifar, Is.EqualTo(Tested(new Preprocessing(), squares)));
        Assert.That(photo, Is.Not.EqualTo(cifar), "an eighth at the border is cut away");
    }

    private StreamedImages Photographs(int size) => StreamSets.All(files.Root).Stream(size);

    private static float[] Values(Preprocessing preprocessing, IImageSource images) =>
        Values(preprocessing.TrainLoader(images, Stem.ImageNet, batchSize: 4, seed: 2).Epoch(1));

    private static float[] Tested(Preprocessing preprocessing, IImageSource images) =>
        Values(preprocessing.TestLoader(images, Stem.ImageNet, batchSize: 4).Pass());

    private static float[] Values(IEnumerable<Batch> batches)
    {
        List<float> values = [];
        foreach (Batch batch in batches)
        {
            using (batch)
            {
                values.AddRange(batch.Images.data<float>());
            }
        }

        return [.. values];
    }
}
