using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Data;

public sealed class ShardTests
{
    private const int Size = 4;

    // The smallest set that makes no whole batch; a rest that joins the last batch (3 < 2·2 images); one that does not.
    [TestCase(5, 2)]
    [TestCase(27, 2)]
    [TestCase(28, 2)]
    [TestCase(50, 4)]
    public void Epoch_OfAllShards_IsTheBatchesOfOneProcess(int count, int ranks)
    {
        ImageSet set = SmallSets.Flat(count, size: Size);
        const int batch = 8;
        BatchLoader whole = Loader(set, batch, new Shard(0, 1));
        BatchLoader[] shards =
        [
            .. Enumerable.Range(0, ranks).Select(rank => Loader(set, batch, new Shard(rank, ranks))),
        ];
        int[] order = [.. whole.Epoch(3).SelectMany(Indices)];
        Dictionary<int, float[]> values = whole
            .Epoch(3)
            .SelectMany(one => Indices(one).Zip(Values(one)))
            .ToDictionary(pair => pair.First, pair => pair.Second);
        List<int> seen = [];
        for (int step = 0; step < shards[0].StepsPerEpoch; step++)
        {
            Batch[] parts = [.. shards.Select(shard => shard.Epoch(3).ElementAt(step))];
            int images = shards[0].ImagesAt(step);
            Assert.That(parts.Sum(part => part.Count), Is.EqualTo(images));
            Assert.That(parts.Min(part => part.Count), Is.GreaterThanOrEqualTo(Math.Min(2, images / ranks)));
            for (int place = 0; place < images; place++)
            {
                seen.Add(parts[place % ranks].Indices[place / ranks]);
            }

            foreach (Batch part in parts)
            {
                foreach (var (index, pixels) in Indices(part).Zip(Values(part)))
                {
                    Assert.That(pixels, Is.EqualTo(values[index]));
                }
            }
        }

        Assert.That(seen, Is.EqualTo(order));
    }

    [Test]
    public void Epoch_FromTheMiddle_IsTheRestOfTheShard()
    {
        BatchLoader loader = Loader(SmallSets.Flat(40, size: Size), 8, new Shard(1, 2));
        int[][] all = [.. loader.Epoch(0).Select(Indices)];
        Assert.That(loader.Epoch(0, 3).Select(Indices), Is.EqualTo(all[3..]));
        Assert.That(loader.Epoch(0, 5), Is.Empty);
    }

    [TestCase(511, 2)]
    [TestCase(511, 4)]
    [TestCase(3, 4)]
    public void Pass_OfAllShards_HoldsEveryImageOnce(int count, int ranks)
    {
        int[] seen =
        [
            .. Enumerable
                .Range(0, ranks)
                .SelectMany(rank => Loader(SmallSets.Flat(count), 16 * ranks, new Shard(rank, ranks)).Pass())
                .SelectMany(Indices),
        ];
        Assert.That(seen, Is.EquivalentTo(Enumerable.Range(0, count)));
    }

    [Test]
    public void Of_AnOrderInWindows_KeepsThem()
    {
        ImageOrder order = new([9, 8, 7, 6, 5, 4, 3], [1, 4, 7]);
        ImageOrder own = new Shard(1, 2).Of(order);
        Assert.That(own.Indices, Is.EqualTo((int[])[8, 6, 4]));
        // One window lost its only image.
        Assert.That(own.WindowEnds, Is.EqualTo((int[])[0, 2, 3]));
        Assert.That(Shard.Whole.Of(order), Is.SameAs(order));
    }

    [Test]
    public void DropPath_OfAllShards_IsThatOfOneProcess()
    {
        float[] whole = new DropPath(0.5, new CounterRandom(1, "test")).Next(7);
        float[] even = Masks(rank: 0).Next(4);
        float[] odd = Masks(rank: 1).Next(3);
        Assert.That(even, Is.EqualTo((float[])[whole[0], whole[2], whole[4], whole[6]]));
        Assert.That(odd, Is.EqualTo((float[])[whole[1], whole[3], whole[5]]));

        static DropPath Masks(int rank) => new(0.5, new CounterRandom(1, "test"), new Shard(rank, 2), batch: 7);
    }

    private static BatchLoader Loader(IImageSource set, int batch, Shard shard) =>
        new Preprocessing { Shard = shard }.TrainLoader(set, Stem.Cifar, batch, seed: 2, cutoutLength: 2);

    private static int[] Indices(Batch batch) => [.. batch.Indices];

    private static float[][] Values(Batch batch) => [.. batch.Images.data<float>().ToArray().Chunk(3 * Size * Size)];
}
