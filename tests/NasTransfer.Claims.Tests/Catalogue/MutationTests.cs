using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Catalogue;

/// <summary>One thing is broken in a world where a claim is true: the verdict must notice.</summary>
[TestFixture]
public sealed class MutationTests
{
    [TestCase("C08", "DARTS", "NAO")]
    [TestCase("C12", "DARTS", "ENAS")]
    [TestCase("C19", "ENAS", "DARTS")]
    [TestCase("C05", "ENAS", "DARTS")]
    public void Judge_TwoMethodsSwapped_IsNoLongerReproduced(string claim, string one, string other)
    {
        ClaimResult result = StudyRuns.Judge(
            claim,
            Study(claim)
                .Select(run =>
                    run with
                    {
                        Method =
                            run.Method == one ? other
                            : run.Method == other ? one
                            : run.Method,
                    }
                )
        );

        Assert.That(result.Verdict, Is.Not.EqualTo(Verdict.Reproduced), result.Reason);
    }

    [TestCase("C11")]
    [TestCase("C15")]
    [TestCase("C16")]
    public void Judge_RiWithTheOtherSign_IsNoLongerReproduced(string claim)
    {
        Observation[] runs = Study(claim);
        var random = runs.Where(run => run.Method == Observation.RandomSampling)
            .GroupBy(run => run.Target)
            .ToDictionary(group => group.Key, group => group.Average(run => run.Top1Last));

        ClaimResult result = StudyRuns.Judge(
            claim,
            runs.Select(run => run with { Top1Last = 2 * random[run.Target] - run.Top1Last })
        );

        Assert.That(result.Verdict, Is.EqualTo(Verdict.NotReproduced).Or.EqualTo(Verdict.Inconclusive), result.Reason);
    }

    [TestCaseSource(typeof(MadeUpWorlds), nameof(MadeUpWorlds.All))]
    public void Judge_ASearchSeedUsedAgain_IsInvalid(object world)
    {
        string claim = ((MadeUpWorld)world).Claim;
        Observation[] runs = Study(claim);
        RunGroup group = StudyRuns.Judge(claim, runs).Groups.First(one => one.Values.Length > 1);
        Observation first = group.Observations[0];
        Observation second = group.Observations.First(run => run.SearchSeed != first.SearchSeed);
        runs[Array.IndexOf(runs, second)] = second with { SearchSeed = first.SearchSeed };

        ClaimResult result = StudyRuns.Judge(claim, runs);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Invalid), result.Reason);
        Assert.That(result.Reason, Does.Contain($"search seed {first.SearchSeed}"));
    }

    [TestCase("C11", Verdict.PartiallyReproduced)]
    [TestCase("C15", Verdict.NotTested)]
    [TestCase("C16", Verdict.NotTested)]
    [TestCase("C18", Verdict.NotTested)]
    [TestCase("C21", Verdict.NotTested)]
    public void Judge_WithoutTheBaseline_SaysThatItIsMissing(string claim, Verdict verdict)
    {
        ClaimResult result = StudyRuns.Judge(
            claim,
            Study(claim).Where(run => run.Method != Observation.RandomSampling)
        );

        Assert.That(result.Verdict, Is.EqualTo(verdict));
        Assert.That(result.Reason, Does.Contain("no runs of ").And.Contain("random sampling on"));
    }

    private static Observation[] Study(string claim)
    {
        MadeUpWorld world = MadeUpWorlds.All.Single(one => one.Claim == claim);
        Observation[] runs = [.. StudyRuns.Of(claim, MadeUpWorlds.Noisy(world.True), world.TrueImages)];
        Assert.That(StudyRuns.Judge(claim, runs).Verdict, Is.EqualTo(Verdict.Reproduced));
        return runs;
    }
}
