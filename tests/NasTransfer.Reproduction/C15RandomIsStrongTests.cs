using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reproduction;

/// <summary>
/// C15: random sampling is hard to beat, and from CIFAR100 to ImageNet1K every method but NSGANet ends below it
/// (abstract iii; Fig. 2; Table 2).
/// </summary>
[TestFixture]
public sealed class C15RandomIsStrongTests
{
    private const string Id = "C15";

    [Test]
    public void Verdict()
    {
        StudyOutcome outcome = ReproductionSession.Current.Run(Id);
        Profile profile = ReproductionSession.Current.Profile;
        ClaimSizes sizes = profile.Claims[Id];
        C15RandomIsStrong claim = new(
            sizes,
            Evidence.Of(profile, outcome.Plan.DataSets.Values),
            PaperProtocol.Deviations(outcome.Plan, Id)
        );

        ClaimResult result = claim.Judge(ObservationTable.Of(outcome));
        ReproductionSession.Report(result, outcome);

        ClaimOutcome.Show(result, sizes, outcome.Plan);
    }
}
