using NasTransfer.Engine.Search.Nao;

namespace NasTransfer.Engine.Tests.Search.Nao;

public sealed class TargetNormalisationTests
{
    [Test]
    public void MinMax_OfEqualAccuracies_IsAHalfForAll() =>
        Assert.That(TargetNormalisation.MinMax([33.3, 33.3, 33.3]), Is.EqualTo((float[])[0.5f, 0.5f, 0.5f]));

    [Test]
    public void MinMax_OfOneAccuracy_IsAHalf() =>
        Assert.That(TargetNormalisation.MinMax([0.0]), Is.EqualTo((float[])[0.5f]));

    // (a − 20) / 40
    [Test]
    public void MinMax_OfAccuracies_RunsFromZeroToOneInTheirOrder() =>
        Assert.That(TargetNormalisation.MinMax([30, 60, 20, 50]), Is.EqualTo((float[])[0.25f, 1, 0, 0.75f]));
}
