using NasTransfer.Engine.Search.Enas;

namespace NasTransfer.Engine.Tests.Search.Enas;

public sealed class RewardBaselineTests
{
    // ALGORITHMS §12.6.
    [Test]
    public void Update_FromZero_GivesThePublishedSequence()
    {
        var baseline = new RewardBaseline(0.99, BaselineStart.Zero);
        double[] values = [baseline.Update(1), baseline.Update(0), baseline.Update(1)];
        Assert.That(values, Is.EqualTo((double[])[0.01, 0.0099, 0.019801]).Within(1e-15));
    }

    [Test]
    public void Update_FromTheFirstReward_StartsThere()
    {
        var baseline = new RewardBaseline(0.99, BaselineStart.FirstReward);
        double[] values = [baseline.Update(0.5), baseline.Update(1.5)];
        Assert.That(values, Is.EqualTo((double[])[0.5, 0.51]).Within(1e-15));
    }

    [TestCase(BaselineStart.Zero)]
    [TestCase(BaselineStart.FirstReward)]
    public void Restore_AfterSomeRewards_GoesOnFromThere(BaselineStart start)
    {
        var unbroken = new RewardBaseline(0.9, start);
        unbroken.Update(0.3);
        var restored = new RewardBaseline(0.9, start);
        restored.Restore(unbroken.Value, unbroken.Started);
        Assert.That(restored.Update(0.7), Is.EqualTo(unbroken.Update(0.7)));
    }
}
