using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class RelativeImprovementTests
{
    // The paper: single runs of Table 3 and 4 against the Acc_r = 67.57 that they imply give Table 2's column CIFAR10→1K.
    [TestCase("DARTS", 71.58, 5.93)]
    [TestCase("NSGANet", 69.86, 3.39)]
    [TestCase("ENAS", 56.58, -16.26)]
    [TestCase("NAO", 68.24, 0.99)]
    public void Of_ThePapersAccuracies_IsTheValueOfTable2(string method, double accuracy, double printed)
    {
        Assert.That(RelativeImprovement.Of(accuracy, 67.57), Is.EqualTo(printed).Within(0.005), method);
    }

    [Test]
    public void Compare_OneRunOnASide_HasNoInterval()
    {
        RelativeImprovement improvement = RelativeImprovement.Compare(Sample.Of([60]), Sample.Of([50, 50, 50]));

        Assert.That(improvement.Value, Is.EqualTo(20).Within(1e-12));
        Assert.That(improvement.Interval.IsKnown, Is.False);
    }

    [Test]
    public void Compare_RandomAtZero_HasNoInterval()
    {
        RelativeImprovement improvement = RelativeImprovement.Compare(Sample.Of([1, 2]), Sample.Of([0, 0]));

        Assert.That(improvement.Interval.IsKnown, Is.False);
    }

    // "Figures to test the judge with": n = 8 each; rounded means and SDs give the interval to ±0.02.
    [TestCase(96.92, 0.19, 97.23, 0.20, 0.32, 0.11, 0.53)]
    [TestCase(80.80, 1.00, 78.02, 1.11, -3.44, -4.82, -2.06)]
    [TestCase(66.10, 0.84, 65.09, 1.49, -1.53, -3.54, 0.48)]
    public void Compare_PublishedMeans_GivesThePublishedInterval(
        double random,
        double randomDeviation,
        double method,
        double methodDeviation,
        double value,
        double low,
        double high
    )
    {
        RelativeImprovement improvement = RelativeImprovement.Compare(
            new Sample(8, method, methodDeviation),
            new Sample(8, random, randomDeviation)
        );

        Assert.That(improvement.Value, Is.EqualTo(value).Within(0.02));
        Assert.That(improvement.Interval.Low, Is.EqualTo(low).Within(0.02));
        Assert.That(improvement.Interval.High, Is.EqualTo(high).Within(0.02));
    }

    [Test]
    public void Compare_NoiseOfRandomGrows_WidensTheInterval()
    {
        Sample method = new(5, 70, 0.5);
        Interval narrow = RelativeImprovement.Compare(method, new Sample(5, 68, 0.5)).Interval;
        Interval wide = RelativeImprovement.Compare(method, new Sample(5, 68, 2)).Interval;

        Assert.That(wide.High - wide.Low, Is.GreaterThan(narrow.High - narrow.Low));
    }

    [Test]
    public void Bootstrap_SevenRuns_IsNotComputed()
    {
        double[] seven = [1, 2, 3, 4, 5, 6, 7];

        Assert.That(RelativeImprovement.Bootstrap(seven, [.. seven, 8], 1), Is.Null);
    }

    [Test]
    public void Bootstrap_SameSeed_IsTheSameInterval()
    {
        double[] method = [70.1, 70.9, 71.4, 69.8, 70.5, 71.0, 70.2, 70.7];
        double[] random = [68.3, 69.0, 67.9, 68.8, 70.0, 67.2, 68.5, 69.4];

        Assert.That(
            RelativeImprovement.Bootstrap(method, random, 15),
            Is.EqualTo(RelativeImprovement.Bootstrap(method, random, 15))
        );
    }

    [Test]
    public void Bootstrap_ThirtyRuns_AgreesWithTheDeltaMethod()
    {
        // The two intervals estimate the same thing; at n = 30 the percentile bootstrap is narrower by about
        // √(29/30)·1.96/2.00, 4 % of a width of 0.7.
        double[] method = [.. Enumerable.Range(0, 30).Select(i => 70 + Math.Sin(7 * i))];
        double[] random = [.. Enumerable.Range(0, 30).Select(i => 68 + Math.Cos(5 * i))];

        Interval bootstrap = RelativeImprovement.Bootstrap(method, random, 15)!.Value;
        Interval delta = RelativeImprovement.Compare(Sample.Of(method), Sample.Of(random)).Interval;

        Assert.That(bootstrap.Low, Is.EqualTo(delta.Low).Within(0.06));
        Assert.That(bootstrap.High, Is.EqualTo(delta.High).Within(0.06));
    }

    [Test]
    public void Compare_TwoSamples_IsWhatRsDerivativesSay()
    {
        const string name = "relative improvement";

        RelativeImprovement result = RelativeImprovement.Compare(
            Sample.Of(Reference.Input(name, "a")),
            Sample.Of(Reference.Input(name, "b"))
        );

        Assert.That(result.Value, Is.EqualTo(Reference.Output(name, "value")).Within(1e-9));
        Assert.That(result.DegreesOfFreedom, Is.EqualTo(Reference.Output(name, "df")).Within(1e-8));
        Assert.That(result.Interval.Low, Is.EqualTo(Reference.Output(name, "low")).Within(1e-8));
        Assert.That(result.Interval.High, Is.EqualTo(Reference.Output(name, "high")).Within(1e-8));
    }
}
