using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class PredictionTests
{
    [Test]
    public void Of_OneRun_IsUnknown()
    {
        Assert.That(Prediction.Of(Sample.Of([70]), 1).IsKnown, Is.False);
    }

    [Test]
    public void Of_NoSpread_IsUnknown()
    {
        Assert.That(Prediction.Of(Sample.Of([70, 70]), 1).IsKnown, Is.False);
    }

    [Test]
    public void Of_NoFutureRun_IsRefused()
    {
        Assert.That(() => Prediction.Of(Sample.Of([1, 2]), 0), Throws.InstanceOf<ArgumentException>());
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Of_FiveRuns_IsWhatRSays(int future)
    {
        Interval interval = Prediction.Of(Sample.Of(Reference.Input("prediction", "a")), future);

        Assert.That(interval.Low, Is.EqualTo(Reference.Output("prediction", $"low{future}")).Within(1e-8));
        Assert.That(interval.High, Is.EqualTo(Reference.Output("prediction", $"high{future}")).Within(1e-8));
    }
}
