using System.Security.Cryptography;
using System.Text;

namespace NasTransfer.Engine.Randomness;

/// <summary>
/// A counter-based generator: the stream is a pure function of its key (seed, purpose, epoch, index), so the order in
/// which streams are drawn, the number of workers and a resume change nothing.
/// </summary>
/// <remarks>Philox4x32-10, Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.</remarks>
public sealed class CounterRandom
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    private readonly uint key0;
    private readonly uint key1;
    private readonly uint epoch;
    private readonly ulong index;
    private readonly uint[] block = new uint[4];
    private uint blockNumber;
    private int used = 4;

    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for; streams of different purposes are independent.</param>
    /// <param name="epoch">Epoch, generation or round.</param>
    /// <param name="index">Sample, step or parameter within the epoch.</param>
    public CounterRandom(ulong seed, string purpose, int epoch = 0, long index = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{purpose}"), digest);
        key0 = BitConverter.ToUInt32(digest);
        key1 = BitConverter.ToUInt32(digest[4..]);
        this.epoch = (uint)epoch;
        this.index = (ulong)index;
    }

    /// <summary>32 uniform bits.</summary>
    public uint NextUInt32()
    {
        if (used == block.Length)
        {
            Block([blockNumber++, epoch, (uint)index, (uint)(index >> 32)], key0, key1, block);
            used = 0;
        }

        return block[used++];
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64() => ((ulong)NextUInt32() << 32) | NextUInt32();

    /// <summary>Uniform on [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform on 0 … <paramref name="bound"/> − 1, without modulo bias.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // Lemire, "Fast random integer generation in an interval", 2019.
        ulong product = (ulong)NextUInt32() * (uint)bound;
        uint threshold = (uint)-bound % (uint)bound;
        while ((uint)product < threshold)
        {
            product = (ulong)NextUInt32() * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>Standard normal (Box–Muller, one of the pair).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Permutes <paramref name="items"/> uniformly (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A uniform permutation of 0 … <paramref name="count"/> − 1.</summary>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>One Philox4x32-10 block: four words from a four-word counter and a two-word key.</summary>
    internal static void Block(ReadOnlySpan<uint> counter, uint key0, uint key1, Span<uint> output)
    {
        var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3]);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ key0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ key1;
            c3 = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        output[0] = c0;
        output[1] = c1;
        output[2] = c2;
        output[3] = c3;
    }
}
