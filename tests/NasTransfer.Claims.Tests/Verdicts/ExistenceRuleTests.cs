using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class ExistenceRuleTests
{
    private static readonly double[] Random = Runs.Exactly(5, 70, 1);

    [Test]
    public void Judge_Nothing_IsNotTested()
    {
        Assert.That(ExistenceRule.Judge([]).Verdict, Is.EqualTo(Verdict.NotTested));
        Assert.That(Judge([]).Verdict, Is.EqualTo(Verdict.NotTested));
    }

    [Test]
    public void Judge_OneRunEach_IsInconclusive()
    {
        Assert.That(Judge([80], [81]).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_OneFarBetterAmongMany_IsReproducedAndNamed()
    {
        Judgement judgement = Judge(Runs.Exactly(5, 60, 1), Runs.Exactly(5, 76, 1), Runs.Exactly(5, 70, 1));

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.Reproduced));
        Assert.That(judgement.Reason, Does.Contain("combination 1").And.Not.Contain("combination 0"));
    }

    [Test]
    public void Judge_BetterOnlyBeforeTheCorrection_IsInconclusive()
    {
        // By itself 71.7 against 70 at SD 1 has p = .028; four of them together need .0125.
        double[] some = Runs.Exactly(5, 71.7, 1);

        Assert.That(Judge(some).Verdict, Is.EqualTo(Verdict.Reproduced));
        Assert.That(Judge(some, Random, Random, Random).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Judge_AllWorse_IsNotReproduced()
    {
        Assert.That(Judge(Runs.Exactly(5, 60, 1), Runs.Exactly(5, 65, 1)).Verdict, Is.EqualTo(Verdict.NotReproduced));
    }

    [Test]
    public void Judge_AllWorseButOneMissing_IsInconclusive()
    {
        Judgement judgement = Judge(Runs.Exactly(5, 60, 1), []);

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(judgement.Reason, Does.Contain("1 not tested"));
    }

    private static Judgement Judge(params double[][] methods) =>
        ExistenceRule.Judge([
            .. methods.Select(
                (values, i) =>
                    new NamedComparison($"combination {i}", Comparison.OfImprovement([.. values], [.. Random], 16))
            ),
        ]);
}
