using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class PowerTests
{
    [Test]
    public void SmallestDetectableEffect_OneRun_IsInfinite()
    {
        Assert.That(Power.SmallestDetectableEffect(1, 30), Is.EqualTo(double.PositiveInfinity));
    }

    // The power gate's table: SDs, two-sided .05, 80 % power, per group.
    [TestCase(2, 5.4, 0.05)]
    [TestCase(3, 3.0, 0.05)]
    [TestCase(5, 2.0, 0.05)]
    [TestCase(8, 1.5, 0.05)]
    [TestCase(10, 1.3, 0.05)]
    [TestCase(30, 0.74, 0.005)]
    public void SmallestDetectableEffect_EqualGroups_IsTheTabledValue(int count, double tabled, double rounding)
    {
        Assert.That(Power.SmallestDetectableEffect(count, count), Is.EqualTo(tabled).Within(rounding));
    }

    [Test]
    public void SmallestDetectableEffect_LargeGroups_IsTheNormalFormula()
    {
        // (z.975 + z.8)·√(2/n) = 2.8016·√(2/500)
        Assert.That(Power.SmallestDetectableEffect(500, 500), Is.EqualTo(2.8016 * Math.Sqrt(2.0 / 500)).Within(5e-4));
    }

    [Test]
    public void CountFor_ADetectableEffect_IsTheSmallestCount()
    {
        int count = Power.CountFor(1.0)!.Value;

        // Cohen's d = 1 takes 17 per group (Cohen, Statistical Power Analysis, 1988, table 2.4.1).
        Assert.That(count, Is.EqualTo(17));
        Assert.That(Power.SmallestDetectableEffect(count - 1, count - 1), Is.GreaterThan(1.0));
    }

    [Test]
    public void CountFor_ATinyEffect_IsOutOfReach()
    {
        Assert.That(Power.CountFor(0.001), Is.Null);
    }

    // A second way: the power of the test at that effect by the non-central t, T = (Z + δ)/√(V/ν), integrated over the
    // χ distribution of √V. It is 80 % up to what the remark says of n = 2 and n = 3.
    [TestCase(2, 0.76)]
    [TestCase(3, 0.78)]
    [TestCase(5, 0.795)]
    [TestCase(30, 0.799)]
    public void SmallestDetectableEffect_NonCentralT_HasAboutEightyPercentPower(int count, double least)
    {
        int df = 2 * count - 2;
        double critical = StudentT.InvCDF(0, 1, df, 0.975);
        double noncentrality = Power.SmallestDetectableEffect(count, count) / Math.Sqrt(2.0 / count);

        double power = GaussLegendreRule.Integrate(
            w =>
                Chi.PDF(df, w)
                * (
                    Normal.CDF(0, 1, noncentrality - critical * w / Math.Sqrt(df))
                    + Normal.CDF(0, 1, -noncentrality - critical * w / Math.Sqrt(df))
                ),
            Math.Max(0, Math.Sqrt(df) - 8),
            Math.Sqrt(df) + 8,
            128
        );

        Assert.That(power, Is.InRange(least, 0.805));
    }
}
