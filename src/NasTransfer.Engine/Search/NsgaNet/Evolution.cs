using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>
/// The genetic algorithm alone: breeds genotypes, asks for their fitness and lets the better trade-offs survive. How
/// fitness comes about is not its business. Every generation is a function of the one before, the seed and its number.
/// </summary>
/// <param name="fitness">Told the genotype, in canonical form, and the generation it belongs to.</param>
internal sealed class Evolution(NsgaNetOptions options, ulong seed, Func<Genotype, int, Fitness> fitness)
{
    /// <summary>Generation 0: distinct random individuals.</summary>
    public ImmutableArray<Individual> Begin()
    {
        HashSet<string> known = [];
        List<int[]> drawn = [];
        for (int i = 0; i < options.Population; i++)
        {
            var random = new CounterRandom(seed, "nsga-net/initial", 0, i);
            int[] genes;
            do
            {
                genes = GeneEncoding.Draw(random);
            } while (!known.Add(Identity(genes)));

            drawn.Add(genes);
        }

        return Survivors(Evaluate(drawn, 0), 0);
    }

    /// <summary>The next generation: parents and their children compete for the places (μ + λ).</summary>
    /// <param name="generation">Its number, from 1.</param>
    public ImmutableArray<Individual> Next(ImmutableArray<Individual> population, int generation)
    {
        ImmutableArray<Individual> children = Evaluate(Breed(population, generation), generation);
        return Survivors([.. population, .. children], generation);
    }

    /// <summary>What a search that ends with this population returns: the lowest error, of equals the fewest MACs.</summary>
    public static Individual Choice(ImmutableArray<Individual> population) =>
        population.MinBy(individual => (individual.Fitness.Error, individual.Fitness.Macs))!;

    /// <summary>Children that are neither in the population nor equal to each other; fewer than λ where none are left.</summary>
    internal List<int[]> Breed(ImmutableArray<Individual> population, int generation)
    {
        HashSet<string> known = [.. population.Select(individual => Identity([.. individual.Genes]))];
        List<int[]> children = [];
        double probability = options.MutationProbability ?? 1.0 / GeneEncoding.Length;
        for (int mating = 0; mating < options.MaximumMatings && children.Count < options.Offspring; mating++)
        {
            var random = new CounterRandom(seed, "nsga-net/mating", generation, mating);
            // Two parents have two children.
            int couples = (options.Offspring - children.Count + 1) / 2;
            Individual[] parents = Tournament.Winners(population, 2 * couples, random);
            for (int couple = 0; couple < couples; couple++)
            {
                var (first, second) = Variation.Cross(parents[2 * couple].Genes, parents[2 * couple + 1].Genes, random);
                Admit(first);
                Admit(second);
            }

            void Admit(int[] child)
            {
                Variation.Mutate(child, probability, options.MutationEta, random);
                GeneEncoding.Repair(child, random);
                if (children.Count < options.Offspring && known.Add(Identity(child)))
                {
                    children.Add(child);
                }
            }
        }

        return children;
    }

    private ImmutableArray<Individual> Evaluate(List<int[]> born, int generation) =>
        [
            .. born.Select(genes =>
            {
                Genotype genotype = GeneEncoding.Decode(genes, options.Concat);
                return new Individual([.. genes], genotype, fitness(genotype, generation), generation);
            }),
        ];

    // Front by front as long as there is room; of the front that does not fit, those in the emptier places.
    private ImmutableArray<Individual> Survivors(ImmutableArray<Individual> candidates, int generation)
    {
        var random = new CounterRandom(seed, "nsga-net/survival", generation);
        Fitness[] points = [.. candidates.Select(candidate => candidate.Fitness)];
        var survivors = ImmutableArray.CreateBuilder<Individual>(options.Population);
        foreach (var (rank, front) in ParetoRanking.Fronts(points).Index())
        {
            double[] crowding = ParetoRanking.Crowding([.. front.Select(i => points[i])]);
            IEnumerable<int> places = Enumerable.Range(0, front.Length);
            int room = options.Population - survivors.Count;
            if (front.Length > room)
            {
                // Shuffled before the stable sort: equal distances are cut at random.
                places = random.Permutation(front.Length).OrderByDescending(place => crowding[place]).Take(room);
            }

            survivors.AddRange(
                places.Select(place => candidates[front[place]] with { Rank = rank, Crowding = crowding[place] })
            );
            if (survivors.Count == options.Population)
            {
                break;
            }
        }

        return survivors.ToImmutable();
    }

    private string Identity(int[] genes) =>
        options.Duplicates == NsgaNetDuplicates.Encoding
            ? string.Join(',', genes)
            : GeneEncoding.Decode(genes, options.Concat).ToString();
}
