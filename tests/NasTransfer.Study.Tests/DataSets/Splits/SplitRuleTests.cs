using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Splits;

namespace NasTransfer.Study.Tests.DataSets.Splits;

[TestFixture]
public sealed class SplitRuleTests
{
    // Whole images only: five are the fewest that 40/40/20 cuts exactly.
    [TestCase(0, 0, 0, 0)]
    [TestCase(1, 0, 0, 1)]
    [TestCase(2, 0, 1, 1)]
    [TestCase(3, 1, 1, 1)]
    [TestCase(5, 2, 2, 1)]
    [TestCase(1300, 520, 520, 260)]
    public void Of_FortyFortyTwenty_CutsWholeImages(int images, int train, int validation, int test) =>
        Assert.That(SplitRule.FortyFortyTwenty.Of(images), Is.EqualTo(new PartCounts(train, validation, test)));

    [Test]
    public void Of_AnyRuleAndSize_LosesNoImage()
    {
        foreach (SplitRule rule in SplitRule.All)
        {
            for (int images = 0; images < 300; images++)
            {
                Assert.That(rule.Of(images).All, Is.EqualTo(images), $"{rule.Name} of {images}");
            }
        }
    }

    [Test]
    public void Of_NoValidationPart_GivesItNothing() =>
        Assert.That(SplitRule.EightyTwenty.Of(99), Is.EqualTo(new PartCounts(79, 0, 20)));

    [Test]
    public void Find_EveryRule_IsFoundByItsName() =>
        Assert.That(SplitRule.All.Select(rule => SplitRule.Find(rule.Name)), Is.EqualTo(SplitRule.All));

    [Test]
    public void Find_NoRule_NamesThoseThereAre() =>
        Assert.That(
            () => SplitRule.Find("70/30"),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("There is no split rule '70/30'; it must be one of 80/20, 40/40/20, 50/50.")
        );
}
