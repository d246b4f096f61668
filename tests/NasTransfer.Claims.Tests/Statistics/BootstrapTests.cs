using MathNet.Numerics.Statistics;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class BootstrapTests
{
    private const int ManyDraws = 100_000;

    [Test]
    public void Of_NoSample_IsUnknown()
    {
        Assert.That(Bootstrap.Of([], _ => 0, 1, "test").Percentile.IsKnown, Is.False);
    }

    [Test]
    public void Of_AnEmptySample_IsUnknown()
    {
        BootstrapResult result = Bootstrap.Of(
            [
                [1, 2],
                [],
            ],
            groups => groups[0][0],
            1,
            "test"
        );

        Assert.That(result.Value, Is.NaN);
        Assert.That(result.Percentile.IsKnown, Is.False);
    }

    [Test]
    public void Of_ValuesWithoutSpread_IsUnknown()
    {
        BootstrapResult result = Bootstrap.Of(
            [
                [3, 3, 3],
            ],
            Mean,
            1,
            "test"
        );

        Assert.That(result.Value, Is.EqualTo(3));
        Assert.That(result.Percentile.IsKnown, Is.False);
        Assert.That(result.Bca.IsKnown, Is.False);
    }

    [Test]
    public void Of_SameSeed_IsTheSameAndAnotherIsNot()
    {
        double[] values = Reference.Input("welch", "a");

        BootstrapResult first = Bootstrap.Of([values], Mean, 1, "test", draws: 50);
        BootstrapResult again = Bootstrap.Of([values], Mean, 1, "test", draws: 50);
        BootstrapResult other = Bootstrap.Of([values], Mean, 2, "test", draws: 50);

        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    // R goes through all 5⁵ resamples. Their means lie 0.02 to 0.3 apart near the ends; 100,000 random draws end within
    // one step of the exact quantile.
    [Test]
    public void Of_ASkewedSample_EndsWhereAllResamplesDo()
    {
        const string name = "bootstrap mean";

        BootstrapResult result = Bootstrap.Of([Reference.Input(name, "a")], Mean, 1, "test", draws: ManyDraws);

        Assert.That(result.Percentile.Low, Is.EqualTo(Reference.Output(name, "low")).Within(0.07));
        Assert.That(result.Percentile.High, Is.EqualTo(Reference.Output(name, "high")).Within(0.07));
        Assert.That(result.Bca.Low, Is.EqualTo(Reference.Output(name, "bcalow")).Within(0.07));
        Assert.That(result.Bca.High, Is.EqualTo(Reference.Output(name, "bcahigh")).Within(0.2));
    }

    // 4⁴ × 4⁴ resamples; in 1 of 64 the SD below is 0, and the ratio is left out or infinite.
    [Test]
    public void Acceleration_OfTwoSamples_IsWhatRSays()
    {
        const string name = "bootstrap ratio";
        double[][] groups = [Reference.Input(name, "a"), Reference.Input(name, "b")];

        Assert.That(
            Bootstrap.Acceleration(groups, Spread.RatioOf),
            Is.EqualTo(Reference.Output(name, "acceleration")).Within(1e-9)
        );
    }

    [Test]
    public void Of_TwoSamples_HasTheQuantilesOfAllResamples()
    {
        const string name = "bootstrap ratio";
        double[][] groups = [Reference.Input(name, "a"), Reference.Input(name, "b")];
        // As R: a ratio over no spread is infinite, and 0/0 is left out.
        static double Ratio(IReadOnlyList<double[]> samples) =>
            samples[0].StandardDeviation() / samples[1].StandardDeviation();

        Interval inner = Bootstrap.Of(groups, Ratio, 1, "test", confidence: 0.9, draws: ManyDraws).Percentile;
        Interval outer = Bootstrap.Of(groups, Ratio, 1, "test", confidence: 0.8, draws: ManyDraws).Percentile;

        Assert.That(inner.Low, Is.EqualTo(Reference.Output(name, "q05")).Within(0.05));
        Assert.That(outer.High, Is.EqualTo(Reference.Output(name, "q90")).Within(0.05));
    }

    private static double Mean(IReadOnlyList<double[]> groups) => groups[0].Average();
}
