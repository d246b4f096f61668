using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Tests.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Indexing;

public sealed class ImageIndexTests
{
    [Test]
    public void Parts_OfNoCut_AreTheSplits()
    {
        using ImageFiles files = ImageFiles.Small();
        ImageIndex index = ImageIndex.Open(files.Root);

        Assert.That(index.Parts, Is.EqualTo(index.Splits));
        Assert.That(
            Enumerable.Range(0, index.Count).Select(index.Part),
            Is.EqualTo(Enumerable.Range(0, index.Count).Select(index.Split))
        );
    }

    [Test]
    public void Cut_OtherParts_AreReadUnderThePathsThatTheImagesHave()
    {
        using ImageFiles files = ImageFiles.Small();
        ImageIndex index = ImageIndex.Open(files.Root);

        ImageIndex cut = index.Cut(row => index.File(row) == "0.png" ? "test" : "train");
        ImageSplits splits = ImageReader.Open(cut, new ImageReaderOptions { Size = 4 });

        Assert.That(cut.Fingerprint, Is.EqualTo(index.Fingerprint));
        Assert.That(
            Files(splits.Test),
            Is.EqualTo(new[] { "test/cat/0.png", "test/dog/0.png", "train/cat/0.png", "train/dog/0.png" })
        );
        Assert.That(Files(splits.Train), Has.Exactly(6).Items.And.None.EndWith("0.png"));
    }

    private static string[] Files(ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(set.File)];
}
