using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks;

public sealed class FeatureDropoutTests
{
    [Test]
    public void Apply_OverManyFeatures_KeepsTheExpectation()
    {
        using var scope = NewDisposeScope();
        var dropout = new FeatureDropout(0.1, new CounterRandom(1, "dropout-test"));
        float[] kept = dropout.Apply(ones([100, 100])).data<float>().ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(kept.Distinct(), Is.EquivalentTo((float[])[0, (float)(1 / 0.9)]));
            // One standard deviation of the mean is 0.0033.
            Assert.That(kept.Average(), Is.EqualTo(1).Within(0.015));
        });
    }

    [Test]
    public void Apply_WithTheSameStream_DropsTheSame()
    {
        using var scope = NewDisposeScope();
        float[] Run(int step) =>
            new FeatureDropout(0.5, new CounterRandom(1, "dropout-test", 0, step))
                .Apply(ones([4, 8]))
                .data<float>()
                .ToArray();
        float[] first = Run(0);
        float[] again = Run(0);
        Assert.Multiple(() =>
        {
            Assert.That(again, Is.EqualTo(first));
            Assert.That(Run(1), Is.Not.EqualTo(first));
        });
    }
}
