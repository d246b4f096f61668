using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Catalogue;

[TestFixture]
public sealed class ClaimJudgeTests
{
    [Test]
    public void JudgeAll_NoRuns_HasAllClaimsInOrderWithoutP()
    {
        var results = ClaimJudge.JudgeAll([], StudyRuns.AtThePapersProtocol);

        Assert.That(results.Select(result => result.Definition), Is.EqualTo(ClaimCatalogue.All));
        Assert.That(results.Select(result => result.AdjustedP), Is.All.NaN);
    }

    [Test]
    public void JudgeAll_AWholeStudy_BreaksNoProtocolAndLeavesOnlyPrintedFigures()
    {
        var runs = StudyRuns.OfAll(run => 60 + run.Z, StudyRuns.AtThePapersProtocol.ImagesOf);

        var results = ClaimJudge.JudgeAll(runs, StudyRuns.AtThePapersProtocol);

        Assert.That(results.Select(result => result.Verdict), Has.None.EqualTo(Verdict.Invalid));
        Assert.That(
            results.Where(result => result.Verdict == Verdict.NotTested).Select(result => result.Definition.Id),
            Is.EqualTo(["C23", "C25"])
        );
    }

    [TestCaseSource(typeof(MadeUpWorlds), nameof(MadeUpWorlds.All))]
    public void JudgeAll_AWholeStudy_SaysOfAClaimWhatItsOwnStudySays(object world)
    {
        MadeUpWorld one = (MadeUpWorld)world;
        Func<MadeUpRun, double> top1 = MadeUpWorlds.Noisy(one.True);
        Func<string, long> images = one.TrueImages ?? (_ => 10);

        ClaimResult alone = StudyRuns.Judge(one.Claim, StudyRuns.Of(one.Claim, top1, images));
        ClaimResult amongAll = StudyRuns.Judge(one.Claim, StudyRuns.OfAll(top1, images));

        Assert.That(amongAll.Reason, Is.EqualTo(alone.Reason));
        Assert.That(amongAll.P, Is.EqualTo(alone.P));
    }

    [Test]
    public void JudgeAll_ClaimsOfAFamily_ShareOneCorrection()
    {
        Observation[] runs = [.. StudyRuns.Of("C02", run => (run.Source == "CIFAR100" ? 60 : 61) + run.Z)];

        var results = ClaimJudge.JudgeAll(runs, StudyRuns.AtThePapersProtocol);

        ClaimResult[] family = [.. results.Where(result => result.Definition.Family == results[1].Definition.Family)];
        Assert.That(family.Count(result => !double.IsNaN(result.P)), Is.GreaterThan(1));
        Assert.That(
            family.Select(result => result.AdjustedP),
            Is.EqualTo(Holm.Adjust([.. family.Select(result => result.P)]))
        );
    }

    [Test]
    public void JudgeAll_OneClaimsRuns_JudgesItAsAlone()
    {
        Observation[] runs = [.. StudyRuns.Of("C10", run => (run.Source == "ImNet1K P5" ? 60 : 70) + 0.1 * run.Z)];

        var results = ClaimJudge.JudgeAll(runs, StudyRuns.AtThePapersProtocol);

        Assert.That(results[9].Reason, Is.EqualTo(StudyRuns.Judge("C10", runs).Reason));
        Assert.That(results[9].Verdict, Is.EqualTo(Verdict.Reproduced));
    }
}
