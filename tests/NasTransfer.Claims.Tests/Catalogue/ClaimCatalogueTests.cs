using NasTransfer.Claims.Catalogue;

namespace NasTransfer.Claims.Tests.Catalogue;

[TestFixture]
public sealed class ClaimCatalogueTests
{
    [Test]
    public void All_HoldsTwentyFiveClaimsInOrder()
    {
        string[] ids = [.. Enumerable.Range(1, 25).Select(i => $"C{i:00}")];

        Assert.That(ClaimCatalogue.All.Select(claim => claim.Id), Is.EqualTo(ids));
    }

    [Test]
    public void All_NamesAreUnique()
    {
        Assert.That(ClaimCatalogue.All.Select(claim => claim.Name), Is.Unique);
    }
}

[TestFixture]
public sealed class PaperTable2Tests
{
    [Test]
    public void Cells_AreTwentySevenOfWhichNineteenAreAboveZero()
    {
        Assert.That(PaperTable2.Cells, Has.Length.EqualTo(27));
        Assert.That(PaperTable2.Cells.Count(cell => cell.Value > 0), Is.EqualTo(19));
    }

    [Test]
    public void Find_ACellThatThePaperLeavesEmpty_IsNull()
    {
        Assert.That(PaperTable2.Find("ImageNet1K", "ImageNet22K", "NSGANet"), Is.Null);
        Assert.That(PaperTable2.Find("CIFAR100", "ImageNet22K", "DARTS"), Is.Null);
    }

    [TestCase("CIFAR100", "ImageNet1K", "DARTS", -18.71)]
    [TestCase("CIFAR10", "ImageNet22K", "NAO", 6.44)]
    [TestCase("CIFAR10", "CIFAR100", "NSGANet", 1.38)]
    [TestCase("MIT67", "ImageNet1K", "ENAS", 4.84)]
    public void Find_APrintedCell_IsItsValue(string source, string target, string method, double value)
    {
        Assert.That(PaperTable2.Find(source, target, method), Is.EqualTo(value));
    }
}
