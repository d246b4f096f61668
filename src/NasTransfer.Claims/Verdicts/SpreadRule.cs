using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>The rule for a spread that grows from group to group.</summary>
public static class SpreadRule
{
    /// <summary>
    /// Reproduced where every group spreads more than the one before it (lower bound of the ratio of SDs above 1),
    /// NotReproduced where one spreads less (upper bound below 1), PartiallyReproduced where only the ends differ.
    /// </summary>
    /// <param name="narrowFirst">In the order in which the spread is said to grow.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static Judgement Judge(ImmutableArray<NamedRuns> narrowFirst, ulong seed)
    {
        NamedRuns[] tested = [.. narrowFirst.Where(runs => !runs.Values.IsEmpty)];
        string[] missing = [.. narrowFirst.Where(runs => runs.Values.IsEmpty).Select(runs => runs.Name)];
        if (tested.Length < 2)
        {
            return new Judgement(Verdict.NotTested, "fewer than two groups have runs");
        }

        SpreadRatio[] steps = [.. tested.Skip(1).Select((runs, i) => Ratio(runs, tested[i], seed))];
        Verdict verdict = VerdictOf(steps, () => Ratio(tested[^1], tested[0], seed));
        FResult all = Spread.BrownForsythe([.. tested.Select(runs => runs.Values.ToArray())]);
        string ratios = string.Join(
            ", ",
            steps.Select((step, i) => $"{tested[i + 1].Name}/{tested[i].Name} {Words(step)}")
        );
        string test = double.IsNaN(all.P) ? "" : $"; Brown–Forsythe {JudgementText.Probability(all.P)}";
        string without = missing.Length == 0 ? "" : $"; not tested: {string.Join(", ", missing)}";
        // A chain with a gap is at most a part of what is claimed.
        verdict = verdict == Verdict.Reproduced && missing.Length > 0 ? Verdict.PartiallyReproduced : verdict;
        return new Judgement(verdict, $"ratios of SDs: {ratios}{test}{without}");
    }

    private static Verdict VerdictOf(SpreadRatio[] steps, Func<SpreadRatio> ends)
    {
        if (Array.Exists(steps, step => step.Interval.IsKnown && step.Interval.High < 1))
        {
            return Verdict.NotReproduced;
        }

        if (Array.TrueForAll(steps, Grows))
        {
            return Verdict.Reproduced;
        }

        return Grows(ends()) ? Verdict.PartiallyReproduced : Verdict.Inconclusive;
    }

    private static bool Grows(SpreadRatio ratio) => ratio.Interval.IsKnown && ratio.Interval.Low > 1;

    private static SpreadRatio Ratio(NamedRuns wide, NamedRuns narrow, ulong seed) =>
        Spread.Ratio(wide.Values, narrow.Values, seed);

    private static string Words(SpreadRatio ratio) =>
        ratio.Interval.IsKnown
            ? $"{JudgementText.Plain(ratio.Ratio)} [{JudgementText.Plain(ratio.Interval.Low)}, {JudgementText.Plain(ratio.Interval.High)}]"
            : "unknown";
}
