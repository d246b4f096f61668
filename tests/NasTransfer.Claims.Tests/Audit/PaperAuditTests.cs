using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Engine;

namespace NasTransfer.Claims.Tests.Audit;

[TestFixture]
public sealed class PaperAuditTests
{
    [Test]
    public void Find_AClaimThatThereIsNot_IsRefused() =>
        Assert.That(
            () => PaperAudit.Find("C26"),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("There is no claim 'C26'; the claims are C01 to C25.")
        );

    [Test]
    public void Find_SmallLetters_AreUnderstood() =>
        Assert.That(PaperAudit.Find("c25").Definition.Id, Is.EqualTo("C25"));

    [Test]
    public void All_IsTheCatalogueInItsOrder() =>
        Assert.That(PaperAudit.All.Select(audit => audit.Definition), Is.EqualTo(ClaimCatalogue.All));

    // What the printed tables say, worked out by hand from Tables 1 to 4.
    [TestCase("C01", PrintedFinding.Contradicted)]
    [TestCase("C02", PrintedFinding.Contradicted)]
    [TestCase("C03", PrintedFinding.Contradicted)]
    [TestCase("C04", PrintedFinding.Holds)]
    [TestCase("C05", PrintedFinding.Holds)]
    [TestCase("C06", PrintedFinding.Contradicted)]
    [TestCase("C07", PrintedFinding.Holds)]
    [TestCase("C08", PrintedFinding.Holds)]
    [TestCase("C09", PrintedFinding.NothingPrinted)]
    [TestCase("C10", PrintedFinding.NothingPrinted)]
    [TestCase("C11", PrintedFinding.NothingPrinted)]
    [TestCase("C12", PrintedFinding.NothingPrinted)]
    [TestCase("C13", PrintedFinding.Holds)]
    [TestCase("C14", PrintedFinding.Holds)]
    [TestCase("C15", PrintedFinding.HoldsInPart)]
    [TestCase("C16", PrintedFinding.Holds)]
    [TestCase("C17", PrintedFinding.Holds)]
    [TestCase("C18", PrintedFinding.NothingPrinted)]
    [TestCase("C19", PrintedFinding.Holds)]
    [TestCase("C20", PrintedFinding.Contradicted)]
    [TestCase("C21", PrintedFinding.NothingPrinted)]
    [TestCase("C22", PrintedFinding.Holds)]
    [TestCase("C23", PrintedFinding.Contradicted)]
    [TestCase("C24", PrintedFinding.Holds)]
    [TestCase("C25", PrintedFinding.Contradicted)]
    public void Finding_OfAClaim_IsWhatThePrintedTablesSay(string id, PrintedFinding finding) =>
        Assert.That(PaperAudit.Find(id).Finding, Is.EqualTo(finding));

    // Printed means carry no spread: an experiment is never decided by them.
    [Test]
    public void Verdict_OfAnExperiment_IsNeverDecided()
    {
        ClaimAudit[] experiments = [.. PaperAudit.All.Where(audit => audit.Subject != ClaimSubject.PrintedNumbers)];

        Assert.That(experiments, Has.Length.EqualTo(21));
        Assert.That(experiments.Select(audit => audit.Verdict), Is.All.AnyOf(Verdict.Inconclusive, Verdict.NotTested));
    }

    [TestCase("C20", Verdict.NotReproduced)]
    [TestCase("C22", Verdict.Reproduced)]
    [TestCase("C23", Verdict.NotReproduced)]
    [TestCase("C25", Verdict.NotReproduced)]
    public void Verdict_OnThePrintedNumbersThemselves_IsDecidedByArithmetic(string id, Verdict verdict)
    {
        ClaimAudit audit = PaperAudit.Find(id);

        Assert.That(audit.Subject, Is.EqualTo(ClaimSubject.PrintedNumbers));
        Assert.That(audit.Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void Sentence_OfEveryClaim_IsOne() =>
        Assert.That(PaperAudit.All.Select(audit => audit.Sentence), Is.All.Match(@"^[A-Z0-9].*[^.]\.$"));

    [Test]
    public void Checks_AreThereWhereSomethingIsPrinted_AndNowhereElse() =>
        Assert.That(
            PaperAudit.All.Select(audit => audit.Checks.IsEmpty),
            Is.EqualTo(PaperAudit.All.Select(audit => audit.Finding == PrintedFinding.NothingPrinted))
        );
}
