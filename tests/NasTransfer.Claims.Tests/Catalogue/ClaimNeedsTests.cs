using NasTransfer.Claims.Catalogue;
using NasTransfer.Engine;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Tests.Catalogue;

[TestFixture]
public sealed class ClaimNeedsTests
{
    [Test]
    public void ExperimentsOf_AllClaims_AreAllOfThePaper()
    {
        Assert.That(
            ClaimNeeds.ExperimentsOf(ClaimCatalogue.All.Select(claim => claim.Id)),
            Is.EqualTo(PaperExperiments.Paper.All)
        );
    }

    [Test]
    public void Needs_OfEveryClaim_AreExperimentsOfThePaper()
    {
        Assert.That(
            ClaimCatalogue.Claims.SelectMany(claim => claim.Needs).Distinct(),
            Is.SubsetOf(PaperExperiments.Paper.All.Select(experiment => experiment.Name))
        );
    }

    [Test]
    public void ExperimentsOf_AnUnknownClaim_SaysWhichThereAre()
    {
        Assert.That(
            () => ClaimNeeds.ExperimentsOf(["C26"]),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("There is no claim 'C26'; the claims are C01 to C25.")
        );
    }
}
