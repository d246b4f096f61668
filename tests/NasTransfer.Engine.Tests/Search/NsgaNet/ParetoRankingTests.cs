using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NasTransfer.Engine.Search.NsgaNet;

namespace NasTransfer.Engine.Tests.Search.NsgaNet;

public sealed class ParetoRankingTests
{
    [TestCase(1, 1, 2, 2, true)]
    [TestCase(1, 2, 2, 2, true)]
    [TestCase(2, 1, 2, 2, true)]
    [TestCase(2, 2, 2, 2, false)]
    [TestCase(1, 3, 2, 2, false)]
    [TestCase(3, 1, 2, 2, false)]
    [TestCase(2, 3, 2, 2, false)]
    public void Dominates_OfTwoPoints_NeedsOneBetterAndNoneWorse(double a, double b, double c, double d, bool expected)
    {
        Assert.That(ParetoRanking.Dominates(new(a, b), new(c, d)), Is.EqualTo(expected));
    }

    [Test]
    public void Fronts_OfNoPoints_AreNone()
    {
        Assert.That(ParetoRanking.Fronts([]), Is.Empty);
    }

    [Test]
    public void Fronts_OfEqualPoints_AreOne()
    {
        Assert.That(
            ParetoRanking.Fronts([new(3, 3), new(3, 3), new(3, 3)]),
            Is.EqualTo(
                (int[][])
                    [
                        [0, 1, 2],
                    ]
            )
        );
    }

    [Test]
    public void Fronts_OfAChain_HaveOnePointEach()
    {
        Assert.That(
            ParetoRanking.Fronts([new(3, 3), new(1, 1), new(2, 1)]),
            Is.EqualTo(
                (int[][])
                    [
                        [1],
                        [2],
                        [0],
                    ]
            )
        );
    }

    [Test]
    public void Crowding_OfAFrontOfFive_IsTheWrittenVector()
    {
        // By hand: ((3 − 1)/4 + (5 − 2)/4)/2, ((4 − 2)/4 + (3 − 1.5)/4)/2, ((5 − 3)/4 + (2 − 1)/4)/2.
        Assert.That(
            ParetoRanking.Crowding([new(1, 5), new(2, 3), new(3, 2), new(4, 1.5), new(5, 1)]),
            Is.EqualTo((double[])[1e14, 0.625, 0.4375, 0.375, 1e14])
        );
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Crowding_OfFewerThanThree_IsInfinite(int count)
    {
        Fitness[] front = [.. Enumerable.Range(0, count).Select(i => new Fitness(i, -i))];
        Assert.That(ParetoRanking.Crowding(front), Is.EqualTo(Enumerable.Repeat(1e14, count)));
    }

    [Test]
    public void Crowding_OfEqualPoints_IsZeroAndNeverNaN()
    {
        Assert.That(ParetoRanking.Crowding([new(7, 7), new(7, 7), new(7, 7)]), Is.EqualTo((double[])[0, 0, 0]));
    }

    [Test]
    public void Crowding_WhereOneObjectiveIsConstant_ComesFromTheOther()
    {
        Assert.That(ParetoRanking.Crowding([new(7, 1), new(7, 2), new(7, 5)]), Is.EqualTo((double[])[1e14, 0.5, 1e14]));
    }

    [Test]
    public void FrontsAndCrowding_OfAnyPopulation_AreThoseOfABruteForceReference()
    {
        // Few values, so that ties are common.
        Gen<Fitness[]> populations = Gen.Choose(0, 12)
            .Zip(Gen.Choose(0, 12))
            .Select(pair => new Fitness(pair.Item1 / 4.0, 1000 * pair.Item2))
            .ArrayOf();
        Prop.ForAll(
                populations.ToArbitrary(),
                points =>
                {
                    ImmutableArray<ImmutableArray<int>> fronts = ParetoRanking.Fronts(points);
                    int[][] expected = [.. PeeledFronts(points)];
                    bool sameFronts =
                        fronts.Length == expected.Length
                        && fronts.Zip(expected).All(pair => pair.First.SequenceEqual(pair.Second));
                    return sameFronts
                        && expected.All(front =>
                        {
                            Fitness[] members = [.. front.Select(i => points[i])];
                            return ParetoRanking
                                .Crowding(members)
                                .Zip(NeighbourDistances(members))
                                .All(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
                        });
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(60));
    }

    [Test]
    public void Hypervolume_OfAStaircase_IsItsShareOfTheRectangle()
    {
        // Reference (100, 10): 20·8 + 30·5 of 1000; the dominated, the doubled and the too dear point add nothing.
        Fitness[] points = [new(50, 5), new(80, 2), new(80, 2), new(90, 6), new(10, 11)];
        Assert.Multiple(() =>
        {
            Assert.That(ParetoRanking.Hypervolume(points, 10), Is.EqualTo(0.31).Within(1e-12));
            Assert.That(ParetoRanking.Hypervolume([], 10), Is.Zero);
            Assert.That(ParetoRanking.Hypervolume([new(0, 0)], 10), Is.EqualTo(1));
        });
    }

    // The definition: what none of the rest dominates is taken off, again and again.
    private static IEnumerable<int[]> PeeledFronts(Fitness[] points)
    {
        List<int> rest = [.. Enumerable.Range(0, points.Length)];
        while (rest.Count > 0)
        {
            int[] front = [.. rest.Where(i => !rest.Any(j => IsBetter(points[j], points[i])))];
            yield return front;
            rest.RemoveAll(front.Contains);
        }

        static bool IsBetter(Fitness one, Fitness other) =>
            Math.Max(one.Error - other.Error, one.Macs - other.Macs) <= 0 && one != other;
    }

    // Each point looks for its neighbours among all the others.
    private static IEnumerable<double> NeighbourDistances(Fitness[] front) =>
        front.Select(point =>
            front.Length < 3
                ? 1e14
                : Math.Min(1e14, (Gap(front, point, one => one.Error) + Gap(front, point, one => one.Macs)) / 2)
        );

    private static double Gap(Fitness[] front, Fitness point, Func<Fitness, double> objective)
    {
        double value = objective(point);
        double[] values = [.. front.Select(objective)];
        double range = values.Max() - values.Min();
        double[] above = [.. values.Where(other => other > value)];
        double[] below = [.. values.Where(other => other < value)];
        return range == 0 ? 0
            : above.Length == 0 || below.Length == 0 ? double.PositiveInfinity
            : (above.Min() - below.Max()) / range;
    }
}
