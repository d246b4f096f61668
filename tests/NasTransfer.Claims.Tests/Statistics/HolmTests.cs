using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class HolmTests
{
    [Test]
    public void Adjust_Nothing_IsNothing()
    {
        Assert.That(Holm.Adjust([]), Is.Empty);
    }

    [Test]
    public void Adjust_UnorderedValues_StepsDownAndStaysMonotone()
    {
        // By hand: 4·.005, 3·.01, 2·.03, and .04 raised to .06.
        double[] expected = [0.03, 0.06, 0.06, 0.02];

        Assert.That(Holm.Adjust([0.01, 0.04, 0.03, 0.005]), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Adjust_AMissingTest_DoesNotCount()
    {
        double[] expected = [0.02, double.NaN, 0.5];

        Assert.That(Holm.Adjust([0.01, double.NaN, 0.5]), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Adjust_LargeValues_StopAtOne()
    {
        double[] expected = [1, 1];

        Assert.That(Holm.Adjust([0.6, 0.9]), Is.EqualTo(expected));
    }

    [Test]
    public void Adjust_SixValuesWithATie_IsWhatRSays()
    {
        Assert.That(
            Holm.Adjust(Reference.Input("holm", "p")),
            Is.EqualTo(Reference.Outputs("holm", "adjusted")).Within(1e-12)
        );
    }
}
