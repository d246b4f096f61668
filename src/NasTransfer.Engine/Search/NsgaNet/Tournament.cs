using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>Binary tournament: the entrants are the population in random order, again and again, cut into pairs.</summary>
internal static class Tournament
{
    /// <summary>As many winners as asked for.</summary>
    public static Individual[] Winners(IReadOnlyList<Individual> population, int count, CounterRandom random)
    {
        List<int> entrants = [];
        while (entrants.Count < 2 * count)
        {
            entrants.AddRange(random.Permutation(population.Count));
        }

        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(pair => Winner(population[entrants[2 * pair]], population[entrants[2 * pair + 1]], random)),
        ];
    }

    /// <summary>The one that dominates; of equals the one in the emptier place; else either.</summary>
    public static Individual Winner(Individual one, Individual other, CounterRandom random)
    {
        if (ParetoRanking.Dominates(one.Fitness, other.Fitness))
        {
            return one;
        }

        if (ParetoRanking.Dominates(other.Fitness, one.Fitness))
        {
            return other;
        }

        return one.Crowding.CompareTo(other.Crowding) switch
        {
            > 0 => one,
            < 0 => other,
            _ => random.NextInt(2) == 0 ? one : other,
        };
    }
}
