using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Reporting.Plots;

/// <summary>Runs that belong together, in two dimensions.</summary>
/// <param name="Runs">Every run, with what it is.</param>
/// <param name="X">Interval of X; unknown for none.</param>
/// <param name="Y">Interval of Y; unknown for none.</param>
/// <param name="Label">Words beside the mean; empty for none.</param>
/// <param name="Shift">Moves the group sideways, in parts of a mark, so that groups of one X do not cover each other.</param>
internal sealed record ScatterGroup(
    MethodLook Look,
    double MeanX,
    double MeanY,
    Interval X,
    Interval Y,
    ImmutableArray<(double X, double Y, string Title)> Runs,
    string Label,
    double Shift
);

/// <summary>Two measurements against each other, on one scale, with the diagonal on which they are the same.</summary>
internal sealed record ScatterPlot(
    string Title,
    string Description,
    string XAxis,
    string YAxis,
    ImmutableArray<ScatterGroup> Groups
)
{
    private const double Width = 760;
    private const double Height = 600;
    private const double Left = 70;
    private const double Right = Width - 130;
    private const double Top = 16;
    private const double Bottom = Height - 50;
    private const double ShiftStep = 11;

    public string Svg()
    {
        SvgCanvas svg = new(Width, Height, Title, Description);
        double[] values =
        [
            .. Groups.SelectMany(group => group.Runs).SelectMany(run => (double[])[run.X, run.Y]),
            .. Groups.SelectMany(group => (double[])[group.MeanX, group.MeanY]),
        ];
        PlotScale x = new(values, Left, Right);
        PlotScale y = new(values, Bottom, Top);
        PlotAxis.Across(svg, x, Top, Bottom, XAxis, (Left + Right) / 2);
        PlotAxis.Up(svg, y, Left, Right, YAxis, (Top + Bottom) / 2);
        svg.Stroke(Left, Bottom, Right, Top, "class=\"zero\"");
        foreach (ScatterGroup group in Groups)
        {
            Runs(svg, x, y, group);
        }

        foreach (ScatterGroup group in Groups)
        {
            Mean(svg, x, y, group);
        }

        XIntervals(svg, x);
        Labels(svg, x, y);
        return svg.ToString();
    }

    private static double Place(PlotScale x, ScatterGroup group, double value) => x.X(value) + group.Shift * ShiftStep;

    /// <summary>Groups of one method share their X: its mean and interval stand once, above the axis.</summary>
    private void XIntervals(SvgCanvas svg, PlotScale x)
    {
        double y = Bottom - 8;
        foreach (ScatterGroup group in Groups.DistinctBy(group => (group.Look, group.MeanX)))
        {
            if (group.X.IsKnown)
            {
                svg.Stroke(x.Clipped(group.X.Low), y, x.Clipped(group.X.High), y, group.Look.Thin);
            }

            svg.Stroke(x.X(group.MeanX), y - 5, x.X(group.MeanX), y + 5, group.Look.Line);
            y -= 12;
        }
    }

    private static void Runs(SvgCanvas svg, PlotScale x, PlotScale y, ScatterGroup group)
    {
        foreach (var (runX, runY, title) in group.Runs)
        {
            svg.Mark(group.Look.Mark, Place(x, group, runX), y.X(runY), 3.5, group.Look.Fill, title);
        }
    }

    private static void Mean(SvgCanvas svg, PlotScale x, PlotScale y, ScatterGroup group)
    {
        var (atX, atY) = (Place(x, group, group.MeanX), y.X(group.MeanY));
        if (group.Y.IsKnown)
        {
            svg.Stroke(atX, y.Clipped(group.Y.Low), atX, y.Clipped(group.Y.High), group.Look.Thin);
        }

        string look = $"fill=\"var(--paper)\" {group.Look.Line}";
        svg.Mark(group.Look.Mark, atX, atY, 6, look, $"{group.Look.Method} {group.Label}, mean".Replace("  ", " "));
    }

    /// <summary>Words beside the means, moved down where they would lie on each other.</summary>
    private void Labels(SvgCanvas svg, PlotScale x, PlotScale y)
    {
        const double line = 14;
        List<(double X, double Y)> taken = [];
        foreach (ScatterGroup group in Groups.Where(group => group.Label.Length > 0).OrderBy(group => -group.MeanY))
        {
            var (atX, atY) = (Place(x, group, group.MeanX) + 10, y.X(group.MeanY) + 4);
            while (taken.Any(other => Math.Abs(other.X - atX) < 110 && Math.Abs(other.Y - atY) < line))
            {
                atY += line;
            }

            taken.Add((atX, atY));
            svg.Text(atX, atY, group.Label, kind: "small over");
        }
    }
}
