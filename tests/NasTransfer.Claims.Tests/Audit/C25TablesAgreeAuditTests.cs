using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Audit;

/// <summary>Tables 2, 3 and 4 against each other.</summary>
[TestFixture]
public sealed class C25TablesAgreeAuditTests
{
    private static readonly ClaimAudit Audit = C25TablesAgreeAudit.Audit();

    // 100 · (69.86 − 70.45) / 70.45 and so on, from Table 3.
    [TestCase("NSGANet", "3.39 printed, -0.837 computed")]
    [TestCase("ENAS", "-16.26 printed, -19.688 computed")]
    [TestCase("DARTS", "5.93 printed, 1.604 computed")]
    [TestCase("NAO", "0.99 printed, -3.137 computed")]
    public void Checks_AnRiOfTable2_DoesNotComeOutOfTable3(string method, string detail)
    {
        ArithmeticCheck check = Audit.Checks.Single(one =>
            one.Name.StartsWith($"RI of {method},", StringComparison.Ordinal)
        );

        Assert.That(check.Holds, Is.False);
        Assert.That(check.Detail, Is.EqualTo(detail));
    }

    [Test]
    public void Checks_OfTheEightRunsOfTables3And4_NsgaNetAloneDiffers()
    {
        ArithmeticCheck[] runs =
        [
            .. Audit.Checks.Where(check => check.Name.EndsWith("Table 3 as in Table 4", StringComparison.Ordinal)),
        ];

        Assert.That(runs, Has.Length.EqualTo(8));
        Assert.That(
            runs.Where(check => !check.Holds).Select(check => check.Detail),
            Is.EqualTo(new[] { "69.86 printed, 68.380 computed" })
        );
    }

    [Test]
    public void Notes_NsgaNetAndNao_ChangeSign()
    {
        ArithmeticCheck[] signs = [.. Audit.Notes.Where(note => note.Name.Contains("sign", StringComparison.Ordinal))];

        Assert.That(signs.Select(note => note.Holds), Is.EqualTo(new[] { false, true, true, false }));
        Assert.That(signs[3].Detail, Is.EqualTo("+0.99 printed, −3.14 computed"));
    }

    // The four intervals of Acc_r meet, so Table 2's column was computed with one number.
    [Test]
    public void Notes_OneRandomAccuracy_FitsAllFour()
    {
        ArithmeticCheck one = Audit.Notes.Single(note =>
            note.Name.StartsWith("one accuracy", StringComparison.Ordinal)
        );

        Assert.That(one.Holds, Is.True);
        Assert.That(one.Detail, Is.EqualTo("67.565 to 67.576"));
    }

    [Test]
    public void Sentence_NamesBothDisagreements() =>
        Assert.That(
            Audit.Sentence,
            Is.EqualTo(
                "Table 2's column CIFAR10 to 1K implies 67.57 for random sampling, 4 times over, where Tables 3 and 4 print 70.45, with which NSGANet and NAO change sign; and NSGANet is 69.86 in Table 3 and 68.38 in Table 4."
            )
        );
}
