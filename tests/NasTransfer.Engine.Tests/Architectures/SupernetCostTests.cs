using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;

namespace NasTransfer.Engine.Tests.Architectures;

[TestFixture]
public sealed class SupernetCostTests
{
    // ALGORITHMS §8.2: parameters without α, multiply-adds of convolutions (0: not listed).
    [TestCase(Stem.Cifar, 16, 8, 10, 32, 1_930_618, 300_253_184)]
    [TestCase(Stem.Cifar, 16, 8, 100, 32, 1_953_748, 300_253_184)]
    [TestCase(Stem.Cifar, 36, 20, 10, 32, 19_932_310, 3_070_255_104)]
    [TestCase(Stem.Cifar, 20, 8, 10, 32, 2_872_550, 437_657_600)]
    [TestCase(Stem.Cifar, 8, 8, 10, 32, 597_890, 100_253_696)]
    [TestCase(Stem.Cifar, 4, 8, 10, 32, 207_094, 37_658_624)]
    [TestCase(Stem.Cifar, 8, 5, 10, 32, 394_210, 61_628_416)]
    [TestCase(Stem.Cifar, 4, 5, 10, 16, 136_182, 5_721_088)]
    [TestCase(Stem.Cifar, 4, 3, 10, 32, 72_854, 15_482_880)]
    [TestCase(Stem.ImageNet, 16, 8, 67, 224, 1_946_091, 0)]
    [TestCase(Stem.ImageNet, 16, 8, 100, 224, 1_954_572, 0)]
    [TestCase(Stem.ImageNet, 16, 8, 102, 224, 1_955_086, 0)]
    [TestCase(Stem.ImageNet, 16, 8, 1000, 224, 2_185_872, 0)]
    // ALGORITHMS §8.5.
    [TestCase(Stem.Cifar, 4, 3, 3, 8, 72_399, 0)]
    public void Of_ReferenceSizes_AreTheReferences(
        Stem stem,
        int channels,
        int cells,
        int classes,
        int imageSize,
        long parameters,
        long macs
    )
    {
        SupernetCost cost = SupernetCost.Of(channels, cells, classes, stem, imageSize);

        Assert.That(cost.Parameters, Is.EqualTo(parameters));
        Assert.That(cost.Alphas, Is.EqualTo(224));
        if (macs > 0)
        {
            Assert.That(cost.Macs - cost.Classifier.Macs, Is.EqualTo(macs));
        }
    }

    [Test]
    public void Of_OddImage_Throws()
    {
        Assert.That(() => SupernetCost.Of(4, 5, 10, Stem.Cifar, 15), Throws.TypeOf<BadInputException>());
    }
}
