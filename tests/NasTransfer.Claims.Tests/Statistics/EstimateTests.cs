using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class EstimateTests
{
    [Test]
    public void IntervalAt_WithoutNoise_IsUnknown()
    {
        Estimate estimate = Estimate.WithoutNoise(3);

        Assert.That(estimate.IntervalAt(0.95).IsKnown, Is.False);
        Assert.That(estimate.P, Is.NaN);
        Assert.That(estimate.PAbove(0), Is.NaN);
    }

    [Test]
    public void IntervalAt_NoValue_IsUnknown()
    {
        Assert.That(new Estimate(double.NaN, 1, 4).IntervalAt(0.95).IsKnown, Is.False);
    }

    [Test]
    public void PAbove_TheValueItself_IsOneHalf()
    {
        Assert.That(new Estimate(3, 1, 4).PAbove(3), Is.EqualTo(0.5).Within(1e-12));
    }

    [Test]
    public void IntervalAt_OneDegreeOfFreedom_IsCauchys()
    {
        // The Cauchy law has its upper quartile at 1.
        Interval interval = new Estimate(3, 2, 1).IntervalAt(0.5);

        Assert.That(interval.Low, Is.EqualTo(1).Within(1e-9));
        Assert.That(interval.High, Is.EqualTo(5).Within(1e-9));
    }
}
