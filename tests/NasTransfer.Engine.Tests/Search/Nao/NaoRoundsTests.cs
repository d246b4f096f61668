using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Search.Nao;

namespace NasTransfer.Engine.Tests.Search.Nao;

public sealed class NaoRoundsTests
{
    private static readonly NaoOptions Small = new()
    {
        PoolSize = 20,
        NewPerRound = 6,
        Seeds = 10,
        MaximumStep = 50,
        HiddenSize = 8,
        PredictorWidth = 8,
        PredictorEpochs = 8,
        PredictorBatchSize = 8,
        PredictorLearningRate = 0.02,
    };

    [Test]
    public void Pool_AtTheStart_HoldsDistinctArchitecturesOfTheSpace()
    {
        using var rounds = new NaoRounds(Small, 2);
        Assert.Multiple(() =>
        {
            Assert.That(rounds.Pool, Has.Length.EqualTo(20));
            Assert.That(rounds.Pool.Select(item => item.Genotype.Canonical()).Distinct().Count(), Is.EqualTo(20));
            Assert.That(rounds.Pool.Select(item => SearchSpace.Contains(item.Genotype)), Is.All.True);
            Assert.That(rounds.Pool.Select(item => item.Origin), Is.All.EqualTo(NaoOrigin.InitialPool));
            Assert.That(rounds.Pool.Select(item => item.Accuracy), Is.All.Null);
        });
    }

    [Test]
    public void Evaluate_WithEqualsAmongThem_SortsBestFirstAndKeepsTheOrderOfEquals()
    {
        using var rounds = new NaoRounds(Small, 2);
        ImmutableArray<NaoCandidate> before = rounds.Pool;
        rounds.Evaluate((_, place) => place % 3);
        int[] order =
        [
            .. rounds.Pool.Select(item => Array.FindIndex([.. before], other => other.Genotype == item.Genotype)),
        ];
        int[] expected = [.. Enumerable.Range(0, 20).OrderByDescending(place => place % 3)];
        Assert.That(order, Is.EqualTo(expected));
    }

    [Test]
    public void Advance_ReplacingTheWorst_KeepsTheSizeAndTheBest()
    {
        using var rounds = new NaoRounds(Small, 2);
        rounds.Evaluate(Skips);
        ImmutableArray<NaoCandidate> before = rounds.Pool;
        NaoRound round = rounds.Advance();
        Assert.Multiple(() =>
        {
            Assert.That(round.Found, Is.InRange(1, 6));
            Assert.That(rounds.Pool, Has.Length.EqualTo(20));
            Assert.That(rounds.Pool[..(20 - round.Found)], Is.EqualTo(before[..(20 - round.Found)]));
            NaoCandidate[] found = [.. rounds.Pool[(20 - round.Found)..]];
            Assert.That(found.Select(item => item.Origin.Source), Is.All.EqualTo(NaoSource.GradientStep));
            Assert.That(found.Select(item => item.Origin.Round), Is.All.EqualTo(1));
            Assert.That(found.Select(item => item.Origin.Step), Is.Ordered);
            Assert.That(found.Select(item => item.Origin.Step), Is.All.InRange(1, round.Step));
            AssertIsAPool(rounds);
        });
    }

    [Test]
    public void Advance_KeepingAllWithRandomOnes_GrowsByBoth()
    {
        using var rounds = new NaoRounds(Small with { PoolUpdate = NaoPoolUpdate.KeepAll, RandomPerRound = 4 }, 2);
        rounds.Evaluate(Skips);
        int first = rounds.Advance().Found;
        rounds.Evaluate(Skips);
        int second = rounds.Advance().Found;
        Assert.Multiple(() =>
        {
            Assert.That(rounds.Pool, Has.Length.EqualTo(20 + first + 4 + second + 4));
            Assert.That(rounds.Pool.Count(item => item.Origin == new NaoOrigin(NaoSource.Random, 2)), Is.EqualTo(4));
            AssertIsAPool(rounds);
        });
    }

    [Test]
    public void Advance_ReplacingTheWorstWithRandomOnes_KeepsTheSize()
    {
        using var rounds = new NaoRounds(Small with { RandomPerRound = 3 }, 2);
        rounds.Evaluate(Skips);
        rounds.Advance();
        Assert.Multiple(() =>
        {
            Assert.That(rounds.Pool, Has.Length.EqualTo(20));
            Assert.That(rounds.Pool.Count(item => item.Origin.Source == NaoSource.Random), Is.EqualTo(3));
            AssertIsAPool(rounds);
        });
    }

    [TestCase(NaoSymmetry.OnTheFly, 0.1)]
    [TestCase(NaoSymmetry.OnTheFly, 0)]
    [TestCase(NaoSymmetry.Expanded, 0.1)]
    public void Advance_UnderAConstantOracle_StaysFiniteAndLegal(NaoSymmetry symmetry, double dropout)
    {
        using var rounds = new NaoRounds(Small with { Symmetry = symmetry, PredictorDropout = dropout }, 2);
        for (int i = 0; i < 3; i++)
        {
            rounds.Evaluate((_, _) => 50);
            NaoRound round = rounds.Advance();
            Assert.That(
                double.IsFinite(round.Losses.PredictorLoss) && double.IsFinite(round.Losses.DecoderLoss),
                Is.True
            );
            Assert.That(round.Pairs, Is.EqualTo(50));
            AssertIsAPool(rounds);
        }
    }

