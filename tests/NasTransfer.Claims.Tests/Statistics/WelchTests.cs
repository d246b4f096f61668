using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class WelchTests
{
    [Test]
    public void Compare_OneValueOnASide_IsUnknown()
    {
        WelchResult result = Welch.Compare(Sample.Of([3]), Sample.Of([1, 2]));

        Assert.That(result.Difference, Is.EqualTo(1.5));
        Assert.That(result.Interval.IsKnown, Is.False);
        Assert.That(result.P, Is.NaN);
    }

    [Test]
    public void Compare_NoSpreadAtAll_IsUnknown()
    {
        WelchResult result = Welch.Compare(Sample.Of([2, 2]), Sample.Of([1, 1]));

        Assert.That(result.Interval.IsKnown, Is.False);
        Assert.That(result.P, Is.NaN);
    }

    [Test]
    public void Compare_EqualSizesAndSpreads_IsStudentsTest()
    {
        // Two groups of five, mean 3 and 8, variance 2.5: t = −5/1, df = 8; t(.975, 8) = 2.3060 (tables of Student's t).
        WelchResult result = Welch.Compare(Sample.Of([1, 2, 3, 4, 5]), Sample.Of([6, 7, 8, 9, 10]));

        Assert.That(result.DegreesOfFreedom, Is.EqualTo(8).Within(1e-12));
        Assert.That(result.Interval.Low, Is.EqualTo(-5 - 2.3060).Within(1e-4));
        Assert.That(result.Interval.High, Is.EqualTo(-5 + 2.3060).Within(1e-4));
        Assert.That(result.P, Is.EqualTo(0.00105).Within(1e-5));
    }

    [Test]
    public void Compare_OnlyOneSideVaries_HasThatSidesDegreesOfFreedom()
    {
        WelchResult result = Welch.Compare(Sample.Of([1, 2, 3]), Sample.Of([5, 5, 5, 5]));

        Assert.That(result.DegreesOfFreedom, Is.EqualTo(2).Within(1e-12));
    }

    [Test]
    public void Compare_TwoSamples_IsWhatRSays()
    {
        WelchResult result = Welch.Compare(
            Sample.Of(Reference.Input("welch", "a")),
            Sample.Of(Reference.Input("welch", "b"))
        );

        Assert.That(result.Difference, Is.EqualTo(Reference.Output("welch", "difference")).Within(1e-9));
        Assert.That(result.DegreesOfFreedom, Is.EqualTo(Reference.Output("welch", "df")).Within(1e-8));
        Assert.That(result.Interval.Low, Is.EqualTo(Reference.Output("welch", "low")).Within(1e-8));
        Assert.That(result.Interval.High, Is.EqualTo(Reference.Output("welch", "high")).Within(1e-8));
        Assert.That(result.P, Is.EqualTo(Reference.Output("welch", "p")).Within(1e-8));
    }
}
