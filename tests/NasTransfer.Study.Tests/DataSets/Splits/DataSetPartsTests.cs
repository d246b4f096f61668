using NasTransfer.Engine;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Tests.Data.Forms;
using NasTransfer.Engine.Tests.Data.Reading;
using NasTransfer.Study.DataSets.Splits;

namespace NasTransfer.Study.Tests.DataSets.Splits;

/// <summary>No image is read, so they hold one byte each.</summary>
[TestFixture]
public sealed class DataSetPartsTests
{
    [Test]
    public void Of_EveryFile_IsInOnePartAndInItsClassesShare()
    {
        DataSetParts parts = Parts(Images(4, 25), SplitRule.FortyFortyTwenty, seed: 7);

        foreach (
            var (part, images) in new[]
            {
                (DataSetParts.Train, 10),
                (DataSetParts.Validation, 10),
                (DataSetParts.Test, 5),
            }
        )
        {
            Assert.That(
                Files(parts.Index, part).CountBy(file => file.Split('/')[1]).Select(pair => pair.Value),
                Is.EqualTo(new[] { images, images, images, images })
            );
        }
    }

    [Test]
    public void Of_AnotherOrderOfTheFiles_IsTheSame()
    {
        DataSetParts one = Parts(Images(3, 10), SplitRule.EightyTwenty, seed: 7);
        DataSetParts other = Parts(Images(3, 10).Reverse(), SplitRule.EightyTwenty, seed: 7);

        Assert.That(other.Sha256, Is.EqualTo(one.Sha256));
        Assert.That(Files(other.Index, DataSetParts.Test), Is.EquivalentTo(Files(one.Index, DataSetParts.Test)));
    }

    [Test]
    public void Of_AnotherSeedRuleOrFile_HasAnotherHash()
    {
        string?[] hashes =
        [
            Parts(Images(3, 10), SplitRule.EightyTwenty, seed: 7).Sha256,
            Parts(Images(3, 10), SplitRule.EightyTwenty, seed: 8).Sha256,
            Parts(Images(3, 10), SplitRule.FortyFortyTwenty, seed: 7).Sha256,
            Parts(Images(3, 11), SplitRule.EightyTwenty, seed: 7).Sha256,
        ];

        Assert.That(hashes, Is.Unique.And.None.Null);
    }

    [Test]
    public void Of_MoreClasses_LeaveTheOthersAsTheyWere()
    {
        DataSetParts few = Parts(Images(3, 10), SplitRule.EightyTwenty, seed: 7);
        DataSetParts more = Parts(Images(5, 10), SplitRule.EightyTwenty, seed: 7);

        Assert.That(Files(more.Index, DataSetParts.Test), Is.SupersetOf(Files(few.Index, DataSetParts.Test)));
    }

    [Test]
    public void Of_ImagesOfSeveralSplits_AreCutTogether()
    {
        string[] images = [.. Images(2, 4), .. Images(2, 1).Select(file => file.Replace("train", "test"))];

        DataSetParts parts = Parts(images, SplitRule.EightyTwenty, seed: 7);

        Assert.That(Files(parts.Index, DataSetParts.Train), Has.Exactly(8).Items);
        Assert.That(Files(parts.Index, DataSetParts.Test), Has.Exactly(2).Items);
    }

    [Test]
    public void Of_TooFewImagesForAPart_IsRefused() =>
        Assert.That(
            () => Parts(Images(3, 1), SplitRule.EightyTwenty, seed: 7),
            Throws.TypeOf<BadInputException>().With.Message.Contains("80/20 leaves train without any of the 3 images")
        );

    [Test]
    public void WithValidationInTrain_AnyRule_KeepsTheTestPart()
    {
        DataSetParts three = Parts(Images(2, 5), SplitRule.FortyFortyTwenty, seed: 7);
        DataSetParts two = Parts(Images(2, 5), SplitRule.EightyTwenty, seed: 7);

        ImageIndex joined = three.WithValidationInTrain();

        Assert.That(joined.Parts, Is.EquivalentTo(new[] { DataSetParts.Train, DataSetParts.Test }));
        Assert.That(Files(joined, DataSetParts.Test), Is.EqualTo(Files(three.Index, DataSetParts.Test)));
        Assert.That(two.WithValidationInTrain(), Is.SameAs(two.Index));
    }

    [Test]
    public void OfPaper_OfficialFlowers_AreCutEightyTwentyAndNotAsTheirOwnerHasThem()
    {
        using ImageFiles files = new();
        OfficialArchives.WriteFlowers(files);

        DataSetParts parts = DataSetParts.OfPaper(ImageIndex.Open(files.Root));

        // Three images a class.
        Assert.That(parts.Rule, Is.EqualTo(SplitRule.EightyTwenty));
        Assert.That(Files(parts.Index, DataSetParts.Train), Has.Exactly(4).Items);
        Assert.That(Files(parts.Index, DataSetParts.Test), Has.Exactly(2).Items);
    }

    [Test]
    public void OfPaper_OfficialImageNet22K_IsHalved()
    {
        using ImageFiles files = new();
        OfficialArchives.WriteImageNet22K(files);

        DataSetParts parts = DataSetParts.OfPaper(ImageIndex.Open(files.Root));

        Assert.That(parts.Rule, Is.EqualTo(SplitRule.HalfReported));
        Assert.That(Files(parts.Index, DataSetParts.Train), Has.Exactly(4).Items);
        Assert.That(Files(parts.Index, DataSetParts.Test), Has.Exactly(4).Items);
    }

    [Test]
    public void OfPaper_OtherFiles_StayInTheirParts()
    {
        using ImageFiles files = new();
        OfficialArchives.WriteMit67(files);
        ImageIndex index = ImageIndex.Open(files.Root);

        DataSetParts parts = DataSetParts.OfPaper(index);

        Assert.That((parts.Index, parts.Rule, parts.Sha256), Is.EqualTo((index, (SplitRule?)null, (string?)null)));
    }

    private static DataSetParts Parts(IEnumerable<string> images, SplitRule rule, ulong seed)
    {
        using ImageFiles files = new();
        files.WriteTar("a.tar", images.Select(image => (image, new byte[1])));
        return DataSetParts.Of(ImageIndex.Open(files.Root), rule, seed);
    }

    private static IEnumerable<string> Images(int classes, int perClass) =>
        from label in Enumerable.Range(0, classes)
        from image in Enumerable.Range(0, perClass)
        select $"train/c{label}/{image}.png";

    private static string[] Files(ImageIndex index, string part) =>
        [.. Enumerable.Range(0, index.Count).Where(row => index.Part(row) == part).Select(index.Path)];
}
