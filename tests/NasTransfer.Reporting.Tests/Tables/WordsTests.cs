using NasTransfer.Claims.Statistics;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Tests.Tables;

[TestFixture]
public sealed class WordsTests
{
    [TestCase(null, "–")]
    [TestCase(double.NaN, "–")]
    [TestCase(0.0, "0.00")]
    [TestCase(0.126, "+0.13")]
    [TestCase(-16.26, "−16.26")]
    public void Signed_Values_CarryTheirSign(double? value, string expected)
    {
        Assert.That(Words.Signed(value), Is.EqualTo(expected));
    }

    [TestCase(double.NaN, "–")]
    [TestCase(0.0004, "< .001")]
    [TestCase(0.049, ".049")]
    [TestCase(1.0, "1.000")]
    [TestCase(0.9999, "1.000")]
    public void Probability_Values_AreShort(double value, string expected)
    {
        Assert.That(Words.Probability(value), Is.EqualTo(expected));
    }

    [Test]
    public void Of_ASample_SaysOnlyWhatItHas()
    {
        Assert.That(Words.Of(Sample.Of([])), Is.EqualTo("–"));
        Assert.That(Words.Of(Sample.Of([2])), Is.EqualTo("2.00"));
        Assert.That(Words.Of(Sample.Of([1, 3])), Is.EqualTo("2.00 ± 1.41"));
    }

    [Test]
    public void Unsigned_AnInterval_HasNoSigns()
    {
        Assert.That(Words.Unsigned(new Interval(0.15, 1)), Is.EqualTo("[0.15, 1.00]"));
        Assert.That(Words.Unsigned(Interval.Unknown), Is.EqualTo("–"));
    }

    [TestCase(59, "59 s")]
    [TestCase(150, "2.5 min")]
    [TestCase(7200, "2.0 h")]
    public void Duration_Seconds_AreInAFittingUnit(double seconds, string expected)
    {
        Assert.That(Words.Duration(seconds), Is.EqualTo(expected));
    }
}
