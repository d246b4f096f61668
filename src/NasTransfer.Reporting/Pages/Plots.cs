using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Pages;

/// <summary>Figures of a claim page, as SVG that takes its colours from the page.</summary>
internal static class Plots
{
    private const double Width = 900;
    private const double Left = 380;
    private const double Right = Width - 20;
    private const double Top = 14;
    private const double RowHeight = 26;
    private const double TallRow = 34;
    private const double Below = 38;

    private static readonly string[] Colours = ["--first", "--second", "--third", "--fourth"];

    /// <summary>Every run of every group on one target: a row a group, a dot a run, a bar at the mean.</summary>
    public static string Dots(string target, ImmutableArray<RunGroup> groups)
    {
        PlotScale scale = new(
            groups.SelectMany(group => group.Observations).Where(run => !run.Diverged).Select(run => run.Top1Last),
            Left,
            Right
        );
        string[] methods = [.. groups.Where(group => !IsRandom(group)).Select(group => group.Filter.Method).Distinct()];
        StringBuilder svg = Begin(groups.Length * RowHeight, $"Test top-1 of every run on {target}");
        Axis(svg, scale, groups.Length * RowHeight, $"test top-1 on {target} after the last epoch, %");
        for (int row = 0; row < groups.Length; row++)
        {
            RunGroup group = groups[row];
            double y = Middle(row, RowHeight);
            string colour = IsRandom(group)
                ? "--random"
                : Colours[Array.IndexOf(methods, group.Filter.Method) % Colours.Length];
            // The axis names the target.
            string name = group.Name.Replace($"→{target}", "").Replace($" on {target}", "");
            svg.AppendLine(Label(group.Diverged == 0 ? name : $"{name} ({group.Diverged} diverged)", y));
            Group(svg, group, scale, y, colour);
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>The effect of every comparison in one unit with its interval, beside what the paper prints.</summary>
    public static string Effects(ComparisonUnit unit, ImmutableArray<ClaimComparison> rows)
    {
        PlotScale scale = new(rows.SelectMany(Ends).Append(0), Left, Right);
        double height = rows.Length * TallRow;
        StringBuilder svg = Begin(height, $"Every comparison in {Words.Of(unit)} with its 95 % interval");
        Axis(svg, scale, height, unit == ComparisonUnit.Percent ? "A over B, % of B" : "A − B, points of top-1");
        svg.AppendLine(Vertical("zero", scale.X(0), 10, Top + height));
        for (int row = 0; row < rows.Length; row++)
        {
            Effect(svg, rows[row], scale, Middle(row, TallRow));
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Group(StringBuilder svg, RunGroup group, PlotScale scale, double y, string colour)
    {
        int shift = 0;
        foreach (Observation run in group.Observations.OrderBy(run => run.Top1Last))
        {
            svg.AppendLine(Dot(run, scale, y + (shift++ % 3 - 1) * 4, colour));
        }

        if (!group.Values.IsEmpty)
        {
            string x = Text(scale.X(group.Values.Average()));
            svg.AppendLine(
                $"<line x1=\"{x}\" x2=\"{x}\" y1=\"{Text(y - 10)}\" y2=\"{Text(y + 10)}\" stroke=\"var({colour})\" stroke-width=\"2.5\"/>"
            );
        }
    }

    private static void Effect(StringBuilder svg, ClaimComparison row, PlotScale scale, double y)
    {
        Comparison comparison = row.Comparison;
        svg.AppendLine(Label(row.A, y - 8));
        svg.AppendLine(Label($"against {row.B}", y + 7, "small"));
        if (row.Margin is { } margin)
        {
            svg.AppendLine(Vertical("zero", scale.X(-margin), y - 12, y + 12));
            svg.AppendLine(Vertical("zero", scale.X(margin), y - 12, y + 12));
        }

        if (comparison.Interval is { IsKnown: true } interval)
        {
            svg.AppendLine(
                $"<line x1=\"{Text(scale.X(interval.Low))}\" x2=\"{Text(scale.X(interval.High))}\" y1=\"{Text(y)}\" y2=\"{Text(y)}\" stroke=\"var(--first)\" stroke-width=\"3\"/>"
            );
        }

        string unit = Words.Of(comparison.Unit);
        if (double.IsFinite(comparison.Effect.Value))
        {
            svg.AppendLine(
                $"<circle cx=\"{Text(scale.X(comparison.Effect.Value))}\" cy=\"{Text(y)}\" r=\"5.5\" fill=\"var(--first)\"><title>{Words.Signed(comparison.Effect.Value)} {unit} {Html.Escape(Words.Of(comparison.Interval))}</title></circle>"
            );
        }

        if (row.Paper is { } printed)
        {
            svg.AppendLine(
                $"<path d=\"M{Text(scale.X(printed))} {Text(y - 7)} l6 7 l-6 7 l-6 -7 z\" fill=\"none\" stroke=\"var(--second)\" stroke-width=\"2\"><title>the paper's {Words.Signed(printed)} {unit}</title></path>"
            );
        }
    }

    private static double[] Ends(ClaimComparison row) =>
        [
            row.Comparison.Effect.Value,
            row.Comparison.Interval.Low,
            row.Comparison.Interval.High,
            row.Paper ?? 0,
            row.Margin ?? 0,
            -row.Margin ?? 0,
        ];

    private static bool IsRandom(RunGroup group) => group.Filter.Method == Observation.RandomSampling;

    private static double Middle(int row, double height) => Top + height * row + height / 2;

    private static string Dot(Observation run, PlotScale scale, double y, string colour)
    {
        string title =
            $"search seed {run.SearchSeed}, augment seed {run.AugmentSeed}: "
            + (run.Diverged ? "diverged" : $"{Words.Fixed(run.Top1Last)} %");
        string x = Text(run.Diverged ? Left - 8 : scale.X(run.Top1Last));
        return run.Diverged
            ? $"<text x=\"{x}\" y=\"{Text(y + 4)}\" text-anchor=\"middle\">×<title>{Html.Escape(title)}</title></text>"
            : $"<circle cx=\"{x}\" cy=\"{Text(y)}\" r=\"4.5\" fill=\"var({colour})\" fill-opacity=\".7\"><title>{Html.Escape(title)}</title></circle>";
    }

    private static StringBuilder Begin(double rows, string title) =>
        new StringBuilder().AppendLine(
            $"<svg class=\"plot\" viewBox=\"0 0 {Text(Width)} {Text(Top + rows + Below)}\" role=\"img\" aria-label=\"{Html.Escape(title)}\">"
        );

    private static void Axis(StringBuilder svg, PlotScale scale, double rows, string label)
    {
        double bottom = Top + rows;
        double[] ticks = [.. scale.Ticks()];
        int decimals = ticks.Length > 1 && ticks[1] - ticks[0] < 1 ? 1 : 0;
        foreach (double tick in ticks)
        {
            double x = scale.X(tick);
            svg.AppendLine(Vertical("axis", x, 10, bottom));
            string number = Words.Fixed(tick + 0.0, decimals).Replace('-', '−');
            svg.AppendLine(
                $"<text class=\"small\" x=\"{Text(x)}\" y=\"{Text(bottom + 15)}\" text-anchor=\"middle\">{number}</text>"
            );
        }

        svg.AppendLine(
            $"<text class=\"small\" x=\"{Text((Left + Right) / 2)}\" y=\"{Text(bottom + Below - 4)}\" text-anchor=\"middle\">{Html.Escape(label)}</text>"
        );
    }

    private static string Vertical(string kind, double at, double from, double to) =>
        $"<line class=\"{kind}\" x1=\"{Text(at)}\" x2=\"{Text(at)}\" y1=\"{Text(from)}\" y2=\"{Text(to)}\"/>";

    private static string Label(string text, double y, string kind = "name") =>
        $"<text class=\"{kind}\" x=\"{Text(Left - 20)}\" y=\"{Text(y + 4)}\" text-anchor=\"end\">{Html.Escape(text)}</text>";

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
