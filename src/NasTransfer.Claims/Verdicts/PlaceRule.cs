using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>The rule for "is first" and "is last" among several: the runs are resampled, and places counted.</summary>
public static class PlaceRule
{
    /// <param name="one">Whose place it is.</param>
    /// <param name="others">At least one.</param>
    /// <param name="first">First, or else last.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static Judgement Judge(NamedRuns one, ImmutableArray<NamedRuns> others, bool first, ulong seed)
    {
        string place = first ? "first" : "last";
        NamedRuns[] missing = [.. others.Prepend(one).Where(runs => runs.Values.IsEmpty)];
        if (missing.Length > 0)
        {
            return new Judgement(
                Verdict.NotTested,
                $"no runs of {string.Join(", ", missing.Select(runs => runs.Name))}"
            );
        }

        ImmutableArray<NamedRuns> order = first ? [one, .. others] : [.. others, one];
        RankStability? stability = RankStability.Of([.. order.Select(runs => runs.Values.ToArray())], seed);
        if (stability is null)
        {
            return new Judgement(
                Verdict.Inconclusive,
                $"the place of {one.Name} has no measured noise: fewer than two runs of a method"
            );
        }

        double share = first ? stability.SameBest : stability.SameWorst;
        return new Judgement(
            share >= RankingRule.Firm ? Verdict.Reproduced
                : share <= RankingRule.Refuted ? Verdict.NotReproduced
                : Verdict.Inconclusive,
            $"P({one.Name} is {place}) = {JudgementText.Plain(share)}"
        );
    }
}
