using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class ProtocolRuleTests
{
    [Test]
    public void Breaches_Nothing_IsNone()
    {
        Assert.That(ProtocolRule.Breaches([]), Is.Empty);
    }

    [Test]
    public void Breaches_ASeedTwice_NamesIt()
    {
        Observation run = Runs.One("DARTS", "CIFAR10", "ImageNet1K", 7, 70);

        Assert.That(ProtocolRule.Breaches([run, run]).Single(), Does.Contain("search seed 7"));
    }

    [Test]
    public void Breaches_OneSeedAtTwoCellCounts_IsNone()
    {
        Observation run = Runs.One("DARTS", "CIFAR10", "ImageNet1K", 7, 70);

        Assert.That(ProtocolRule.Breaches([run, run with { Cells = 40 }]), Is.Empty);
    }

    [TestCase(double.NaN)]
    [TestCase(-0.1)]
    [TestCase(100.1)]
    public void Breaches_NoSuchAccuracy_IsOne(double top1)
    {
        Assert.That(
            ProtocolRule.Breaches([Runs.One("DARTS", "CIFAR10", "ImageNet1K", 7, top1)]),
            Has.Length.EqualTo(1)
        );
    }
}
