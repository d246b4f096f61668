using NasTransfer.Engine.Data.Generated;

namespace NasTransfer.Engine.Tests.Data.Generated;

public sealed class WaveTests
{
    [Test]
    public void Sine_EveryAngleOfThreeTurns_IsTheSineToAThousandth()
    {
        for (int angle = -Wave.Turn; angle < 2 * Wave.Turn; angle++)
        {
            double exact = Math.Sin(2 * Math.PI * angle / Wave.Turn);
            Assert.That(Wave.Sine(angle) / (double)Wave.One, Is.EqualTo(exact).Within(0.0013), $"angle {angle}");
            Assert.That(Wave.Cosine(angle), Is.EqualTo(Wave.Sine(angle + Wave.Turn / 4)));
        }
    }
}
