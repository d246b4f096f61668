using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Statistics;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Plots;

/// <summary>The effect of every comparison in one unit with its interval, beside what the paper prints.</summary>
internal static class EffectPlot
{
    private const double Width = 900;
    private const double Left = 380;
    private const double Right = Width - 20;
    private const double Top = 14;
    private const double RowHeight = 34;
    private const double Below = 42;

    public static string Svg(ComparisonUnit unit, ImmutableArray<ClaimComparison> rows)
    {
        double bottom = Top + rows.Length * RowHeight;
        SvgCanvas svg = new(
            Width,
            bottom + Below,
            $"Every comparison in {Words.Of(unit)} with its 95 % interval",
            string.Join("; ", rows.Select(row => $"{row.Name}: {Effect(row)}"))
        );
        PlotScale scale = new(rows.SelectMany(Ends).Append(0), Left, Right);
        string axis = unit == ComparisonUnit.Percent ? "A over B, % of B" : "A − B, points of top-1";
        PlotAxis.Across(svg, scale, Top - 4, bottom, axis, (Left + Right) / 2);
        svg.Stroke(scale.X(0), Top - 4, scale.X(0), bottom, "class=\"zero\"");
        for (int row = 0; row < rows.Length; row++)
        {
            Draw(svg, rows[row], scale, Top + RowHeight * row + RowHeight / 2);
        }

        return svg.ToString();
    }

    private static void Draw(SvgCanvas svg, ClaimComparison row, PlotScale scale, double y)
    {
        Comparison comparison = row.Comparison;
        svg.Text(Left - 20, y - 4, row.A, "end");
        svg.Text(Left - 20, y + 11, $"against {row.B}", "end", "small");
        if (row.Margin is { } margin)
        {
            svg.Stroke(scale.X(-margin), y - 12, scale.X(-margin), y + 12, "class=\"zero\"");
            svg.Stroke(scale.X(margin), y - 12, scale.X(margin), y + 12, "class=\"zero\"");
        }

        if (comparison.Interval is { IsKnown: true } interval)
        {
            svg.Stroke(
                scale.X(interval.Low),
                y,
                scale.X(interval.High),
                y,
                "stroke=\"var(--first)\" stroke-width=\"3\""
            );
        }

        if (double.IsFinite(comparison.Effect.Value))
        {
            svg.Mark(
                PlotMark.Circle,
                scale.X(comparison.Effect.Value),
                y,
                5.5,
                "fill=\"var(--first)\"",
                $"{row.Name}: {Effect(row)}"
            );
        }

        if (row.Paper is { } printed)
        {
            svg.Mark(
                PlotMark.Diamond,
                scale.X(printed),
                y,
                7,
                "fill=\"none\" stroke=\"var(--second)\" stroke-width=\"2\"",
                $"the paper's {Words.Signed(printed)} {Words.Of(comparison.Unit)}"
            );
        }
    }

    private static string Effect(ClaimComparison row) =>
        $"{Words.Signed(row.Comparison.Effect.Value)} {Words.Of(row.Comparison.Unit)} {Words.Of(row.Comparison.Interval)}";

    private static double[] Ends(ClaimComparison row) =>
        [
            row.Comparison.Effect.Value,
            row.Comparison.Interval.Low,
            row.Comparison.Interval.High,
            row.Paper ?? 0,
            row.Margin ?? 0,
            -row.Margin ?? 0,
        ];
}
