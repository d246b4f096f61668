using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Catalogue;

/// <summary>Judges all claims of a study together: only so can p be adjusted over a family.</summary>
public static class ClaimJudge
{
    /// <summary>One setting for all claims, as of results from elsewhere.</summary>
    public static ImmutableArray<ClaimResult> JudgeAll(IEnumerable<Observation> observations, ClaimSetting setting) =>
        JudgeAll(observations, _ => setting);

    /// <summary>
    /// In the catalogue's order. Claims of one family share a Holm correction: their count is the catalogue's, and those
    /// without a p do not enter it.
    /// </summary>
    /// <param name="settingOf">Of each claim: the deviations of a profile depend on what a claim needs.</param>
    public static ImmutableArray<ClaimResult> JudgeAll(
        IEnumerable<Observation> observations,
        Func<IClaim, ClaimSetting> settingOf
    )
    {
        Observation[] runs = [.. observations];
        return Adjusted([.. ClaimCatalogue.Claims.Select(claim => claim.Judge(runs, settingOf(claim)))]);
    }

    internal static ImmutableArray<ClaimResult> Adjusted(ImmutableArray<ClaimResult> results)
    {
        Dictionary<string, double> adjusted = [];
        foreach (var family in results.GroupBy(result => result.Definition.Family))
        {
            ClaimResult[] members = [.. family];
            ImmutableArray<double> values = Holm.Adjust([.. members.Select(member => member.P)]);
            for (int i = 0; i < members.Length; i++)
            {
                adjusted[members[i].Definition.Id] = values[i];
            }
        }

        return [.. results.Select(result => result with { AdjustedP = adjusted[result.Definition.Id] })];
    }
}
