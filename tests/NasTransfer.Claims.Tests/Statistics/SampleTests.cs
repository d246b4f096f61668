using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class SampleTests
{
    [Test]
    public void Of_Nothing_HasNoMean()
    {
        Sample sample = Sample.Of([]);

        Assert.That(sample.Count, Is.Zero);
        Assert.That(sample.Mean, Is.NaN);
    }

    [Test]
    public void Of_OneValue_HasNoSpread()
    {
        Sample sample = Sample.Of([71.5]);

        Assert.That(sample.Mean, Is.EqualTo(71.5));
        Assert.That(sample.StandardDeviation, Is.NaN);
    }

    [Test]
    public void Of_Values_DividesByNMinusOne()
    {
        // Squares of the deviations of 2, 4, 4, 4, 5, 5, 7, 9 from 5 sum to 32.
        Sample sample = Sample.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.That(sample.StandardDeviation, Is.EqualTo(Math.Sqrt(32.0 / 7)).Within(1e-12));
    }
}
