using NasTransfer.Claims.Catalogue;

namespace NasTransfer.Claims.Tests.Catalogue;

/// <summary>Against Table 2, by hand.</summary>
[TestFixture]
public sealed class PaperEffectTests
{
    [Test]
    public void Between_TwoSourcesOfTable2_NeedsNoBaseline()
    {
        // NSGANet: MIT67 −7.02, CIFAR100 0.92. 92.98/100.92 = 0.92132
        Assert.That(
            PaperEffect.Between("NSGANet", SearchedSet.Mit, SearchedSet.Cifar100, "ImageNet1K"),
            Is.EqualTo(-7.868).Within(0.001)
        );
    }

    [Test]
    public void Improvement_FromImageNet1K_IsThatOfProxy1()
    {
        Assert.That(PaperEffect.Improvement("NAO", SearchedSet.Proxy1K(1), "ImageNet22K"), Is.EqualTo(5.44));
        Assert.That(PaperEffect.Improvement("NAO", SearchedSet.Proxy1K(2), "ImageNet22K"), Is.Null);
        Assert.That(PaperEffect.Improvement("NAO", SearchedSet.Proxy1K(1), "ImageNet1K"), Is.Null);
        Assert.That(PaperEffect.Improvement("NSGANet", SearchedSet.Proxy1K(1), "ImageNet22K"), Is.Null);
    }

    [Test]
    public void Table2_HasTheTwentySevenPrintedCells()
    {
        Assert.That(
            PaperTransfer.Table2.Select(transfer => transfer.PaperImprovement),
            Has.Exactly(27).Items.And.All.Not.Null
        );
        Assert.That(PaperTransfer.Table2.Concat(PaperTransfer.Direct), Is.Unique);
    }
}
