using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Enas;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Search.Enas;

/// <summary>The whole algorithm where the fitness of every architecture is known.</summary>
public sealed class EnasLandscapeTests
{
    private const int Budget = 3000;

    // Not the published options: with those the logits are bounded at 1.10 and 0.44, which allow no operation a
    // probability above 0.29, and Adam's ε of 10⁻³ makes steps too small for so few. With wider bounds they can learn the
    // landscape; with none, or with larger steps, the policy takes one operation everywhere before it tells nodes apart.
    // 10 epochs of 24 steps with 10 samples, 9 architectures for the trace, 591 at the end.
    private static readonly EnasOptions Options = new()
    {
        Epochs = 10,
        ControllerUpdates = 24,
        SamplesPerUpdate = 10,
        TraceSamples = 1,
        FinalSamples = 591,
        ControllerLearningRate = 0.0005,
        ControllerBeta1 = 0.9,
        ControllerEpsilon = 1e-8,
        BaselineDecay = 0.9,
        BaselineStart = BaselineStart.FirstReward,
        TanhConstant = 2,
        OperationTanhReduction = 1,
    };

    [Test]
    public void Run_OnAKnownLandscape_BeatsAsManyRandomSamples()
    {
        int wins = 0;
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var oracle = new Oracle(seed);
            SearchResult result = new EnasSearch(Options).Run(oracle, seed);
            Assert.That(oracle.Evaluations, Is.EqualTo(Budget));
            double[] random = [.. RandomFitness(seed)];
            double found = Oracle.Fitness(result.Genotype);
            double proposed = EnasDetails
                .FromJson(result.Details!.Value)
                .Candidates.Average(candidate => Oracle.Fitness(candidate.Genotype));
            TestContext.Out.WriteLine(
                $"seed {seed}: ENAS {16 * found} of 16 edges, random sampling {16 * random.Max()}; "
                    + $"on average {16 * proposed:F2} and {16 * random.Average():F2}"
            );
            Assert.That(proposed, Is.GreaterThan(2 * random.Average()), "it is the policy that has learnt");
            wins += found > random.Max() ? 1 : 0;
        }

        Assert.That(wins, Is.AtLeast(9), "of 10");
    }

    [TestCase(0)]
    [TestCase(0.5)]
    [TestCase(1)]
    public void Run_WithAConstantFitness_EndsAndStaysFinite(double fitness)
    {
        EnasOptions options = Options with { Epochs = 2, ControllerUpdates = 5, FinalSamples = 5 };
        SearchResult result = new EnasSearch(options).Run(new Constant(fitness), 1);
        Assert.Multiple(() =>
        {
            Assert.That(SearchSpace.Contains(result.Genotype), Is.True);
            Assert.That(result.Trace.SelectMany(epoch => epoch.Values.Values), Is.All.Matches<double>(double.IsFinite));
            Assert.That(result.Trace[^1].Values["sampled-accuracy-mean"], Is.EqualTo(fitness));
            Assert.That(EnasDetails.FromJson(result.Details!.Value).Winner, Is.Zero, "of equal ones, the first");
        });
    }

    private static IEnumerable<double> RandomFitness(ulong seed) =>
        Enumerable
            .Range(0, Budget)
            .Select(i => Oracle.Fitness(SamplingLaw.Sample(new CounterRandom(seed, "landscape/random", 0, i))));

    private abstract class Child : IEnasChild
    {
        public int StepsPerEpoch => 0;

        public IEnumerable<(string Name, Tensor Tensor)> State => [];

        public ChildEpoch Train(
            int epoch,
            IReadOnlyList<Genotype> paths,
            Action stepped,
            CancellationToken cancellation
        ) => new(0, 0, 0, SearchCost.Zero);

        public Judgement Judge(Genotype path, int epoch, int draw) => new(Accuracy(path), SearchCost.Zero);

        public Judgement JudgeWhole(Genotype path, CancellationToken cancellation) =>
            new(Accuracy(path), SearchCost.Zero);

        protected abstract double Accuracy(Genotype path);
    }

    private sealed class Constant(double fitness) : Child
    {
        protected override double Accuracy(Genotype path) => fitness;
    }

    /// <summary>The share of edges that agree with DARTS_V2, under noise of a third of an edge.</summary>
    private sealed class Oracle(ulong seed) : Child
    {
        private const double Noise = 0.02;

        private static readonly Genotype Hidden = PublishedGenotypes.DartsV2;

        public int Evaluations { get; private set; }

        public static double Fitness(Genotype genotype) =>
            (Agreeing(genotype.Normal, Hidden.Normal) + Agreeing(genotype.Reduce, Hidden.Reduce)) / 16.0;

        protected override double Accuracy(Genotype path) =>
            Fitness(path) + Noise * new CounterRandom(seed, "landscape/noise", 0, Evaluations++).NextGaussian();

        private static int Agreeing(Cell one, Cell other) =>
            one
                .Nodes.Zip(other.Nodes)
                .Sum(pair =>
                    new[] { pair.First.First, pair.First.Second }.Count(edge =>
                        edge == pair.Second.First || edge == pair.Second.Second
                    )
                );
    }
}
