using NasTransfer.Reporting.Plots;

namespace NasTransfer.Reporting.Tests.Plots;

[TestFixture]
public sealed class PlotScaleTests
{
    [Test]
    public void X_NoValues_StillGivesAnAxis()
    {
        Assert.That(new PlotScale([double.NaN], 0, 100).Ticks().Count(), Is.GreaterThan(2));
    }

    [Test]
    public void X_OneValue_LiesInTheMiddle()
    {
        Assert.That(new PlotScale([42], 0, 100).X(42), Is.EqualTo(50).Within(1e-9));
    }

    [Test]
    public void Ticks_OfARange_AreRoundAndInside()
    {
        PlotScale scale = new([-18.71, 31.2], 0, 100);

        Assert.That(scale.Ticks(), Is.EqualTo(new[] { -20.0, -10, 0, 10, 20, 30 }).Within(1e-9));
        Assert.That(scale.Ticks().Select(scale.X), Is.All.InRange(0, 100));
    }

    [Test]
    public void Clipped_BeyondTheAxis_StaysAtItsEnd()
    {
        PlotScale scale = new([0, 10], 0, 100);

        Assert.That(scale.Shows(1000), Is.False);
        Assert.That(scale.Clipped(1000), Is.EqualTo(100).Within(1e-9));
        Assert.That(scale.Clipped(double.NegativeInfinity), Is.Zero.Within(1e-9));
    }
}
