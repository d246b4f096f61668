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
