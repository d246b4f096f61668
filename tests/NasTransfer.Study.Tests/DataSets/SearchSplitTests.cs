using NasTransfer.Engine.Data;
using NasTransfer.Engine.Search;
using NasTransfer.Study.DataSets;

namespace NasTransfer.Study.Tests.DataSets;

[TestFixture]
public sealed class SearchSplitTests
{
    [Test]
    public void Of_AllImages_GivesTwoDisjointHalvesOfEveryClass()
    {
        SearchData data = SearchSplit.Of(Images(classes: 3, perClass: 4), null).Data;

        Assert.That(Files(data.Train).Intersect(Files(data.Validation)), Is.Empty);
        Assert.That(Labels(data.Train), Is.EqualTo(new[] { 2, 2, 2 }));
        Assert.That(Labels(data.Validation), Is.EqualTo(new[] { 2, 2, 2 }));
    }

    [Test]
    public void Of_FewerImages_StaysBalanced()
    {
        SearchData data = SearchSplit.Of(Images(classes: 3, perClass: 10), 12).Data;

        Assert.That(Labels(data.Train), Is.EqualTo(new[] { 2, 2, 2 }));
        Assert.That(Labels(data.Validation), Is.EqualTo(new[] { 2, 2, 2 }));
    }

    [Test]
    public void Of_AnOddNumber_DiffersByOne()
    {
        SearchData data = SearchSplit.Of(Images(classes: 2, perClass: 5), 7).Data;

        Assert.That(data.Train.Count, Is.EqualTo(4));
        Assert.That(data.Validation.Count, Is.EqualTo(3));
    }

    [Test]
    public void Of_TheSameImages_IsTheSameSplit()
    {
        ImageSet images = Images(classes: 3, perClass: 6);

        string first = SearchSplit.Of(images, 12).Sha256;

        Assert.That(SearchSplit.Of(images, 12).Sha256, Is.EqualTo(first));
    }

    private static int[] Labels(IImageSource set) =>
        [
            .. Enumerable
                .Range(0, set.Count)
                .GroupBy(set.Label)
                .OrderBy(group => group.Key)
                .Select(group => group.Count()),
        ];

    private static IEnumerable<string> Files(IImageSource set) => Enumerable.Range(0, set.Count).Select(set.File);

    private static ImageSet Images(int classes, int perClass)
    {
        int count = classes * perClass;
        return new ImageSet(
            "made up",
            2,
            [.. Enumerable.Range(0, classes).Select(label => $"class {label}")],
            new byte[count * 12],
            [.. Enumerable.Range(0, count).Select(i => i % classes)],
            [.. Enumerable.Range(0, count).Select(i => $"{i}")]
        );
    }
}
