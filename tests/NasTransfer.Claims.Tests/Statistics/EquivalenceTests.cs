using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class EquivalenceTests
{
    [Test]
    public void Test_NoMargin_IsRefused()
    {
        Assert.That(() => Equivalence.Test(new Estimate(0, 1, 4), 0), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Test_WithoutNoise_HasNoP()
    {
        EquivalenceResult result = Equivalence.Test(Estimate.WithoutNoise(0.1), 1);

        Assert.That(result.P, Is.NaN);
        Assert.That(result.Narrow.IsKnown, Is.False);
    }

    [TestCase("equivalence 1")]
    [TestCase("equivalence 2.5")]
    [TestCase("equivalence 4")]
    public void Test_TwoSamples_IsWhatRSays(string name)
    {
        Estimate difference = Welch.Difference(
            Sample.Of(Reference.Input(name, "a")),
            Sample.Of(Reference.Input(name, "b"))
        );

        EquivalenceResult result = Equivalence.Test(difference, Reference.Input(name, "margin")[0]);

        Assert.That(result.P, Is.EqualTo(Reference.Output(name, "p")).Within(1e-8));
        Assert.That(result.NonInferiorityP, Is.EqualTo(Reference.Output(name, "noninferiority")).Within(1e-8));
        Assert.That(result.Narrow.Low, Is.EqualTo(Reference.Output(name, "low")).Within(1e-8));
        Assert.That(result.Narrow.High, Is.EqualTo(Reference.Output(name, "high")).Within(1e-8));
    }

    [Test]
    public void Test_NarrowIntervalTouchesTheMargin_HasPOfFivePercent()
    {
        Interval narrow = new Estimate(0.3, 0.2, 6).IntervalAt(0.9);

        Assert.That(Equivalence.Test(new Estimate(0.3, 0.2, 6), narrow.High).P, Is.EqualTo(0.05).Within(1e-9));
    }
}
