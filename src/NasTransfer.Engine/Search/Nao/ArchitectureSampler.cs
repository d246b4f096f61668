using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>Which architecture of a pool a step trains.</summary>
internal sealed class ArchitectureSampler
{
    private readonly IReadOnlyList<NaoCandidate> pool;

    // Σ of the weights up to and with each architecture; null where all weigh the same.
    private readonly double[]? cumulative;

    private ArchitectureSampler(IReadOnlyList<NaoCandidate> pool, double[]? cumulative) =>
        (this.pool, this.cumulative) = (pool, cumulative);

    public static ArchitectureSampler Uniform(IReadOnlyList<NaoCandidate> pool) => new(pool, null);

    /// <summary>In proportion to the parameters of each one's network of this size.</summary>
    public static ArchitectureSampler ByParameters(IReadOnlyList<NaoCandidate> pool, NetworkOptions size)
    {
        var cumulative = new double[pool.Count];
        double sum = 0;
        for (int i = 0; i < cumulative.Length; i++)
        {
            cumulative[i] = sum += NetworkCost.ParametersOf(pool[i].Genotype, size);
        }

        return new ArchitectureSampler(pool, cumulative);
    }

    /// <param name="draws">A stream of this step alone.</param>
    public Genotype Draw(CounterRandom draws)
    {
        if (cumulative is null)
        {
            return pool[draws.NextInt(pool.Count)].Genotype;
        }

        int place = Array.BinarySearch(cumulative, draws.NextDouble() * cumulative[^1]);
        return pool[place < 0 ? ~place : place].Genotype;
    }
}
