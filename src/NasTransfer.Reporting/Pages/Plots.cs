using System.Globalization;
using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Pages;

/// <summary>Figures of a claim page, as SVG that takes its colours from the page.</summary>
internal static class Plots
{
    private const double Width = 760;
    private const double Left = 260;
    private const double Right = Width - 20;
    private const double RowHeight = 26;

    private static readonly string[] Colours = ["--first", "--second", "--third", "--fourth"];

    /// <summary>Every run of a claim on one target: a row a group, a dot a run, a bar at the mean.</summary>
    public static string Dots(string target, ClaimResult result)
    {
        Observation[] runs = [.. result.Observations.Where(run => run.Target == target)];
        var groups = runs.GroupBy(run => (run.Method, run.Source))
            .OrderBy(group => group.Key.Method != Observation.RandomSampling)
            .ToArray();
        PlotScale scale = new(runs.Where(run => !run.Diverged).Select(run => run.Top1Last), Left, Right);
        double height = groups.Length * RowHeight + 52;

        StringBuilder svg = Begin(height, $"Test top-1 of every run on {target}");
        Axis(svg, scale, groups.Length, height, $"test top-1 on {target} after the last epoch, %");
        for (int row = 0; row < groups.Length; row++)
        {
            var group = groups[row];
            double y = 14 + RowHeight * row + RowHeight / 2;
            string colour =
                group.Key.Method == Observation.RandomSampling ? "--random" : Colours[(row - 1) % Colours.Length];
            string name = group.Key.Source is null ? "random sampling" : $"{group.Key.Method} from {group.Key.Source}";
            svg.AppendLine(Label(name, y));
            int shift = 0;
            foreach (Observation run in group.OrderBy(run => run.Top1Last))
            {
                svg.AppendLine(Dot(run, scale, y + (shift++ % 3 - 1) * 4, colour));
            }

            double[] finished = [.. group.Where(run => !run.Diverged).Select(run => run.Top1Last)];
            if (finished.Length > 0)
            {
                string x = Text(scale.X(finished.Average()));
                svg.AppendLine(
                    $"<line x1=\"{x}\" x2=\"{x}\" y1=\"{Text(y - 10)}\" y2=\"{Text(y + 10)}\" stroke=\"var({colour})\" stroke-width=\"2.5\"/>"
                );
            }
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>RI of every cell with its interval, beside what the paper prints.</summary>
    public static string Improvements(ClaimResult result)
    {
        TransferCell[] cells = [.. result.Cells.Where(cell => cell.Outcome != CellOutcome.NotTested)];
        PlotScale scale = new(
            cells
                .SelectMany(cell =>
                    (double[])
                        [
                            cell.Improvement.Value,
                            cell.Improvement.Interval.Low,
                            cell.Improvement.Interval.High,
                            cell.PaperImprovement ?? 0,
                        ]
                )
                .Append(0),
            Left,
            Right
        );
        double height = cells.Length * RowHeight + 52;

        StringBuilder svg = Begin(height, "RI of every cell with its 95 % interval");
        Axis(svg, scale, cells.Length, height, "RI, % of random sampling's accuracy");
        string zero = Text(scale.X(0));
        svg.AppendLine(
            $"<line class=\"zero\" x1=\"{zero}\" x2=\"{zero}\" y1=\"10\" y2=\"{Text(14 + RowHeight * cells.Length)}\"/>"
        );
        for (int row = 0; row < cells.Length; row++)
        {
            TransferCell cell = cells[row];
            double y = 14 + RowHeight * row + RowHeight / 2;
            svg.AppendLine(Label($"{cell.MethodName} {cell.Source}→{cell.Target}", y));
            if (cell.Improvement.Interval is { IsKnown: true } interval)
            {
                svg.AppendLine(
                    $"<line x1=\"{Text(scale.X(interval.Low))}\" x2=\"{Text(scale.X(interval.High))}\" y1=\"{Text(y)}\" y2=\"{Text(y)}\" stroke=\"var(--first)\" stroke-width=\"3\"/>"
                );
            }

            if (double.IsFinite(cell.Improvement.Value))
            {
                svg.AppendLine(
                    $"<circle cx=\"{Text(scale.X(cell.Improvement.Value))}\" cy=\"{Text(y)}\" r=\"5.5\" fill=\"var(--first)\"><title>RI {Words.Signed(cell.Improvement.Value)} % {Html.Escape(Words.Of(cell.Improvement.Interval))}</title></circle>"
                );
            }

            if (cell.PaperImprovement is { } printed)
            {
                string x = Text(scale.X(printed));
                svg.AppendLine(
                    $"<path d=\"M{x} {Text(y - 7)} l6 7 l-6 7 l-6 -7 z\" fill=\"none\" stroke=\"var(--second)\" stroke-width=\"2\"><title>the paper's RI {Words.Signed(printed)} %</title></path>"
                );
            }
        }

        return svg.Append("</svg>").ToString();
    }

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

    private static StringBuilder Begin(double height, string title) =>
        new StringBuilder().AppendLine(
            $"<svg class=\"plot\" viewBox=\"0 0 {Text(Width)} {Text(height)}\" role=\"img\" aria-label=\"{Html.Escape(title)}\">"
        );

    private static void Axis(StringBuilder svg, PlotScale scale, int rows, double height, string label)
    {
        double bottom = 14 + RowHeight * rows;
        double[] ticks = [.. scale.Ticks()];
        int decimals = ticks.Length > 1 && ticks[1] - ticks[0] < 1 ? 1 : 0;
        foreach (double tick in ticks)
        {
            string x = Text(scale.X(tick));
            svg.AppendLine($"<line class=\"axis\" x1=\"{x}\" x2=\"{x}\" y1=\"10\" y2=\"{Text(bottom)}\"/>");
            string number = Words.Fixed(tick + 0.0, decimals).Replace('-', '−');
            svg.AppendLine(
                $"<text class=\"small\" x=\"{x}\" y=\"{Text(bottom + 15)}\" text-anchor=\"middle\">{number}</text>"
            );
        }

        svg.AppendLine(
            $"<text class=\"small\" x=\"{Text((Left + Right) / 2)}\" y=\"{Text(height - 4)}\" text-anchor=\"middle\">{Html.Escape(label)}</text>"
        );
    }

    private static string Label(string text, double y) =>
        $"<text x=\"{Text(Left - 20)}\" y=\"{Text(y + 4)}\" text-anchor=\"end\">{Html.Escape(text)}</text>";

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
