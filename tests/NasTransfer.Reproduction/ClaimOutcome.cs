using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Reproduction.Snapshots;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using Snapshooter;

namespace NasTransfer.Reproduction;

/// <summary>From a verdict to the colour of a test.</summary>
internal static class ClaimOutcome
{
    /// <summary>
    /// Red on a broken protocol and on drift from the approved snapshot, whatever the verdict. Otherwise Inconclusive and
    /// NotTested show as such, and every other verdict, NotReproduced included, is green.
    /// </summary>
    public static void Show(ClaimResult result, ClaimSizes sizes, StudyPlan plan)
    {
        if (result.Verdict == Verdict.Invalid)
        {
            Assert.Fail(result.Reason);
        }

        string data = ReproductionSession.DataName(plan);
        string folder = Path.Combine(Repository.Root, "expected", plan.Profile.Name);
        SnapshotFullName name = SnapshotName.OfCurrentTest(folder, ("data", data));
        ClaimSnapshot snapshot = ClaimSnapshot.Of(result, sizes);
        if (data != "generated" && !Snapshot.IsApproved(name))
        {
            string received = Snapshot.Receive(snapshot, name);
            Assert.Inconclusive(
                $"{result.Verdict} at {result.Level}: {result.Reason} Nobody has approved a snapshot for these images; to hold later runs to this one, rename {received} to {Path.GetFileName(SnapshotFiles.Approved(name))}."
            );
        }

        Snapshot.Match(snapshot, name, ClaimSnapshot.Tolerances);
        ReproductionSession.ReportSnapshot(result.Definition.Id, SnapshotFiles.Approved(name));
        switch (result.Verdict)
        {
            case Verdict.Inconclusive:
                Assert.Inconclusive(result.Reason);
                break;
            case Verdict.NotTested:
                Assert.Ignore(result.Reason);
                break;
            default:
                Assert.Pass($"{result.Verdict} at {result.Level}: {result.Reason}");
                break;
        }
    }
}
