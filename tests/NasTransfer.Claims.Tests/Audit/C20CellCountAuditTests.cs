using NasTransfer.Claims.Audit;

namespace NasTransfer.Claims.Tests.Audit;

/// <summary>Table 4 and its caption.</summary>
[TestFixture]
public sealed class C20CellCountAuditTests
{
    private static readonly ClaimAudit Audit = C20CellCountAudit.Audit();

    // Table 4, second row: 56.58, 72.50, 72.55.
    [Test]
    public void Checks_OfEightRows_EnasFromCifar10AloneRises()
    {
        Assert.That(Audit.Checks, Has.Length.EqualTo(8));
        Assert.That(
            Audit.Checks.Where(check => check.Holds).Select(check => check.Detail),
            Is.EqualTo(new[] { "56.58, 72.50, 72.55 at 20, 40, 60" })
        );
    }

    // The text: training parameters bring no consistent improvement.
    [Test]
    public void Notes_TheText_Holds() =>
        Assert.That(
            Audit.Notes.Select(note => (note.Holds, note.Detail)),
            Is.EqualTo(new[] { (true, "1 of 8 rows gain at 60") })
        );

    // At 40 cells: NSGANet and ENAS from CIFAR10, ENAS and NAO from proxy 1.
    [Test]
    public void Sentence_SaysBothDepths() =>
        Assert.That(
            Audit.Sentence,
            Does.StartWith("Top-1 at 60 cells is above that at 20 in 1 of 8 rows, at 40 in 4:")
        );
}
