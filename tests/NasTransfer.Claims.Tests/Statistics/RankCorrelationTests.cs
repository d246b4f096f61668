using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class RankCorrelationTests
{
    [Test]
    public void Kendall_Nothing_IsUnknown()
    {
        Assert.That(RankCorrelation.Kendall([], []).Tau, Is.NaN);
    }

    [Test]
    public void Kendall_UnequalLengths_AreRefused()
    {
        Assert.That(() => RankCorrelation.Kendall([1, 2], [1]), Throws.ArgumentException);
    }

    [Test]
    public void Kendall_AllTied_IsUnknown()
    {
        Assert.That(RankCorrelation.Kendall([1, 1, 1], [1, 2, 3]).Tau, Is.NaN);
    }

    [Test]
    public void Kendall_TheReverse_IsMinusOne()
    {
        Assert.That(RankCorrelation.Kendall([1, 2, 3, 4], [9, 7, 5, 1]).Tau, Is.EqualTo(-1).Within(1e-12));
    }

    [TestCase("kendall")]
    [TestCase("kendall ties")]
    public void Kendall_Values_AreWhatRSays(string name)
    {
        RankCorrelation result = RankCorrelation.Kendall(Reference.Input(name, "x"), Reference.Input(name, "y"));

        Assert.That(result.Tau, Is.EqualTo(Reference.Output(name, "tau")).Within(1e-9));
        Assert.That(result.Z, Is.EqualTo(Reference.Output(name, "z")).Within(1e-9));
        Assert.That(result.P, Is.EqualTo(Reference.Output(name, "p")).Within(1e-9));
    }
}

[TestFixture]
public sealed class JonckheereTests
{
    [Test]
    public void Test_OneSample_IsUnknown()
    {
        Assert.That(
            Jonckheere
                .Test([
                    [1, 2, 3],
                ])
                .P,
            Is.NaN
        );
    }

    [Test]
    public void Test_FallingSamples_HaveALargeP()
    {
        Assert.That(
            Jonckheere
                .Test([
                    [7, 8, 9],
                    [4, 5, 6],
                    [1, 2, 3],
                ])
                .P,
            Is.GreaterThan(0.99)
        );
    }

    [Test]
    public void Test_ThreeSamplesWithTies_IsWhatRSays()
    {
        const string name = "jonckheere";

        JonckheereResult result = Jonckheere.Test([
            Reference.Input(name, "a"),
            Reference.Input(name, "b"),
            Reference.Input(name, "third"),
        ]);

        Assert.That(result.J, Is.EqualTo(Reference.Output(name, "j")));
        Assert.That(result.Z, Is.EqualTo(Reference.Output(name, "z")).Within(1e-9));
        Assert.That(result.P, Is.EqualTo(Reference.Output(name, "p")).Within(1e-9));
    }
}
