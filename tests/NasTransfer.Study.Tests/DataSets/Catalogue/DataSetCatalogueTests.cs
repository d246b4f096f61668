using System.Text.RegularExpressions;
using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Catalogue;
using NasTransfer.Study.DataSets.Splits;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Study.Tests.DataSets.Catalogue;

[TestFixture]
public sealed partial class DataSetCatalogueTests
{
    private static IEnumerable<CatalogueEntry> Entries => DataSetCatalogue.All;

    [Test]
    public void All_AreTheSixSetsOfThePaper() =>
        Assert.That(
            Entries.Select(entry => entry.Name),
            Is.EqualTo(new[] { "MIT67", "FLOWERS102", "CIFAR10", "CIFAR100", "ImageNet1K", "ImageNet22K" })
        );

    [TestCaseSource(nameof(Entries))]
    public void Entry_Files_HaveAnAddressOrNeedAnAccount(CatalogueEntry entry)
    {
        Assert.That(entry.Files.Select(file => file.Address is null), Is.All.EqualTo(entry.Account is not null));
        Assert.That(entry.Files.Select(file => file.Name), Is.Unique);
        foreach (OfficialFile file in entry.Files.Where(file => file.Address is not null))
        {
            Assert.That(file.Address!.AbsolutePath, Does.EndWith("/" + file.Name));
        }
    }

    [TestCaseSource(nameof(Entries))]
    public void Entry_Checksums_HaveTheLengthOfTheirKind(CatalogueEntry entry)
    {
        foreach (Checksum checksum in entry.Files.Select(file => file.Checksum).OfType<Checksum>())
        {
            Assert.That(checksum.Value, Does.Match(Hexadecimal()));
            Assert.That(checksum.Value, Has.Length.EqualTo(checksum.Kind == HashKind.Md5 ? 32 : 64));
        }
    }

    [TestCaseSource(nameof(Entries))]
    public void Entry_Counts_AreThoseOfTable1(CatalogueEntry entry)
    {
        PrintedProxy row = PaperTable1.Rows.Single(row => row.Name == entry.Name.Replace("Image", "Im"));

        Assert.That(entry.Classes, Is.EqualTo(row.Classes));
        // Printed as 5K, MIT67 lacks 360 of 5,360; as 1.2M, ImageNet1K 81,167; 7.5M of ImageNet22K are more than half.
        Assert.That(entry.TrainImages, Is.EqualTo(row.Train).Within(8).Percent);
        Assert.That(entry.ReportedImages, Is.EqualTo(row.Validation).Within(5).Percent);
    }

    [Test]
    public void Entry_Flowers_HasTheCountsOfItsRule()
    {
        CatalogueEntry flowers = DataSetCatalogue.Find("flowers102");

        Assert.That(flowers.TrainImages + flowers.ReportedImages, Is.EqualTo(8_189));
        // A fifth of each class, rounded up, is between a fifth of all and 102 more.
        Assert.That(flowers.ReportedImages - SplitRule.EightyTwenty.Of(8_189).Test, Is.InRange(0, 102));
    }

    [Test]
    public void Find_AnUnknownSet_ListsThem() =>
        Assert.That(
            () => DataSetCatalogue.Find("SVHN"),
            Throws.TypeOf<BadInputException>().With.Message.Contains("'SVHN'").And.Message.Contains("CIFAR100")
        );

    [GeneratedRegex("^[0-9a-f]+$")]
    private static partial Regex Hexadecimal();
}
