using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class EffectSizeTests
{
    [Test]
    public void ProbabilityGreater_AnEmptySide_IsUnknown()
    {
        Assert.That(EffectSize.ProbabilityGreater([], [1]), Is.NaN);
    }

    [Test]
    public void ProbabilityGreater_AllTies_IsOneHalf()
    {
        Assert.That(EffectSize.ProbabilityGreater([5, 5], [5, 5, 5]), Is.EqualTo(0.5));
    }

    [Test]
    public void ProbabilityGreater_CountsPairs()
    {
        // (3 > 1), (3 > 2), (2 > 1), (2 = 2): 3.5 of 4 pairs.
        Assert.That(EffectSize.ProbabilityGreater([3, 2], [1, 2]), Is.EqualTo(3.5 / 4));
    }

    // "Figures to test the judge with": .88, .03 and .22 are multiples of 1/64, as 8 × 8 pairs of runs give. A normal
    // model on the rounded means and SDs would say .87, .03 and .28, so these came from the runs.
    [TestCase(56, 0.88)]
    [TestCase(2, 0.03)]
    [TestCase(14, 0.22)]
    public void ProbabilityGreater_EightAgainstEight_ReachesThePublishedValues(int wins, double published)
    {
        // a[i] beats as many of the eight values 1 … 8 as its own size says.
        double[] a = [.. Enumerable.Range(0, 8).Select(i => Math.Clamp(wins - 8 * i, 0, 8) + 0.5)];
        double[] b = [1, 2, 3, 4, 5, 6, 7, 8];

        Assert.That(EffectSize.ProbabilityGreater(a, b), Is.EqualTo(published).Within(0.0051));
    }

    [Test]
    public void HedgesG_NoSpread_IsUnknown()
    {
        Assert.That(EffectSize.HedgesG(Sample.Of([1, 1]), Sample.Of([2, 2])), Is.NaN);
    }

    // "Figures to test the judge with". The first row's published 1.55 comes from unrounded runs: an SD of 0.19 or 0.20
    // and a difference of 0.31, each rounded by up to 0.005 and 0.01, move g by up to 0.09.
    [TestCase(96.92, 0.19, 97.23, 0.20, 1.55, 0.09)]
    [TestCase(80.80, 1.00, 78.02, 1.11, -2.49, 0.03)]
    [TestCase(66.10, 0.84, 65.09, 1.49, -0.79, 0.03)]
    public void HedgesG_PublishedMeans_IsThePublishedValue(
        double random,
        double randomDeviation,
        double method,
        double methodDeviation,
        double published,
        double rounding
    )
    {
        double g = EffectSize.HedgesG(new Sample(8, method, methodDeviation), new Sample(8, random, randomDeviation));

        Assert.That(g, Is.EqualTo(published).Within(rounding));
    }

    [Test]
    public void ProbabilityInterval_NoShare_IsUnknown()
    {
        Assert.That(EffectSize.ProbabilityInterval(double.NaN, 0, 5).IsKnown, Is.False);
    }

    [Test]
    public void ProbabilityInterval_NoWinAtAll_StartsAtZero()
    {
        Interval none = EffectSize.ProbabilityInterval(0, 5, 6);
        Interval all = EffectSize.ProbabilityInterval(1, 5, 6);

        Assert.That(none.Low, Is.Zero);
        Assert.That(none.High, Is.EqualTo(1 - all.Low).Within(1e-9));
    }

    [TestCase("probability overlapping")]
    [TestCase("probability separated")]
    public void ProbabilityInterval_TwoSamples_IsWhatRSays(string name)
    {
        double[] a = Reference.Input(name, "a");
        double[] b = Reference.Input(name, "b");
        double share = EffectSize.ProbabilityGreater(a, b);

        Interval interval = EffectSize.ProbabilityInterval(share, a.Length, b.Length);

        Assert.That(share, Is.EqualTo(Reference.Output(name, "value")).Within(1e-12));
        Assert.That(interval.Low, Is.EqualTo(Reference.Output(name, "low")).Within(1e-8));
        Assert.That(interval.High, Is.EqualTo(Reference.Output(name, "high")).Within(1e-8));
    }
}
