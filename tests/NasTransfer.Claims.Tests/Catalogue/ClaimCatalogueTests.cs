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
