using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Splits;

namespace NasTransfer.Study.Tests.DataSets.Splits;

[TestFixture]
public sealed class StratifiedSplitTests
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
        SplitRule[] rules = [SplitRule.EightyTwenty, SplitRule.FortyFortyTwenty, SplitRule.HalfReported];
        foreach (SplitRule rule in rules)
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
    public void Split_EveryFile_IsInOnePartAndInItsClassesShare()
    {
        StratifiedSplit split = StratifiedSplit.Of(Files(4, 25), SplitRule.FortyFortyTwenty, seed: 7);

        Assert.That(
            split.Train.Concat(split.Validation).Concat(split.Test),
            Is.EquivalentTo(Files(4, 25).Select(file => file.File)).And.Unique
        );
        Assert.That(split.Train.CountBy(ClassOf).Select(pair => pair.Value), Is.EqualTo(new[] { 10, 10, 10, 10 }));
        Assert.That(split.Validation.CountBy(ClassOf).Select(pair => pair.Value), Is.EqualTo(new[] { 10, 10, 10, 10 }));
        Assert.That(split.Test.CountBy(ClassOf).Select(pair => pair.Value), Is.EqualTo(new[] { 5, 5, 5, 5 }));
    }

    [Test]
    public void Split_AnotherOrderOfTheFiles_IsTheSame()
    {
        StratifiedSplit one = StratifiedSplit.Of(Files(3, 10), SplitRule.EightyTwenty, seed: 7);
        StratifiedSplit other = StratifiedSplit.Of(Files(3, 10).Reverse(), SplitRule.EightyTwenty, seed: 7);

        Assert.That(other.Sha256, Is.EqualTo(one.Sha256));
        Assert.That(other.Test, Is.EqualTo(one.Test));
    }

    [Test]
    public void Split_AnotherSeedRuleOrFile_HasAnotherHash()
    {
        string[] hashes =
        [
            StratifiedSplit.Of(Files(3, 10), SplitRule.EightyTwenty, seed: 7).Sha256,
            StratifiedSplit.Of(Files(3, 10), SplitRule.EightyTwenty, seed: 8).Sha256,
            StratifiedSplit.Of(Files(3, 10), SplitRule.FortyFortyTwenty, seed: 7).Sha256,
            StratifiedSplit.Of(Files(3, 11), SplitRule.EightyTwenty, seed: 7).Sha256,
        ];

        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void Split_MoreClasses_LeaveTheOthersAsTheyWere()
    {
        StratifiedSplit few = StratifiedSplit.Of(Files(3, 10), SplitRule.EightyTwenty, seed: 7);
        StratifiedSplit more = StratifiedSplit.Of(Files(5, 10), SplitRule.EightyTwenty, seed: 7);

        Assert.That(more.Test, Is.SupersetOf(few.Test));
    }

    [Test]
    public void Split_AFileTwice_IsRefused() =>
        Assert.That(
            () => StratifiedSplit.Of([("a", "a/1"), ("b", "a/1")], SplitRule.EightyTwenty, seed: 7),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("a/1 is listed twice; a split needs every image once.")
        );

    [Test]
    public void Split_TooFewImagesForAPart_IsRefused() =>
        Assert.That(
            () => StratifiedSplit.Of(Files(3, 1), SplitRule.EightyTwenty, seed: 7),
            Throws.TypeOf<BadInputException>().With.Message.Contains("80/20 leaves train without any of the 3 images")
        );

    private static IEnumerable<(string Class, string File)> Files(int classes, int perClass) =>
        from label in Enumerable.Range(0, classes)
        from image in Enumerable.Range(0, perClass)
        select ($"c{label}", $"c{label}/{image}");

    private static string ClassOf(string file) => file.Split('/')[0];
}
