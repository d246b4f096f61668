using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Nao;

namespace NasTransfer.Engine.Tests.Search.Nao;

/// <summary>The real rounds of NAO over a landscape of known fitness, in place of a trained child.</summary>
public sealed class NaoLandscapeTests
{
    // The options were fixed before these were run; they were chosen on 201 to 230 (docs/nao.md).
    private const ulong FirstSeed = 1001;
    private const int Seeds = 10;

    /// <summary>Oracle calls. The landscape stands still, so an architecture that comes back is not measured again.</summary>
    private const int Evaluations = 600;

    // Late rounds find what was measured before, so the budget alone would not end a search.
    private const int MostRounds = 60;

    // Not the published sizes: a small pool and many small rounds, since what the predictor learns of 75 architectures
    // leads no further than a few edges. Batches of 25 bring the decoder to reconstruct its seeds within few evaluations;
    // until then it proposes nothing better than random ones.
    private static readonly NaoOptions Small = new()
    {
        PoolSize = 75,
        NewPerRound = 10,
        Seeds = 40,
        HiddenSize = 32,
        PredictorLayers = 0,
        PredictorEpochs = 12,
        PredictorBatchSize = 25,
        PredictorLearningRate = 0.01,
    };

    [Test]
    public void Rounds_OnALandscape_BeatRandomSamplingOfEqualBudget()
    {
        int wins = 0;
        for (ulong seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            var landscape = new Landscape(seed);
            using var rounds = new NaoRounds(Small, seed);
            rounds.Evaluate((genotype, _) => landscape.Measure(genotype));
            while (landscape.Measured + Small.NewPerRound <= Evaluations && rounds.Rounds < MostRounds)
            {
                rounds.Advance();
                rounds.Evaluate((genotype, _) => landscape.Measure(genotype));
            }

            Assert.That(landscape.Measured, Is.LessThanOrEqualTo(Evaluations));
            double found = landscape.Fitness(rounds.Pool[0].Genotype);
            double random = landscape.Fitness(landscape.BestOfRandom(Evaluations));
            TestContext.Out.WriteLine(
                $"seed {seed}: NAO {16 * found} of 16 edges after {landscape.Measured} evaluations, random sampling {16 * random}"
            );
            wins += found > random ? 1 : 0;
        }

        Assert.That(wins, Is.AtLeast(9), "of 10");
    }

    /// <summary>Fitness is the share of edges that agree with a hidden genotype.</summary>
    private sealed class Landscape(ulong seed)
    {
        private const double Edges = 16;

        // In percent; one edge more is worth 6.25.
        private const double Noise = 1;

        private readonly Genotype hidden = SamplingLaw.Sample(new CounterRandom(seed, "hidden"));
        private readonly Dictionary<Genotype, double> measured = [];

        /// <summary>Different architectures so far: the landscape does not change, so each is measured once.</summary>
        public int Measured => measured.Count;

        public double Fitness(Genotype genotype) =>
            (Agreeing(hidden.Normal, genotype.Normal) + Agreeing(hidden.Reduce, genotype.Reduce)) / Edges;

        public double Measure(Genotype genotype)
        {
            if (!measured.TryGetValue(genotype, out double value))
            {
                value = Noisy(genotype, new CounterRandom(seed, "noise", index: measured.Count));
                measured[genotype] = value;
            }

            return value;
        }

        public Genotype BestOfRandom(int count)
        {
            var draws = new CounterRandom(seed, "random");
            return Enumerable
                .Range(0, count)
                .Select(_ => SamplingLaw.Sample(draws))
                .MaxBy(genotype => Noisy(genotype, draws))!;
        }

        private double Noisy(Genotype genotype, CounterRandom draws) =>
            100 * Fitness(genotype) + Noise * draws.NextGaussian();

        private static int Agreeing(Cell hidden, Cell cell) =>
            hidden
                .Nodes.Zip(
                    cell.Nodes,
                    (wanted, node) =>
                        ((Edge[])[wanted.First, wanted.Second]).Intersect((Edge[])[node.First, node.Second]).Count()
                )
                .Sum();
    }
}
