using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.NsgaNet;

namespace NasTransfer.Engine.Tests.Search.NsgaNet;

/// <summary>The genetic algorithm, with oracles of known fitness in the place of training.</summary>
public sealed class EvolutionTests
{
    private static readonly NsgaNetOptions Published = new();

    private static readonly NetworkOptions Small = new()
    {
        Channels = 4,
        Cells = 5,
        Classes = 10,
    };

    [Test]
    public void Run_OfThePublishedSize_EvaluatesFortyThenTwentyAGeneration()
    {
        int[] evaluations = new int[Published.Generations];
        Evolve(
            Published,
            2,
            (genotype, generation) =>
            {
                evaluations[generation]++;
                return new Fitness(Pseudorandom(genotype), MacsOf(genotype));
            }
        );
        Assert.Multiple(() =>
        {
            Assert.That(evaluations, Is.EqualTo((int[])[40, .. Enumerable.Repeat(20, 29)]));
            Assert.That(evaluations.Sum(), Is.EqualTo(620));
        });
    }

    [Test]
    public void Breed_InEveryGeneration_HasNoDuplicateInPopulationAndOffspring()
    {
        Evolution evolution = new(Published, 2, (genotype, _) => new Fitness(Pseudorandom(genotype), MacsOf(genotype)));
        ImmutableArray<Individual> population = evolution.Begin();
        for (int generation = 1; generation < 20; generation++)
        {
            Genotype[] all =
            [
                .. population.Select(one => one.Genotype),
                .. evolution.Breed(population, generation).Select(genes => GeneEncoding.Decode(genes, ConcatRule.All)),
            ];
            Assert.That(all, Has.Length.EqualTo(60));
            Assert.That(all, Is.Unique);
            Assert.That(all.All(SearchSpace.Contains), Is.True);
            population = evolution.Next(population, generation);
        }
    }

    [Test]
    public void Breed_ByEncoding_MayRepeatAnArchitectureButNoEncoding()
    {
        NsgaNetOptions options = Published with { Duplicates = NsgaNetDuplicates.Encoding };
        Evolution evolution = new(options, 2, (_, _) => new Fitness(50, 1));
        ImmutableArray<Individual> population = evolution.Begin();
        string[] all =
        [
            .. population.Select(one => string.Join(',', one.Genes)),
            .. evolution.Breed(population, 1).Select(genes => string.Join(',', genes)),
        ];
        Assert.That(all, Has.Length.EqualTo(60));
        Assert.That(all, Is.Unique);
    }

    [Test]
    public void Breed_WhereNothingNewCanCome_GivesUp()
    {
        // Two parents of one architecture, with one node's edges the other way round. Without mutation a child is the
        // same, or has that node from both; few of those are to be had, and the search for more must end.
        NsgaNetOptions options = Published with
        {
            MutationProbability = 0,
        };
        Evolution evolution = new(options, 2, (_, _) => new Fitness(50, 1));
        int[] genes = GeneEncoding.Draw(new CounterRandom(1, "parent"));
        int[] turned = [genes[2], genes[3], genes[0], genes[1], .. genes[4..]];
        ImmutableArray<Individual> population = [.. new[] { genes, turned }.Select(Member)];
        Genotype[] children =
        [
            .. evolution.Breed(population, 1).Select(child => GeneEncoding.Decode(child, ConcatRule.All)),
        ];
        Assert.Multiple(() =>
        {
            Assert.That(children, Has.Length.LessThan(Published.Offspring));
            Assert.That(children, Is.Unique);
            Assert.That(children, Does.Not.Contain(population[0].Genotype));
        });

        static Individual Member(int[] genes) =>
            new([.. genes], GeneEncoding.Decode(genes, ConcatRule.All), new Fitness(50, 1), 0);
    }

    [Test]
    public void Next_OfAnyGeneration_KeepsTheBestTradeOffsOfParentsAndChildren()
    {
        var all = new List<Fitness>();
        Evolution evolution = new(
            Published,
            2,
            (genotype, _) =>
            {
                var fitness = new Fitness(Pseudorandom(genotype), MacsOf(genotype));
                all.Add(fitness);
                return fitness;
            }
        );
        ImmutableArray<Individual> population = evolution.Begin();
        for (int generation = 1; generation < 10; generation++)
        {
            all.RemoveRange(0, all.Count);
            Fitness[] parents = [.. population.Select(one => one.Fitness)];
            population = evolution.Next(population, generation);
            Fitness[] candidates = [.. parents, .. all];
            Fitness[] best =
            [
                .. candidates.Where(one => !candidates.Any(other => ParetoRanking.Dominates(other, one))),
            ];
            Assert.That(population, Has.Length.EqualTo(40));
            Assert.That(best, Has.Length.LessThan(40), "the front fits, so all of it survives");
            Assert.That(population.Where(one => one.Rank == 0).Select(one => one.Fitness), Is.EquivalentTo(best));
            Assert.That(population.Select(one => one.Rank), Is.Ordered);
        }
    }

