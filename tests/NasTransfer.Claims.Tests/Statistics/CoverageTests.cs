using NasTransfer.Claims.Statistics;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Claims.Tests.Statistics;

/// <summary>
/// How often a 95 % interval holds the truth, over 10,000 studies of normal values. The standard error of a share of
/// .95 is then .002.
/// </summary>
[TestFixture]
public sealed class CoverageTests
{
    private const int Studies = 10_000;

    // Bootstraps within studies are fewer, for time: the standard error is .01.
    private const int ResampledStudies = 1_000;
    private const int Resamples = 500;

    private const double Mean = 70;

    [TestCase(1.0)]
    [TestCase(4.0)]
    public void Welch_FiveASide_Covers(double deviation)
    {
        double share = Share(
            Studies,
            random => Welch.Compare(Draw(random, 5, deviation), Draw(random, 5, 1)).Interval,
            0
        );

        TestContext.Out.WriteLine($"{share:F3}");
        Assert.That(share, Is.InRange(0.93, 0.97));
    }

    [Test]
    public void RelativeImprovement_FiveASide_Covers()
    {
        double share = Share(
            Studies,
            random => RelativeImprovement.Compare(Draw(random, 5, 2), Draw(random, 5, 3)).Interval,
            0
        );

        TestContext.Out.WriteLine($"{share:F3}");
        Assert.That(share, Is.InRange(0.93, 0.97));
    }

    [Test]
    public void Prediction_FromFive_HoldsTheMeanOfThree()
    {
        double share = Share(
            Studies,
            random =>
            {
                double future = Draw(random, 3, 1).Mean;
                Interval interval = Prediction.Of(Draw(random, 5, 1), 3);
                return new Interval(interval.Low - future, interval.High - future);
            },
            0
        );

        TestContext.Out.WriteLine($"{share:F3}");
        Assert.That(share, Is.InRange(0.93, 0.97));
    }

    [Test]
    public void LinearTrend_SevenPoints_Covers()
    {
        double[] x = Reference.Input("slope", "x");

        double share = Share(
            Studies,
            random =>
                LinearTrend.Through(x, [.. x.Select(at => 2 * at + random.NextGaussian())]).Slope.IntervalAt(0.95),
            2
        );

        TestContext.Out.WriteLine($"{share:F3}");
        Assert.That(share, Is.InRange(0.93, 0.97));
    }

    // Of two normal laws a distance of 1 apart, P(A > B) = Φ(1/√2) = .7602.
    [TestCase(0.0, 0.5)]
    [TestCase(1.0, 0.7602)]
    public void ProbabilityInterval_FiveASide_Covers(double distance, double truth)
    {
        double share = Share(
            Studies,
            random =>
            {
                double[] a = Values(random, 5, 1, distance);
                double[] b = Values(random, 5, 1, 0);
                return EffectSize.ProbabilityInterval(EffectSize.ProbabilityGreater(a, b), 5, 5);
            },
            truth
        );

        TestContext.Out.WriteLine($"{share:F3}");
        Assert.That(share, Is.InRange(0.93, 0.99));
    }

    [Test]
    public void SpreadRatio_FiveASide_Covers()
    {
        double share = Share(
            Studies,
            random => Spread.Ratio(Values(random, 5, 2, 0), Values(random, 5, 1, 0), 1).Interval,
            2
        );

        TestContext.Out.WriteLine($"{share:F3}");
        Assert.That(share, Is.InRange(0.93, 0.97));
    }

    [TestCase(5, 0.83)]
    [TestCase(8, 0.88)]
    [TestCase(30, 0.93)]
    public void Bootstrap_OfAMean_CoversWhatItsRemarksSay(int count, double said)
    {
        var (percentile, bca) = ResampledShares(
            random => [Values(random, count, 1, Mean)],
            groups => groups[0].Average(),
            Mean
        );

        TestContext.Out.WriteLine($"{percentile:F3} {bca:F3}");
        Assert.That(percentile, Is.EqualTo(said).Within(0.03));
        Assert.That(bca, Is.EqualTo(said).Within(0.03));
    }

    [TestCase(8, 0.94)]
    [TestCase(30, 0.93)]
    public void Bootstrap_OfARatioOfSpreads_CoversWhatItsRemarksSay(int count, double said)
    {
        var (percentile, bca) = ResampledShares(
            random => [Values(random, count, 1, 0), Values(random, count, 1, 0)],
            Spread.RatioOf,
            1
        );

        TestContext.Out.WriteLine($"{percentile:F3} {bca:F3}");
        Assert.That(percentile, Is.EqualTo(said).Within(0.03));
        Assert.That(bca, Is.EqualTo(said).Within(0.03));
    }

    private static (double Percentile, double Bca) ResampledShares(
        Func<CounterRandom, double[][]> draw,
        Func<IReadOnlyList<double[]>, double> statistic,
        double truth
    )
    {
        Interval[] corrected = new Interval[ResampledStudies];
        int next = 0;
        double percentile = Share(
            ResampledStudies,
            random =>
            {
                double[][] groups = draw(random);
                BootstrapResult result = Bootstrap.Of(
                    groups,
                    statistic,
                    random.NextUInt64(),
                    "coverage",
                    draws: Resamples
                );
                corrected[next++] = result.Bca;
                return result.Percentile;
            },
            truth
        );
        double bca = corrected.Average(one => one.Low <= truth && truth <= one.High ? 1.0 : 0);
        return (percentile, bca);
    }

    private static double Share(int studies, Func<CounterRandom, Interval> interval, double truth)
    {
        int covered = 0;
        for (int study = 0; study < studies; study++)
        {
            Interval one = interval(new CounterRandom(1, "coverage", index: study));
            covered += one.Low <= truth && truth <= one.High ? 1 : 0;
        }

        return (double)covered / studies;
    }

    private static Sample Draw(CounterRandom random, int count, double deviation) =>
        Sample.Of(Values(random, count, deviation, Mean));

    private static double[] Values(CounterRandom random, int count, double deviation, double mean) =>
        [.. Enumerable.Range(0, count).Select(_ => mean + deviation * random.NextGaussian())];
}
