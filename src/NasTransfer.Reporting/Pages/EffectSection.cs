using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Catalogue.Claims;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Reporting.Plots;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Pages;

/// <summary>A claim's comparisons and groups, as tables and plots.</summary>
internal static class EffectSection
{
    /// <summary>The claim that looks at what searches cost.</summary>
    private const string SearchCostClaim = "C22";

    /// <summary>The claim that places an accuracy among printed ones.</summary>
    private const string AccuracyClaim = "C24";

    public static void Write(Html page, ClaimResult result, ClaimUnits units)
    {
        Comparisons(page, result);
        foreach (
            var rows in result.Comparisons.Where(row => row.Comparison.IsTested).GroupBy(row => row.Comparison.Unit)
        )
        {
            page.Figure(
                EffectPlot.Svg(rows.Key, [.. rows]),
                "A against B with its 95 % interval. A diamond is what the paper prints for the same pair, from one run a side; dashed lines are ±δ of a similarity."
            );
        }

        Groups(page, result);
        if (result.Definition.Id == SearchCostClaim && !result.Observations.IsEmpty)
        {
            page.Figure(
                CostPlot.Svg(
                    result.Observations,
                    units.Sources.ToDictionary(source => source.Data.Name, source => source.Images)
                ),
                "Every search: a dot, a bar the mean. The paper scales search times by the images of the source; where that holds, the rows of one method are equal."
            );
        }
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
            ["A", "B", "n of A", "A, mean ± SD", "n of B", "B, mean ± SD", "Effect", "95 %", "Paper", "Outcome"],
            result.Comparisons.Select(row =>
                (string[])
                    [
                        row.A,
                        row.B,
                        $"{row.Comparison.A.Count}",
                        Words.Of(row.Comparison.A),
                        $"{row.Comparison.B.Count}",
                        Words.Of(row.Comparison.B),
                        $"{Words.Signed(row.Comparison.Effect.Value)} {Words.Of(row.Comparison.Unit)}",
                        Words.Of(row.Comparison.Interval),
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
            8
        );
        page.Table(
            $"Bootstrap from n = {Bootstrap.LeastCount}; g is Hedges' g; p two-sided by Welch, of a similarity by its one-sided tests of ±δ; Holm over the rows of this table",
            ["A", "B", "Bootstrap", "g", "P(A > B)", "95 % of P(A > B)", "p", "p (Holm)", "δ", "Detectable"],
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
        if (result.Groups.IsEmpty)
        {
            page.Paragraph("It rests on no run, so there is none to draw.");
            return;
        }

        page.Table(
            "Every group of runs; augment repeats of one search are one value",
            ["Group", "n planned", "n", "Mean ± SD", "95 % of the mean", "Diverged runs"],
            result.Groups.Select(group =>
                (string[])
                    [
                        group.Name,
                        Words.Count(group.Planned),
                        $"{group.Values.Length}",
                        Words.Of(Sample.Of(group.Values)),
                        Words.Unsigned(Sample.Of(group.Values).IntervalOfMean),
                        $"{group.Diverged}",
                    ]
            ),
            1,
            2,
            3,
            4,
            5
        );
        foreach (
            var target in result
                .Groups.Where(group => !group.Observations.IsEmpty)
                .GroupBy(group => group.Filter.Target)
        )
        {
            ImmutableArray<RunGroup> groups = [.. target];
            Legend.Write(page, groups.Select(group => group.Filter.Method));
            page.Figure(
                Dots(result, target.Key, groups),
                $"Every run on {target.Key}: a mark is one search seed (or one random architecture) and one augment seed, a bar the mean of the searches, a line its 95 % interval, × a run that diverged."
            );
        }

        if (result.Groups.All(group => group.Observations.IsEmpty))
        {
            page.Paragraph("None of these groups has a run, so there is none to draw.");
        }
    }

    private static string Dots(ClaimResult result, string target, ImmutableArray<RunGroup> groups) =>
        new RowPlot(
            $"Test top-1 of every run on {target}",
            string.Join("; ", groups.Select(group => $"{group.Name}: {Words.Of(Sample.Of(group.Values))}")),
            $"test top-1 on {target} after the last epoch, %",
            [.. groups.Select(group => Row(group, target))],
            References(result)
        ).Svg();

    private static PlotRow Row(RunGroup group, string target)
    {
        Sample sample = Sample.Of(group.Values);
        // The axis names the target.
        string name = group.Name.Replace($"→{target}", "").Replace($" on {target}", "");
        return new PlotRow(
            "",
            group.Diverged == 0 ? name : $"{name} ({group.Diverged} diverged)",
            MethodLook.Of(group.Filter.Method),
            [.. group.Observations.Select(Dot)],
            sample.Mean,
            sample.IntervalOfMean
        );
    }

    private static PlotDot Dot(Observation run) =>
        new(
            run.Diverged ? double.NaN : run.Top1Last,
            $"search seed {run.SearchSeed}, augment seed {run.AugmentSeed}: "
                + (run.Diverged ? "diverged" : $"{Words.Fixed(run.Top1Last)} %")
        );

    /// <summary>The accuracies that C24 places NAO among.</summary>
    private static ImmutableArray<PlotReference> References(ClaimResult result) =>
        result.Definition.Id == AccuracyClaim
            ?
            [
                Printed("the paper's NAO", C24Accuracy22K.Printed),
                Printed("Project Adam", C24Accuracy22K.ProjectAdam),
                Printed("WRN-50-4-2", C24Accuracy22K.WideResNet),
            ]
            : [];

    private static PlotReference Printed(string name, double top1) =>
        new(top1, $"{name}, {Words.Fixed(top1)} %", Interval.Unknown);
}
