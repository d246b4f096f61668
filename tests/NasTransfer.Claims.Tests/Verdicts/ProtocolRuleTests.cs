using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Engine.Architectures;

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

    [Test]
    public void Breaches_OneUnitOfTwoExperiments_IsNone()
    {
        Observation run = Runs.One("DARTS", "CIFAR10", "ImageNet1K", 7, 70) with { UnitKey = "a" };

        Assert.That(ProtocolRule.Breaches([run, run with { Experiment = "another" }]), Is.Empty);
    }

    [Test]
    public void Breaches_TwoUnitsOfOneSeedInTwoExperiments_AreOne()
    {
        Observation run = Runs.One("DARTS", "CIFAR10", "ImageNet1K", 7, 70) with { UnitKey = "a" };

        Assert.That(
            ProtocolRule.Breaches([run, run with { Experiment = "another", UnitKey = "b" }]).Single(),
            Does.Contain("search seed 7")
        );
    }

    [Test]
    public void Breaches_TwoGenotypesOfOneSearchSeed_AreOne()
    {
        Observation run = Runs.One("DARTS", "CIFAR10", "ImageNet1K", 7, 70);

        Assert.That(
            ProtocolRule.Breaches([run, run with { Target = "ImageNet22K", Genotype = PublishedGenotypes.DartsV2 }]),
            Is.EqualTo(["DARTS on CIFAR10 has 2 genotypes for search seed 7."])
        );
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
