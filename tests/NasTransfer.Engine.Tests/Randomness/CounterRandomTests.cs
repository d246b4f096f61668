using System.Buffers.Binary;
using System.Security.Cryptography;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Randomness;

[TestFixture]
public sealed class CounterRandomTests
{
    // The known-answer vectors that the authors of Philox publish with their library (Random123, kat_vectors,
    // "philox4x32 10"): counter, key, output.
    [TestCase(
        new uint[] { 0, 0, 0, 0 },
        new uint[] { 0, 0 },
        new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 }
    )]
    [TestCase(
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
        new uint[] { 0xffffffff, 0xffffffff },
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd }
    )]
    [TestCase(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
        new uint[] { 0xa4093822, 0x299f31d0 },
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 }
    )]
    public void Block_KnownAnswers_AreThePublished(uint[] counter, uint[] key, uint[] expected)
    {
        uint[] output = new uint[4];

        CounterRandom.Block(counter, key[0], key[1], output);

        Assert.That(output, Is.EqualTo(expected));
    }

    [Test]
    public void Block_OutputOverItsCounter_IsTheSame()
    {
        uint[] counter = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

        CounterRandom.Block(counter, 0xa4093822, 0x299f31d0, counter);

        Assert.That(counter, Is.EqualTo((uint[])[0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]));
    }

    [Test]
    public void Constructor_EmptyPurposeOrNegativePlace_Throws()
    {
        Assert.That(() => new CounterRandom(1, ""), Throws.ArgumentException);
        Assert.That(() => new CounterRandom(1, "x", -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new CounterRandom(1, "x", 0, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Stream_SameKey_SameNumbers()
    {
        Assert.That(
            Draw(new CounterRandom(2, "shuffle", 3, 4)),
            Is.EqualTo(Draw(new CounterRandom(2, "shuffle", 3, 4)))
        );
    }

    [Test]
    public void Stream_Key_IsTheHashOfSeedAndPurposeAndTheCounterTheRest()
    {
        // Stored results depend on these bits: SHA-256 of "seed/purpose" is the key; block, epoch and index the counter.
        byte[] hash = SHA256.HashData("2/shuffle"u8);
        uint[] expected = new uint[8];
        for (uint block = 0; block < 2; block++)
        {
            CounterRandom.Block(
                [block, 3, 4, 5],
                BinaryPrimitives.ReadUInt32LittleEndian(hash),
                BinaryPrimitives.ReadUInt32LittleEndian(hash.AsSpan(4)),
                expected.AsSpan((int)block * 4)
            );
        }

        var random = new CounterRandom(2, "shuffle", 3, (5L << 32) + 4);

        Assert.That(Enumerable.Range(0, 8).Select(_ => random.NextUInt32()), Is.EqualTo(expected));
    }

    [Test]
    public void Stream_AnyPartOfTheKeyDiffers_SharesNoNumber()
    {
        CounterRandom[] streams =
        [
            new(2, "shuffle"),
            new(3, "shuffle"),
            new(2, "augment"),
            new(2, "shuffle", 1),
            new(2, "shuffle", 0, 1),
            new(2, "shuffle", 1, 1),
            // Indices that agree in their low word.
            new(2, "shuffle", 0, 1L << 32),
            new(ulong.MaxValue, "shuffle"),
            // Seed and purpose that agree when written one after the other.
            new(22, "shuffle"),
            new(2, "2/shuffle"),
        ];

        ulong[] numbers = [.. streams.SelectMany(stream => Enumerable.Range(0, 100).Select(_ => stream.NextUInt64()))];

        Assert.That(numbers, Is.Unique);
    }

    [Test]
    public void Stream_NeighbouringIndices_AreUncorrelated()
    {
        const int count = 20_000;
        double[] first = [.. Enumerable.Range(0, count).Select(i => new CounterRandom(5, "x", 0, i).NextDouble())];

        double covariance =
            Enumerable.Range(1, count - 1).Sum(i => (first[i] - 0.5) * (first[i - 1] - 0.5)) / (count - 1);

        // Var U = 1/12; the correlation's standard error is 1/√n.
        Assert.That(covariance * 12, Is.EqualTo(0).Within(4 / Math.Sqrt(count)));
    }

    [TestCase(0)]
    [TestCase(-5)]
    public void NextInt_BoundThatIsNotPositive_Throws(int bound)
    {
        Assert.That(() => new CounterRandom(1, "x").NextInt(bound), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void NextInt_BoundOne_IsZero()
    {
        var random = new CounterRandom(1, "x");

        Assert.That(Enumerable.Range(0, 100).Select(_ => random.NextInt(1)), Is.All.Zero);
    }

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(7)]
    [TestCase(10)]
    [TestCase(64)]
    public void NextInt_SmallBounds_AreUniform(int bound)
    {
        const int count = 100_000;
        var random = new CounterRandom(11, $"uniform-{bound}");
        int[] counts = new int[bound];
        for (int i = 0; i < count; i++)
        {
            counts[random.NextInt(bound)]++;
        }

        double expected = (double)count / bound;
        double chiSquare = counts.Sum(n => (n - expected) * (n - expected) / expected);
        // Mean f and variance 2f; 4.5 standard deviations cover the skew of small f.
        int freedom = bound - 1;
        Assert.That(chiSquare, Is.LessThan(freedom + 4.5 * Math.Sqrt(2 * freedom) + 4));
    }

    [Test]
    public void NextInt_BoundJustOverHalfTheRange_HasNoModuloBias()
    {
        // 3·2^29: modulo would draw the lower third of the range twice as often as the rest.
        const int bound = 3 << 29;
        const int count = 30_000;
        var random = new CounterRandom(1, "bias");

        int low = Enumerable.Range(0, count).Count(_ => random.NextInt(bound) < bound / 3);

        Assert.That((double)low / count, Is.EqualTo(1.0 / 3).Within(4 * Math.Sqrt(2.0 / 9 / count)));
    }

    [Test]
    public void NextDouble_Moments_AreThoseOfTheUniformLaw()
    {
        const int count = 100_000;
        var random = new CounterRandom(1, "double");
        double[] numbers = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];

        Assert.That(numbers, Is.All.GreaterThanOrEqualTo(0).And.All.LessThan(1));
        Assert.That(numbers.Average(), Is.EqualTo(0.5).Within(4 * Math.Sqrt(1.0 / 12 / count)));
        Assert.That(numbers.Average(x => x * x), Is.EqualTo(1.0 / 3).Within(4 * Math.Sqrt(4.0 / 45 / count)));
    }

    [Test]
    public void NextDouble_Interval_StaysInside()
    {
        var random = new CounterRandom(1, "interval");
        double[] numbers = [.. Enumerable.Range(0, 10_000).Select(_ => random.NextDouble(-2, 6))];

        Assert.That(numbers, Is.All.GreaterThanOrEqualTo(-2).And.All.LessThan(6));
        Assert.That(numbers.Average(), Is.EqualTo(2).Within(4 * 8 / Math.Sqrt(12.0 * 10_000)));
    }

    [Test]
    public void NextGaussian_Moments_AreThoseOfTheNormalLaw()
    {
        const int count = 100_000;
        var random = new CounterRandom(1, "gaussian");
        double[] numbers = [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];

        // The k-th moment's variance is μ₂ₖ − μₖ²: 1, 2, 15, 96.
        Assert.That(numbers.Average(), Is.EqualTo(0).Within(4 * Math.Sqrt(1.0 / count)));
        Assert.That(numbers.Average(x => x * x), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / count)));
        Assert.That(numbers.Average(x => x * x * x), Is.EqualTo(0).Within(4 * Math.Sqrt(15.0 / count)));
        Assert.That(numbers.Average(x => x * x * x * x), Is.EqualTo(3).Within(4 * Math.Sqrt(96.0 / count)));
        Assert.That(numbers, Is.All.InRange(-9.0, 9.0));
    }

    [Test]
    public void Permutation_Empty_IsEmpty()
    {
        Assert.That(new CounterRandom(1, "x").Permutation(0), Is.Empty);
        Assert.That(new CounterRandom(1, "x").Permutation(1), Is.EqualTo((int[])[0]));
    }

    [Test]
    public void Permutation_Large_HoldsEveryNumberOnceInAnotherOrder()
    {
        int[] order = new CounterRandom(1, "x").Permutation(1000);

        Assert.That(order, Is.EquivalentTo(Enumerable.Range(0, 1000)));
        Assert.That(order, Is.Not.Ordered);
    }

    [Test]
    public void Permutation_OfFour_AllTwentyFourAreEquallyLikely()
    {
        const int count = 24_000;
        Dictionary<string, int> counts = Enumerable
            .Range(0, count)
            .CountBy(i => string.Join("", new CounterRandom(9, "permutation", 0, i).Permutation(4)))
            .ToDictionary();

        Assert.That(counts, Has.Count.EqualTo(24));
        // 23 degrees of freedom; 0.999 quantile of χ².
        Assert.That(counts.Values.Sum(n => (n - 1000.0) * (n - 1000.0) / 1000), Is.LessThan(49.73));
    }

    [Test]
    public void Shuffle_Items_MovesThemAsPermutationDoes()
    {
        string[] items = ["a", "b", "c", "d", "e"];
        new CounterRandom(4, "x").Shuffle(items.AsSpan());

        Assert.That(
            items,
            Is.EqualTo(new CounterRandom(4, "x").Permutation(5).Select(i => ((char)('a' + i)).ToString()))
        );
    }

    private static uint[] Draw(CounterRandom random) => [.. Enumerable.Range(0, 50).Select(_ => random.NextUInt32())];
}
