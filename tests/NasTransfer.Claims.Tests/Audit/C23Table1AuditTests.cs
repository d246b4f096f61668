using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Audit;

/// <summary>Table 1 against the selection that the text describes.</summary>
[TestFixture]
public sealed class C23Table1AuditTests
{
    private static readonly ClaimAudit Audit = C23Table1Audit.Audit();

    // Table 1: 35K and 35K three times, 7.5M and 7M within their rounding.
    [Test]
    public void Checks_EqualParts_AreThoseOf22KAlone()
    {
        ArithmeticCheck[] split =
        [
            .. Audit.Checks.Where(check => check.Name.EndsWith("as 40/40/20 has them", StringComparison.Ordinal)),
        ];

        Assert.That(split, Has.Length.EqualTo(14));
        Assert.That(
            split.Where(check => check.Holds).Select(check => check.Name.Split(':')[0]),
            Is.EqualTo(new[] { "ImNet22K P1", "ImNet22K P2", "ImNet22K P3", "ImNet22K" })
        );
    }

    // The official lists: 1,340 of MIT67, 1,281,167 of ImageNet1K; half of 14,197,122 images of ImageNet22K.
    [TestCase("validation images of MIT67", "1.4K printed, 1,340 computed")]
    [TestCase("training images of ImNet1K", "1.2M printed, 1,281,167 computed")]
    [TestCase("training images of ImNet22K", "7.5M printed, 7,098,561 computed")]
    [TestCase("ImNet1K P4: as many training images a class as classes of 1K have", "640 a class, 732 to 1,300 in 1K")]
    [TestCase("ImNet1K P4: all validation images of its classes", "5K printed, 10,000 computed")]
    public void Checks_APrintedCountThatIsNotSo_Fails(string name, string detail) =>
        Assert.That(Audit.Checks, Does.Contain(new ArithmeticCheck(name, false, detail)));

    [TestCase("ImNet1K P2: as many training images a class as classes of 1K have", "1,290 a class, 732 to 1,300 in 1K")]
    [TestCase("training images of ImNet1K P5, a tenth of each class", "128K printed, 128,000 computed")]
    [TestCase("ImNet22K P3: as many images as ImNet22K P1", "35K + 35K against 35K + 35K")]
    public void Checks_APrintedCountThatIsSo_Holds(string name, string detail) =>
        Assert.That(Audit.Checks, Does.Contain(new ArithmeticCheck(name, true, detail)));

    // 0.97 % of 7.5M, of 7.1M, of 14.5M, against 70K and up to two images for each of 21,841 − 13,377 dropped classes.
    [TestCase("printed training part", true, "72,750 against 70,000 to 86,928")]
    [TestCase("half of the owner's images", false, "68,856 against 70,000 to 86,928")]
    [TestCase("all printed images", false, "140,650 against 70,000 to 86,928")]
    public void Notes_TheShareOfProxy2_IsThatOfThePrintedTrainingPart(string what, bool holds, string detail)
    {
        ArithmeticCheck note = Audit.Notes.Single(one => one.Name.Contains(what, StringComparison.Ordinal));

        Assert.That(note.Holds, Is.EqualTo(holds));
        Assert.That(note.Detail, Is.EqualTo(detail));
    }
}
