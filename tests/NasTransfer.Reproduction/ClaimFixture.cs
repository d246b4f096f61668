using NasTransfer.Claims.Catalogue;

namespace NasTransfer.Reproduction;

/// <summary>
/// One claim of the paper: what it needs is run unless the store has it, then it is judged, held to its snapshot and put into
/// the report.
/// </summary>
/// <param name="id">Of the claim.</param>
public abstract class ClaimFixture(string id)
{
    [Test]
    public void Verdict()
    {
        JudgedClaim judged = ReproductionSession.Current.Judge(id);

        ClaimOutcome.Show(judged);
    }
}

/// <summary>A claim with what its judgement rests on.</summary>
/// <param name="Data">What the images are in a snapshot's name.</param>
/// <param name="Missing">Titles of units that have no result.</param>
internal sealed record JudgedClaim(ClaimResult Result, string Profile, string Data, IReadOnlyList<string> Missing);
