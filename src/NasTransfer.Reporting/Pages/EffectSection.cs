using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Statistics;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Pages;

/// <summary>A claim's comparisons and groups, as tables and plots.</summary>
internal static class EffectSection
{
    public static void Write(Html page, ClaimResult result)
    {
        Comparisons(page, result);
        foreach (
            var rows in result.Comparisons.Where(row => row.Comparison.IsTested).GroupBy(row => row.Comparison.Unit)
        )
        {
            page.Raw("<figure tabindex=\"0\">").Raw(Plots.Effects(rows.Key, [.. rows]));
            page.Element(
                "figcaption",
                "A against B with its 95 % interval. A diamond is what the paper prints for the same pair, from one run a side; dashed lines are ±δ of a similarity."
            );
            page.Raw("</figure>\n");
        }

        Groups(page, result);
    }

    private static void Comparisons(Html page, ClaimResult result)
    {
        if (result.Comparisons.IsEmpty)
        {
            page.Paragraph("This claim compares no two groups: its parts above say what was computed.");
            return;
        }

        page.Table(
            "Accuracies are test top-1 after the last epoch, in percent; SD has divisor n − 1; an effect in % is RI = 100·(A − B)/B of means",
            ["A", "B", "n", "A, mean ± SD", "n", "B, mean ± SD", "Effect", "95 %", "", "Paper", "Outcome"],
            result.Comparisons.Select(row =>
                (string[])
                    [
                        row.A,
                        row.B,
                        $"{row.Comparison.A.Count}",
                        Words.Of(row.Comparison.A),
                        $"{row.Comparison.B.Count}",
                        Words.Of(row.Comparison.B),
                        Words.Signed(row.Comparison.Effect.Value),
                        Words.Of(row.Comparison.Interval),
                        Words.Of(row.Comparison.Unit),
                        Words.Signed(row.Paper),
                        Words.Of(row.Outcome),
                    ]
            ),
            2,
            3,
            4,
            5,
            6,
            7,
            9
        );
        page.Table(
            $"Bootstrap from n = {Bootstrap.LeastCount}; g is Hedges' g; p two-sided by Welch, of a similarity by its one-sided tests of ±δ; Holm over the rows of this table",
            ["A", "B", "Bootstrap", "g", "P(A > B)", "95 %", "p", "p (Holm)", "δ", "Detectable"],
            result.Comparisons.Select(row =>
                (string[])
                    [
                        row.A,
                        row.B,
                        Words.Of(row.Comparison.Bootstrap),
                        Words.Signed(row.Comparison.HedgesG),
                        Words.Fixed(row.Comparison.Probability),
                        Words.Unsigned(row.Comparison.ProbabilityInterval),
                        Words.Probability(row.P),
                        Words.Probability(row.AdjustedP),
                        Words.Fixed(row.Margin ?? double.NaN),
                        Words.Fixed(row.Detectable ?? double.NaN),
                    ]
            ),
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9
        );
    }

    private static void Groups(Html page, ClaimResult result)
    {
        page.Table(
            "Every group of runs; augment repeats of one search are one value",
            ["Group", "n planned", "n", "Mean ± SD", "Diverged runs"],
            result.Groups.Select(group =>
                (string[])
                    [
                        group.Name,
                        Words.Count(group.Planned),
                        $"{group.Values.Length}",
                        Words.Of(Sample.Of(group.Values)),
                        $"{group.Diverged}",
                    ]
            ),
            1,
            2,
            3,
            4
        );
        foreach (
            var target in result
                .Groups.Where(group => !group.Observations.IsEmpty)
                .GroupBy(group => group.Filter.Target)
        )
        {
            ImmutableArray<RunGroup> groups = [.. target];
            page.Raw("<figure tabindex=\"0\">").Raw(Plots.Dots(target.Key, groups));
            page.Element(
                "figcaption",
                $"Every run on {target.Key}: a dot is one search seed (or one random architecture) and one augment seed, a bar the mean, × a run that diverged."
            );
            page.Raw("</figure>\n");
        }
    }
}
