using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class RulingTests
{
    private static readonly Judgement Holds = new(Verdict.Reproduced, "it holds");

    [Test]
    public void Of_ABrokenProtocol_IsInvalidWhateverTheNumbersSay()
    {
        Ruling ruling = Ruling.Of(Holds, ["A seed was used twice."], EvidenceLevel.L4, ClaimSubject.Experiment);

        Assert.That(ruling.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(ruling.Uncapped, Is.EqualTo(Verdict.Invalid));
        Assert.That(ruling.Reason, Is.EqualTo("The protocol was broken: A seed was used twice."));
    }

    [Test]
    public void Of_ATinyRun_KeepsTheUncappedVerdictBeside()
    {
        Ruling ruling = Ruling.Of(Holds, [], EvidenceLevel.L2, ClaimSubject.Experiment);

        Assert.That(ruling.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(ruling.Uncapped, Is.EqualTo(Verdict.Reproduced));
        Assert.That(ruling.Reason, Does.StartWith("it holds; exercised at L2"));
    }

    [Test]
    public void Of_ThePapersProtocol_AddsNothing()
    {
        Ruling ruling = Ruling.Of(Holds, [], EvidenceLevel.L4, ClaimSubject.Experiment);

        Assert.That(ruling, Is.EqualTo(new Ruling(Verdict.Reproduced, Verdict.Reproduced, "it holds.")));
    }

    [Test]
    public void Of_NothingTested_MakesNoRemarkOfTheLevel()
    {
        Ruling ruling = Ruling.Of(
            new Judgement(Verdict.NotTested, "no runs"),
            [],
            EvidenceLevel.L2,
            ClaimSubject.Experiment
        );

        Assert.That(ruling.Reason, Is.EqualTo("no runs."));
    }
}
