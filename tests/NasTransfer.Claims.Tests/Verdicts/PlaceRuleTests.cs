using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class PlaceRuleTests
{
    private static readonly NamedRuns Low = new("low", [.. Runs.Exactly(5, 50, 1)]);
    private static readonly NamedRuns Middle = new("middle", [.. Runs.Exactly(5, 60, 1)]);
    private static readonly NamedRuns High = new("high", [.. Runs.Exactly(5, 70, 1)]);

    [Test]
    public void Judge_NoRunsOfOne_IsNotTested()
    {
        Judgement judgement = PlaceRule.Judge(High, [Low, new NamedRuns("empty", [])], first: true, seed: 1);

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.NotTested));
        Assert.That(judgement.Reason, Does.Contain("empty"));
    }

    [Test]
    public void Judge_OneRunOfOne_IsInconclusive()
    {
        Assert.That(
            PlaceRule.Judge(High, [Low, new NamedRuns("single", [1])], first: true, seed: 1).Verdict,
            Is.EqualTo(Verdict.Inconclusive)
        );
    }

    [Test]
    public void Judge_FarApart_KnowsFirstMiddleAndLast()
    {
        Assert.That(PlaceRule.Judge(High, [Low, Middle], first: true, seed: 1).Verdict, Is.EqualTo(Verdict.Reproduced));
        Assert.That(
            PlaceRule.Judge(Low, [High, Middle], first: false, seed: 1).Verdict,
            Is.EqualTo(Verdict.Reproduced)
        );
        Assert.That(
            PlaceRule.Judge(Middle, [High, Low], first: true, seed: 1).Verdict,
            Is.EqualTo(Verdict.NotReproduced)
        );
        Assert.That(
            PlaceRule.Judge(Middle, [High, Low], first: false, seed: 1).Verdict,
            Is.EqualTo(Verdict.NotReproduced)
        );
    }

    [Test]
    public void Judge_Together_IsInconclusive()
    {
        NamedRuns same = new("same", High.Values);

        Assert.That(PlaceRule.Judge(High, [Low, same], first: true, seed: 1).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }
}
