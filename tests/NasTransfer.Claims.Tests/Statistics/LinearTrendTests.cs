using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class LinearTrendTests
{
    [Test]
    public void Through_OnePlaceOnly_HasNoSlope()
    {
        Assert.That(LinearTrend.Through([2, 2, 2], [1, 2, 3]).Slope.Value, Is.NaN);
    }

    [Test]
    public void Through_UnequalLengths_AreRefused()
    {
        Assert.That(() => LinearTrend.Through([1, 2], [1]), Throws.ArgumentException);
    }

    [Test]
    public void Through_TwoPoints_HasASlopeWithoutNoise()
    {
        Estimate slope = LinearTrend.Through([1, 3], [10, 14]).Slope;

        Assert.That(slope.Value, Is.EqualTo(2).Within(1e-12));
        Assert.That(slope.HasNoise, Is.False);
    }

    [Test]
    public void Through_TopOneOverImages_IsWhatRSays()
    {
        const string name = "slope";

        LinearTrend line = LinearTrend.Through(Reference.Input(name, "x"), Reference.Input(name, "y"));
        Interval interval = line.Slope.IntervalAt(0.95);

        Assert.That(line.Intercept, Is.EqualTo(Reference.Output(name, "intercept")).Within(1e-8));
        Assert.That(line.Slope.Value, Is.EqualTo(Reference.Output(name, "slope")).Within(1e-8));
        Assert.That(line.Slope.StandardError, Is.EqualTo(Reference.Output(name, "error")).Within(1e-8));
        Assert.That(line.Slope.P, Is.EqualTo(Reference.Output(name, "p")).Within(1e-8));
        Assert.That(interval.Low, Is.EqualTo(Reference.Output(name, "low")).Within(1e-8));
        Assert.That(interval.High, Is.EqualTo(Reference.Output(name, "high")).Within(1e-8));
    }
}
