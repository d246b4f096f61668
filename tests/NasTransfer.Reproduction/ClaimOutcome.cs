using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Reporting;
using NasTransfer.Reproduction.Snapshots;
using Snapshooter;

namespace NasTransfer.Reproduction;

/// <summary>From a verdict to the colour of a test.</summary>
internal static class ClaimOutcome
{
    /// <summary>
    /// Red on a broken protocol, on units that failed and on drift from the approved snapshot, whatever the verdict.
    /// Otherwise Inconclusive and NotTested show as such, and every other verdict, NotReproduced included, is green.
    /// </summary>
    public static void Show(JudgedClaim judged)
    {
        ClaimResult result = judged.Result;
        if (result.Verdict == Verdict.Invalid)
        {
            Assert.Fail(result.Reason);
        }

        if (judged.Missing.Count > 0)
        {
            Assert.Fail(
                $"{judged.Missing.Count} units that {result.Definition.Id} needs have no result: {string.Join("; ", judged.Missing.Take(3))}{(judged.Missing.Count > 3 ? "; …" : "")}. Run again; what has a result is not run twice."
            );
        }

        string folder = Path.Combine(Repository.Root, "expected", judged.Profile);
        SnapshotFullName name = SnapshotName.OfCurrentTest(folder, ("data", judged.Data));
        ClaimSnapshot snapshot = ClaimSnapshot.Of(result);
        if (judged.Data != ApprovedResults.Generated && !Snapshot.IsApproved(name))
        {
            string received = Snapshot.Receive(snapshot, name);
            Assert.Ignore(
                $"NotTested: nobody has approved a snapshot for these images. {result.Verdict} at {result.Level}: {result.Reason} To hold later runs to this one, rename {received} to {Path.GetFileName(SnapshotFiles.Approved(name))}."
            );
        }

        Snapshot.Match(snapshot, name, ClaimSnapshot.Tolerances);
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
