using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>Runs by name.</summary>
/// <param name="Values">Top-1 in percent, one a replicate.</param>
public sealed record NamedRuns(string Name, ImmutableArray<double> Values);

/// <summary>The rule for an order of methods: the runs are resampled, and their orders counted.</summary>
/// <remarks>
/// A share of resampled orders is no level of a test: over 500 studies of normal values at n = 6, two methods that are tied
/// above a third are called an order in 13 %. Where several orders must hold at once, it takes a tie in one of them alone.
/// </remarks>
public static class RankingRule
{
    /// <summary>P(same order) from which the order holds, and P(same best) from which a part of it does.</summary>
    public const double Firm = 0.9;

    /// <summary>P(same order) up to which the order is refuted.</summary>
    public const double Refuted = 0.05;

    /// <param name="bestFirst">In the order that the paper gives.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static Judgement Judge(ImmutableArray<NamedRuns> bestFirst, ulong seed)
    {
        string order = string.Join(" > ", bestFirst.Select(runs => runs.Name));
        if (bestFirst.Any(runs => runs.Values.IsEmpty))
        {
            string[] missing = [.. bestFirst.Where(runs => runs.Values.IsEmpty).Select(runs => runs.Name)];
            return new Judgement(Verdict.NotTested, $"no runs of {string.Join(", ", missing)} for {order}");
        }

        RankStability? stability = RankStability.Of([.. bestFirst.Select(runs => runs.Values.ToArray())], seed);
        if (stability is null)
        {
            return new Judgement(
                Verdict.Inconclusive,
                $"{order} has no measured noise: fewer than two runs of a method"
            );
        }

        return new Judgement(
            stability.SameOrder >= Firm ? Verdict.Reproduced
                : stability.SameBest >= Firm ? Verdict.PartiallyReproduced
                : stability.SameOrder <= Refuted ? Verdict.NotReproduced
                : Verdict.Inconclusive,
            $"{order}: P(same order) = {JudgementText.Plain(stability.SameOrder)}, P(same best) = {JudgementText.Plain(stability.SameBest)}, mean τ = {JudgementText.Signed(stability.MeanTau)}, n = {string.Join(", ", bestFirst.Select(runs => runs.Values.Length))}"
        );
    }
}
