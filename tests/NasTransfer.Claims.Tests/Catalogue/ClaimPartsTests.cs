using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Catalogue;

[TestFixture]
public sealed class ClaimPartsTests
{
    [Test]
    public void All_Nothing_IsNotTestedWithoutP()
    {
        ClaimPart part = ClaimParts.All("part", "form", []);

        Assert.That(part.Verdict, Is.EqualTo(Verdict.NotTested));
        Assert.That(part.P, Is.NaN);
    }

    [Test]
    public void All_Comparisons_HaveTheLargestP()
    {
        Assert.That(ClaimParts.All("part", "form", [Holds(0.01), Holds(0.03), Holds(0.02)]).P, Is.EqualTo(0.03));
        Assert.That(ClaimParts.All("part", "form", [Holds(0.01), Holds(double.NaN)]).P, Is.NaN);
    }

    [Test]
    public void Most_OfFour_HasTwiceTheThirdP()
    {
        // u = 3 of m = 4: (4 − 3 + 1)·p₍₃₎
        Assert.That(
            ClaimParts.Most("part", "form", [Holds(0.04), Holds(0.01), Holds(0.9), Holds(0.02)]).P,
            Is.EqualTo(0.08).Within(1e-12)
        );
        Assert.That(ClaimParts.Most("part", "form", [Holds(double.NaN), Holds(double.NaN)]).P, Is.NaN);
    }

    [Test]
    public void All_ManyFailures_NamesThreeAndCountsTheRest()
    {
        TestedPart Fails(string name) => new(name, new Judgement(Verdict.NotReproduced, "why"), 1);

        ClaimPart part = ClaimParts.All("part", "form", [Holds(0), Fails("a"), Fails("b"), Fails("c"), Fails("d")]);

        Assert.That(part.Brief, Is.EqualTo("5 comparisons: 1 reproduced, 4 not reproduced (a, b, c and 1 more)"));
    }

    private static TestedPart Holds(double p) => new("holds", new Judgement(Verdict.Reproduced, "why"), p);
}
