using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>The rule for means that rise from group to group.</summary>
public static class TrendRule
{
    private const double Alpha = 0.05;
    private const double Confidence = 0.95;

    /// <summary>
    /// Reproduced where every mean lies above the one before it (lower bound of the difference above 0), NotReproduced
    /// where one lies below (upper bound below 0), PartiallyReproduced where only Jonckheere's test finds the order.
    /// </summary>
    /// <param name="lowFirst">In the order in which means are said to rise.</param>
    public static Judgement Judge(ImmutableArray<NamedRuns> lowFirst)
    {
        NamedRuns[] tested = [.. lowFirst.Where(runs => !runs.Values.IsEmpty)];
        string[] missing = [.. lowFirst.Where(runs => runs.Values.IsEmpty).Select(runs => runs.Name)];
        if (tested.Length < 2)
        {
            return new Judgement(Verdict.NotTested, "fewer than two groups have runs");
        }

        Estimate[] steps = [.. tested.Skip(1).Select((runs, i) => Step(tested[i], runs))];
        JonckheereResult order = Jonckheere.Test([.. tested.Select(runs => runs.Values.ToArray())]);
        Verdict verdict =
            Array.Exists(steps, step => step.IntervalAt(Confidence) is { IsKnown: true, High: < 0 })
                ? Verdict.NotReproduced
            : Array.TrueForAll(steps, step => step.IntervalAt(Confidence) is { IsKnown: true, Low: > 0 })
                ? Verdict.Reproduced
            : order.P < Alpha && Array.Exists(steps, step => step.HasNoise) ? Verdict.PartiallyReproduced
            : Verdict.Inconclusive;
        // A chain with a gap is at most a part of what is claimed.
        verdict = verdict == Verdict.Reproduced && missing.Length > 0 ? Verdict.PartiallyReproduced : verdict;
        string differences = string.Join(
            ", ",
            steps.Select(
                (step, i) =>
                    $"{tested[i + 1].Name} − {tested[i].Name} {JudgementText.Signed(step.Value)} {JudgementText.Of(step.IntervalAt(Confidence))}"
            )
        );
        string test = double.IsNaN(order.P) ? "" : $"; Jonckheere {JudgementText.Probability(order.P)}";
        string without = missing.Length == 0 ? "" : $"; not tested: {string.Join(", ", missing)}";
        return new Judgement(verdict, $"{differences}{test}{without}");
    }

    private static Estimate Step(NamedRuns low, NamedRuns high) =>
        Welch.Difference(Sample.Of(high.Values), Sample.Of(low.Values));
}
