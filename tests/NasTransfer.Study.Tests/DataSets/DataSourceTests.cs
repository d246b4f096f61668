using System.Collections;
using NasTransfer.Engine;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Tests.Data.Forms;
using NasTransfer.Engine.Tests.Data.Reading;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;
using SkiaSharp;

namespace NasTransfer.Study.Tests.DataSets;

[TestFixture]
public sealed class DataSourceTests
{
    private static readonly Profile Small = ProfileFile.Load(ProfileText.File(), [], new Hashtable());

    private string root = "";

    [SetUp]
    public void MakeAFolder() =>
        root = Directory
            .CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, $"data-{Guid.NewGuid():N}"))
            .FullName;

    [TearDown]
    public void RemoveTheFolder() => Directory.Delete(root, recursive: true);

    [Test]
    public void Load_AMissingFolder_SaysWhatBelongsThere()
    {
        Assert.That(
            () => new FolderDataSource(root).Load(Small.DataSets["CIFAR100"]),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.Contains(Path.Combine(root, "c100"))
                .And.Message.Contains("CIFAR100 (something else)")
                .And.Message.Contains("train/CLASS/FILE")
        );
    }

    [Test]
    public void Load_AFolder_TakesTheReportedSplitAndTheProfilesNumbers()
    {
        foreach (string split in (string[])["train", "test", "val"])
        {
            for (int image = 0; image < 24; image++)
            {
                Picture(Path.Combine(root, "in1k", split, $"class{image % 4}", $"{image}.png"), image);
            }
        }

        StudyDataSet set = new FolderDataSource(root).Load(Small.DataSets["ImageNet1K"]);

        Assert.That(set.Classes, Is.EqualTo(3));
        Assert.That(set.Train.Count, Is.EqualTo(3 * 4));
        Assert.That(set.Test.Count, Is.EqualTo(3 * 2));
        Assert.That(set.Test.File(0), Does.StartWith("val/"));
        Assert.That(set.IsGenerated, Is.False);
        Assert.That(set.StandIn, Is.Null);
    }

    [Test]
    public void Load_OfficialFlowers_AreCutAsThePaperHasThemAndSaidToBe()
    {
        using ImageFiles files = new();
        OfficialArchives.WriteFlowers(files);
        DataSetProfile profile = Small.DataSets["ImageNet1K"] with
        {
            Folder = Path.GetFileName(files.Root),
            Classes = null,
            ImagesPerClass = null,
            TestImagesPerClass = null,
        };

        StudyDataSet set = new FolderDataSource(Path.GetDirectoryName(files.Root)!).Load(profile);

        Assert.That((set.Train.Count, set.Test.Count), Is.EqualTo((4, 2)));
        Assert.That(set.Warnings.Single(), Does.Match(@"is cut 80/20 in each class, SHA-256 [0-9a-f]{64}\.$"));
    }

    [Test]
    public void Load_ImageNetStem_StreamsPhotographs()
    {
        foreach (string split in (string[])["train", "val"])
        {
            for (int image = 0; image < 24; image++)
            {
                Picture(Path.Combine(root, "in1k", split, $"class{image % 4}", $"{image}.png"), image);
            }
        }

        DataSetProfile profile = Small.DataSets["ImageNet1K"] with { Stem = Stem.ImageNet };
        StudyDataSet streamed = new FolderDataSource(root).Load(profile);
        StudyDataSet decoded = new FolderDataSource(root).Load(Small.DataSets["ImageNet1K"]);

        Assert.That((streamed.Train.HoldsPhotographs, decoded.Train.HoldsPhotographs), Is.EqualTo((true, false)));
        Assert.That(
            Enumerable.Range(0, streamed.Train.Count).Select(streamed.Train.File),
            Is.EqualTo(Enumerable.Range(0, decoded.Train.Count).Select(decoded.Train.File))
        );
        Assert.That(SearchSplit.Of(streamed.Train, 6).Sha256, Is.EqualTo(SearchSplit.Of(decoded.Train, 6).Sha256));
    }

    [Test]
    public void Load_AStandIn_NeverBearsTheRolesNameAlone()
    {
        foreach (string split in (string[])["train", "test"])
        {
            for (int image = 0; image < 8; image++)
            {
                Picture(Path.Combine(root, "c100", split, $"class{image % 4}", $"{image}.png"), image);
            }
        }

        StudyDataSet set = new FolderDataSource(root).Load(Small.DataSets["CIFAR100"]);

        Assert.That(set.Title, Is.EqualTo("CIFAR100 (something else)"));
        Assert.That(set.StandIn, Is.EqualTo("something else"));
    }

    [Test]
    public void Load_GeneratedImagesTwice_IsOneSet()
    {
        GeneratedDataSource source = new();
        StudyDataSet first = source.Load(Small.DataSets["CIFAR10"]);

        Assert.That(source.Load(Small.DataSets["CIFAR10"]), Is.SameAs(first));
        Assert.That(first.IsGenerated, Is.True);
        Assert.That(first.Train.Count, Is.EqualTo(16));
    }

    [Test]
    public void Load_AnotherDomainWithALongTail_DrawsIt()
    {
        Profile tailed = ProfileFile.Load(
            ProfileText.File(
                "\"seed\": 2, \"difficulty\": 0.2",
                "\"seed\": 2, \"difficulty\": 0.2, \"domain\": \"taxonomy\", \"imbalance\": 4"
            ),
            [],
            new Hashtable()
        );

        StudyDataSet set = new GeneratedDataSource().Load(tailed.DataSets["CIFAR100"]);

        // 4 images of the largest of four classes, then 4/2, 4/3 and 4/4.
        Assert.That(
            Enumerable.Range(0, set.Train.Count).CountBy(set.Train.Label).Select(pair => pair.Value),
            Is.EquivalentTo(new[] { 4, 2, 1, 1 })
        );
        Assert.That(set.Train.Classes, Has.Some.Contains(" with "));
    }

    private static void Picture(string path, int shade)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using SKBitmap bitmap = new(8, 8);
        bitmap.Erase(new SKColor((byte)(shade * 10), 100, 50));
        using FileStream stream = File.Create(path);
        bitmap.Encode(stream, SKEncodedImageFormat.Png, 100);
    }
}