    [Test]
    public void Begin_WhereAllDifferInErrorAlone_RanksThem()
    {
        int next = 0;
        Evolution evolution = new(Published, 2, (_, _) => new Fitness(next++, 1));
        Assert.That(evolution.Begin().Select(one => one.Rank), Is.EqualTo(Enumerable.Range(0, 40)));
    }

    [Test]
    public void Choice_OfEqualErrors_HasTheFewestMacs()
    {
        Genotype genotype = PublishedGenotypes.DartsV2;
        ImmutableArray<Individual> population =
        [
            new([], genotype, new Fitness(10, 5), 0),
            new([], genotype, new Fitness(9, 7), 0),
            new([], genotype, new Fitness(9, 6), 1),
            new([], genotype, new Fitness(11, 1), 0),
        ];
        Assert.That(Evolution.Choice(population), Is.SameAs(population[2]));
    }

    [Test]
    public void Run_WithAConstantOracle_EndsWithAFullPopulation()
    {
        ImmutableArray<Individual> population = Evolve(Published, 2, (_, _) => new Fitness(50, 1000));
        Assert.Multiple(() =>
        {
            Assert.That(population, Has.Length.EqualTo(40));
            Assert.That(population.Select(one => one.Rank), Is.All.Zero);
            Assert.That(population.Select(one => one.Crowding), Is.All.Zero);
            Assert.That(population.Select(one => one.Genotype), Is.Unique);
            Assert.That(population.Max(one => one.Generation), Is.Positive, "children get their turn");
        });
    }

    [Test]
    public void Run_OfTheSmallestSize_Ends()
    {
        NsgaNetOptions options = new()
        {
            Population = 2,
            Offspring = 1,
            Generations = 3,
        };
        ImmutableArray<Individual> population = Evolve(options, 2, (genotype, _) => new(Pseudorandom(genotype), 1));
        Assert.That(population, Has.Length.EqualTo(2));
    }

    [Test]
    public void Run_WithOneSeed_RepeatsAndWithAnotherDiffers()
    {
        Fitness Oracle(Genotype genotype, int _) => new(Pseudorandom(genotype), MacsOf(genotype));
        IEnumerable<ImmutableArray<int>> Run(ulong seed) =>
            Evolve(Published with { Generations = 5 }, seed, Oracle).Select(one => one.Genes);
        ImmutableArray<int>[] first = [.. Run(2)];
        Assert.Multiple(() =>
        {
            Assert.That(Run(2), Is.EqualTo(first));
            Assert.That(Run(3), Is.Not.EqualTo(first));
        });
    }

    /// <summary>
    /// A landscape with a known summit: accuracy is the share of the 16 edges that agree with a hidden genotype, plus a
    /// little noise. 600 evaluations must find more than the best of 600 random samples does, judged without noise.
    /// </summary>
    [Test]
    public void Run_OnALandscape_BeatsTheBestOfAsManyRandomSamples()
    {
        NsgaNetOptions options = Published with { Generations = 29 };
        int won = 0;
        for (ulong seed = 0; seed < 10; seed++)
        {
            Genotype hidden = SamplingLaw.Sample(new CounterRandom(seed, "hidden"));
            int evaluations = 0;
            ImmutableArray<Individual> population = Evolve(
                options,
                seed,
                (genotype, _) =>
                {
                    double noise = new CounterRandom(seed, "noise", 0, evaluations++).NextGaussian();
                    return new Fitness(100 * (1 - Agreement(genotype, hidden)) + noise, MacsOf(genotype));
                }
            );
            double found = Agreement(Evolution.Choice(population).Genotype, hidden);
            double sampled = Enumerable
                .Range(0, 600)
                .Max(i => Agreement(SamplingLaw.Sample(new CounterRandom(seed, "samples", 0, i)), hidden));
            Assert.That(evaluations, Is.EqualTo(600));
            won += found > sampled ? 1 : 0;
        }

        Assert.That(won, Is.GreaterThanOrEqualTo(9));
    }

    private static ImmutableArray<Individual> Evolve(
        NsgaNetOptions options,
        ulong seed,
        Func<Genotype, int, Fitness> oracle
    )
    {
        Evolution evolution = new(options, seed, oracle);
        ImmutableArray<Individual> population = evolution.Begin();
        for (int generation = 1; generation < options.Generations; generation++)
        {
            population = evolution.Next(population, generation);
        }

        return population;
    }

    private static double Agreement(Genotype one, Genotype other) =>
        (Agreement(one.Normal, other.Normal) + Agreement(one.Reduce, other.Reduce)) / 16.0;

    private static int Agreement(Cell one, Cell other) =>
        one.Nodes.Zip(other.Nodes).Sum(pair => Edges(pair.First).Intersect(Edges(pair.Second)).Count());

    private static Edge[] Edges(Node node) => [node.First, node.Second];

    private static double MacsOf(Genotype genotype) => NetworkCost.Of(genotype, Small, 16).Macs;

    // An error that depends on the genotype in no way that can be learnt.
    private static double Pseudorandom(Genotype genotype) =>
        new CounterRandom(1, genotype.ToString()).NextDouble(0, 100);
}
