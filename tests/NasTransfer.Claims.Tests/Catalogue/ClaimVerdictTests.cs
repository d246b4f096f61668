using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Catalogue;

/// <summary>Every claim in a world where it is true, in one where it is false, and without runs.</summary>
[TestFixture]
public sealed class ClaimVerdictTests
{
    private static readonly string[] AboutPrintedFigures = ["C23", "C25"];

    private static IEnumerable<string> Ids => ClaimCatalogue.All.Select(claim => claim.Id);

    [Test]
    public void Worlds_OfEveryClaim_AreThere()
    {
        Assert.That(
            MadeUpWorlds.All.Select(world => world.Claim).Concat(AboutPrintedFigures).Order(),
            Is.EqualTo(Ids.Order())
        );
    }

    [TestCaseSource(nameof(Ids))]
    public void Judge_NoRuns_IsNotTestedAndSaysWhatIsMissing(string id)
    {
        ClaimResult result = StudyRuns.Judge(id, []);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.NotTested));
        Assert.That(
            result.Reason,
            AboutPrintedFigures.Contains(id) ? Does.Contain("see the audit") : Does.StartWith("no runs of ")
        );
    }

    [TestCaseSource(typeof(MadeUpWorlds), nameof(MadeUpWorlds.All))]
    public void Judge_AWorldWhereItIsTrue_IsReproduced(object world)
    {
        ClaimResult result = True((MadeUpWorld)world);

        Assert.That(result.UncappedVerdict, Is.EqualTo(Verdict.Reproduced), Parts(result));
    }

    [TestCaseSource(typeof(MadeUpWorlds), nameof(MadeUpWorlds.All))]
    public void Judge_AWorldWhereItIsFalse_IsNeverReproduced(object world)
    {
        MadeUpWorld one = (MadeUpWorld)world;
        ClaimResult result = StudyRuns.Judge(
            one.Claim,
            StudyRuns.Of(one.Claim, MadeUpWorlds.Noisy(one.False), one.FalseImages)
        );

        Assert.That(
            result.UncappedVerdict,
            // Equal spreads refute nothing: their ratio's interval holds 1.
            one.Claim
                is "C17"
                    or "C18"
                    or "C19"
                ? Is.AnyOf(Verdict.NotReproduced, Verdict.Inconclusive)
                : Is.EqualTo(Verdict.NotReproduced),
            Parts(result)
        );
    }

    [TestCaseSource(typeof(MadeUpWorlds), nameof(MadeUpWorlds.All))]
    public void Judge_Twice_IsTheSame(object world)
    {
        ClaimResult first = True((MadeUpWorld)world);
        ClaimResult second = True((MadeUpWorld)world);

        Assert.That(second.Reason, Is.EqualTo(first.Reason));
        Assert.That(Parts(second), Is.EqualTo(Parts(first)));
    }

    [TestCaseSource(typeof(MadeUpWorlds), nameof(MadeUpWorlds.All))]
    public void Judge_AtL2_DecidesNothing(object world)
    {
        MadeUpWorld one = (MadeUpWorld)world;

        ClaimResult result = StudyRuns.Judge(
            one.Claim,
            StudyRuns.Of(one.Claim, MadeUpWorlds.Noisy(one.True), one.TrueImages),
            StudyRuns.AtThePapersProtocol with
            {
                Level = EvidenceLevel.L2,
            }
        );

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [TestCaseSource(typeof(MadeUpWorlds), nameof(MadeUpWorlds.All))]
    public void Judge_AnyWorld_ShowsEveryRunInAGroup(object world)
    {
        ClaimResult result = True((MadeUpWorld)world);

        Assert.That(result.Groups, Is.Not.Empty);
        Assert.That(result.Groups.Select(group => group.Name), Is.Unique);
        Assert.That(
            result.Groups.SelectMany(group => group.Observations).Select(run => run.UnitKey).Distinct(),
            Is.EquivalentTo(result.Observations.Select(run => run.UnitKey).Distinct())
        );
        Assert.That(result.Comparisons.Select(row => double.IsNaN(row.P) || row.AdjustedP >= row.P), Is.All.True);
    }

    private static ClaimResult True(MadeUpWorld world) =>
        StudyRuns.Judge(world.Claim, StudyRuns.Of(world.Claim, MadeUpWorlds.Noisy(world.True), world.TrueImages));

    private static string Parts(ClaimResult result) =>
        string.Join("\n", result.Parts.Select(part => $"{part.Name} {part.Verdict}: {part.Reason}"));
}
