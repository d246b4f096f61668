using NasTransfer.Engine.Training;

namespace NasTransfer.Engine.Tests.Training;

public sealed class SgdrScheduleTests
{
    [TestCase(-1, 1, 1)]
    [TestCase(0, 0, 1)]
    [TestCase(0, 1, 0)]
    public void At_OutOfRange_Throws(int epoch, int period, int multiplier) =>
        Assert.That(
            () => SgdrSchedule.At(epoch, 1, 0, period, multiplier),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    // ENAS: periods of 10, 20, 40 and 80 epochs, 150 in all.
    [TestCase(0)]
    [TestCase(10)]
    [TestCase(30)]
    [TestCase(70)]
    [TestCase(150)]
    public void At_ARestart_IsTheMaximum(int epoch) =>
        Assert.That(SgdrSchedule.At(epoch, 0.05, 0.0005, 10, 2), Is.EqualTo(0.05));

    [TestCase(5)]
    [TestCase(20)]
    [TestCase(50)]
    [TestCase(110)]
    public void At_TheMiddleOfAPeriod_IsTheMean(int epoch) =>
        Assert.That(SgdrSchedule.At(epoch, 0.05, 0.0005, 10, 2), Is.EqualTo(0.02525).Within(1e-15));

    [Test]
    public void At_WithinTheFirstPeriod_IsThePlainCosine()
    {
        double[] sgdr = [.. Enumerable.Range(0, 50).Select(epoch => SgdrSchedule.At(epoch, 0.025, 0.001, 50, 2))];
        double[] cosine = [.. Enumerable.Range(0, 50).Select(epoch => CosineSchedule.At(epoch, 50, 0.025, 0.001))];
        Assert.That(sgdr, Is.EqualTo(cosine));
    }

    [Test]
    public void At_WithAMultiplierOfOne_Repeats()
    {
        double[] rates = [.. Enumerable.Range(0, 9).Select(epoch => SgdrSchedule.At(epoch, 1, 0, 3, 1))];
        double[] period = rates[..3];
        Assert.Multiple(() =>
        {
            Assert.That(rates[3..6], Is.EqualTo(period));
            Assert.That(rates[6..], Is.EqualTo(period));
            Assert.That(period, Is.Ordered.Descending);
        });
    }
}