    // One seed of the pool, a single step, more wanted than it can give.
    [Test]
    public void Advance_WhereTooFewAreFound_StopsAtTheLargestStep()
    {
        using var rounds = new NaoRounds(Small with { Seeds = 1, MaximumStep = 2, NewPerRound = 15 }, 2);
        rounds.Evaluate(Skips);
        NaoRound round = rounds.Advance();
        Assert.Multiple(() =>
        {
            Assert.That(round.Step, Is.EqualTo(2));
            Assert.That(round.Found, Is.LessThanOrEqualTo(2));
            Assert.That(rounds.Pool, Has.Length.EqualTo(20));
        });
    }

    [Test]
    public void Advance_WithMoreSeedsThanThePoolHas_TakesThemAll()
    {
        using var rounds = new NaoRounds(Small with { Seeds = 100 }, 2);
        rounds.Evaluate(Skips);
        Assert.That(rounds.Advance().Found, Is.GreaterThan(0));
    }

    [Test]
    public void Advance_WithOneSeed_IsTheSameAndWithAnotherIsNot()
    {
        var (first, firstRound) = Twice(2);
        var (second, secondRound) = Twice(2);
        var (other, otherRound) = Twice(3);
        Assert.Multiple(() =>
        {
            Assert.That(second, Is.EqualTo(first));
            Assert.That(secondRound, Is.EqualTo(firstRound));
            Assert.That(other, Is.Not.EqualTo(first));
            Assert.That(otherRound.Losses, Is.Not.EqualTo(firstRound.Losses));
        });

        static (NaoCandidate[], NaoRound) Twice(ulong seed)
        {
            using var rounds = new NaoRounds(Small, seed);
            rounds.Evaluate(Skips);
            rounds.Advance();
            rounds.Evaluate(Skips);
            NaoRound round = rounds.Advance();
            return ([.. rounds.Pool], round);
        }
    }

    [Test]
    public void Advance_TrainedForLong_LearnsThePoolAndItsOwnSentences()
    {
        using var rounds = new NaoRounds(
            Small with
            {
                HiddenSize = 32,
                PredictorWidth = 32,
                PredictorEpochs = 250,
                PredictorBatchSize = 20,
                PredictorLearningRate = 0.01,
            },
            2
        );
        rounds.Evaluate(Skips);
        NaoRound round = rounds.Advance();
        Assert.Multiple(() =>
        {
            // Of a constant ½ it would be above 0.05, of a decoder that guesses log 13 = 2.6.
            Assert.That(round.Losses.PredictorLoss, Is.LessThan(0.03));
            Assert.That(round.Losses.DecoderLoss, Is.LessThan(0.5));
            Assert.That(round.Pairs, Is.GreaterThan(80));
            Assert.That(round.Reconstructed, Is.GreaterThan(50));
        });
    }

    [Test]
    public void Advance_WithEachSymmetry_HoldsOutOnlyWhenExpanded()
    {
        using var onTheFly = new NaoRounds(Small, 2);
        using var expanded = new NaoRounds(Small with { Symmetry = NaoSymmetry.Expanded }, 2);
        onTheFly.Evaluate(Skips);
        expanded.Evaluate(Skips);
        Assert.Multiple(() =>
        {
            Assert.That(onTheFly.Advance().HeldOutPairs, Is.Null);
            Assert.That(expanded.Advance().HeldOutPairs, Is.InRange(0, 100));
        });
    }

    [Test]
    public void Advance_WhenCancelled_StopsWithinTheTraining()
    {
        using var rounds = new NaoRounds(Small, 2);
        rounds.Evaluate(Skips);
        using var source = new CancellationTokenSource();
        int passes = 0;
        Assert.That(
            () =>
                rounds.Advance(
                    () =>
                    {
                        if (++passes == 3)
                        {
                            source.Cancel();
                        }
                    },
                    source.Token
                ),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(passes, Is.EqualTo(3));
    }

    // By hand: targets 0, ½, 1, 1 make five pairs that differ.
    [TestCase(new[] { 0f, 1f, 2f, 3f }, 100)]
    [TestCase(new[] { 3f, 2f, 1f, 0f }, 0)]
    [TestCase(new[] { 1f, 1f, 1f, 1f }, 50)]
    [TestCase(new[] { 1f, 0f, 2f, 3f }, 80)]
    public void PairsInOrder_OfPredictions_CountsThoseThatAgree(float[] predicted, double share) =>
        Assert.That(NaoRounds.PairsInOrder(predicted, [0, 0.5f, 1, 1], _ => true), Is.EqualTo(share));

    [Test]
    public void PairsInOrder_OfFewerThanTwo_IsNull() =>
        Assert.That(NaoRounds.PairsInOrder([1, 2], [0, 1], i => i == 0), Is.Null);

    private static double Skips(Genotype genotype, int place) =>
        genotype.Normal.Edges.Concat(genotype.Reduce.Edges).Count(edge => edge.Primitive == Primitive.SkipConnect);

    private static void AssertIsAPool(NaoRounds rounds)
    {
        Genotype[] genotypes = [.. rounds.Pool.Select(item => item.Genotype)];
        Assert.That(genotypes.Select(genotype => SearchSpace.Contains(genotype)), Is.All.True);
        Assert.That(genotypes.Select(genotype => genotype.Canonical()), Is.EqualTo(genotypes), "canonical");
        Assert.That(genotypes, Is.Unique);
    }
}
