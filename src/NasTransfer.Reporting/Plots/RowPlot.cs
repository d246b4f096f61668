using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Reporting.Plots;

/// <summary>A run in a row.</summary>
/// <param name="Value">NaN of a run that diverged, which is a cross beside the axis.</param>
/// <param name="Title">Which run it is.</param>
internal sealed record PlotDot(double Value, string Title);

/// <summary>Runs that belong together.</summary>
/// <param name="Block">Rows of one name that follow each other stand under it once; empty for none.</param>
/// <param name="Mean">NaN without runs.</param>
/// <param name="Interval">95 % of the mean.</param>
/// <param name="Note">Words at the row's right end; empty for none.</param>
internal sealed record PlotRow(
    string Block,
    string Label,
    MethodLook Look,
    ImmutableArray<PlotDot> Dots,
    double Mean,
    Interval Interval,
    string Note = ""
);

/// <summary>A value that all rows are held against.</summary>
/// <param name="Band">Its 95 % interval; unknown for none.</param>
internal sealed record PlotReference(double Value, string Label, Interval Band);

/// <summary>A row a group: every run a dot, a bar at the mean, a line over its 95 % interval.</summary>
internal sealed record RowPlot(
    string Title,
    string Description,
    string Axis,
    ImmutableArray<PlotRow> Rows,
    ImmutableArray<PlotReference> References
)
{
    private const double Width = 900;
    private const double Left = 330;
    private const double RowHeight = 24;
    private const double Below = 42;
    private const double NoteWidth = 110;

    // References write their names above the rows, one line each.
    private double Top => 14 + 16 * References.Length;

    private double Right => Width - 20 - (Rows.Any(row => row.Note.Length > 0) ? NoteWidth : 0);

    private static double ReferenceTop(int index) => 12 + 16 * index;

    private double Bottom => Top + RowHeight * Rows.Length;

    public string Svg()
    {
        SvgCanvas svg = new(Width, Bottom + Below, Title, Description);
        PlotScale scale = new(Shown(), Left, Right);
        PlotAxis.Across(svg, scale, Top - 4, Bottom, Axis, (Left + Right) / 2);
        for (int i = 0; i < References.Length; i++)
        {
            Reference(svg, scale, References[i], ReferenceTop(i));
        }

        // On top of all lines.
        for (int i = 0; i < References.Length; i++)
        {
            Name(svg, scale, References[i], ReferenceTop(i));
        }

        string block = "";
        for (int i = 0; i < Rows.Length; i++)
        {
            double y = Top + RowHeight * i + RowHeight / 2;
            if (Rows[i].Block != block)
            {
                block = Rows[i].Block;
                svg.Text(4, y + 4, block, kind: "block");
                svg.Stroke(4, y - RowHeight / 2, Right, y - RowHeight / 2, "class=\"axis\"");
            }

            Row(svg, scale, Rows[i], y);
        }

        return svg.ToString();
    }

    /// <summary>Intervals of few runs may be wider than all that was measured: they run out of the picture.</summary>
    private double[] Shown()
    {
        double[] values =
        [
            .. Rows.SelectMany(row => row.Dots).Select(dot => dot.Value),
            .. Rows.Select(row => row.Mean),
            .. References.Select(reference => reference.Value),
        ];
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return finite;
        }

        double room = Math.Max(1, (finite.Max() - finite.Min()) * 0.25);
        var (low, high) = (finite.Min() - room, finite.Max() + room);
        return
        [
            .. finite,
            .. Rows.Where(row => row.Interval.IsKnown)
                .SelectMany(row => (double[])[Math.Max(row.Interval.Low, low), Math.Min(row.Interval.High, high)]),
        ];
    }

    private void Reference(SvgCanvas svg, PlotScale scale, PlotReference reference, double y)
    {
        if (reference.Band.IsKnown)
        {
            double from = scale.Clipped(reference.Band.Low);
            svg.Rectangle(from, Top - 4, scale.Clipped(reference.Band.High) - from, Bottom - Top + 4, "class=\"band\"");
        }

        double x = scale.X(reference.Value);
        svg.Stroke(x, y - 8, x, Bottom, "class=\"zero\"");
    }

    private void Name(SvgCanvas svg, PlotScale scale, PlotReference reference, double y)
    {
        double x = scale.X(reference.Value);
        bool toTheLeft = x > (Left + Right) / 2;
        svg.Text(toTheLeft ? x - 6 : x + 6, y + 2, reference.Label, toTheLeft ? "end" : "start", "small over");
    }

    private static void Row(SvgCanvas svg, PlotScale scale, PlotRow row, double y)
    {
        svg.Text(Left - 22, y + 4, row.Label, "end");
        svg.Text(Width - 4, y + 4, row.Note, "end", "small");
        if (row.Interval.IsKnown)
        {
            Interval(svg, scale, row, y);
        }

        int shift = 0;
        foreach (PlotDot dot in row.Dots.OrderBy(dot => dot.Value))
        {
            if (double.IsFinite(dot.Value))
            {
                double place = y + (shift++ % 3 - 1) * 3.5;
                svg.Mark(row.Look.Mark, scale.X(dot.Value), place, 4.2, row.Look.Fill, dot.Title);
            }
            else
            {
                svg.Mark(PlotMark.Cross, Left - 10, y, 4, row.Look.Line, dot.Title);
            }
        }

        if (double.IsFinite(row.Mean))
        {
            double x = scale.X(row.Mean);
            svg.Stroke(x, y - 10, x, y + 10, row.Look.Line);
        }
        else if (row.Dots.IsEmpty)
        {
            svg.Text(Left + 6, y + 4, "no runs", kind: "small");
        }
    }

    // A stop at an end that is in the picture, none at one that runs out of it.
    private static void Interval(SvgCanvas svg, PlotScale scale, PlotRow row, double y)
    {
        double from = scale.Clipped(row.Interval.Low);
        double to = scale.Clipped(row.Interval.High);
        svg.Stroke(from, y, to, y, row.Look.Thin);
        foreach (var (value, x) in ((double, double)[])[(row.Interval.Low, from), (row.Interval.High, to)])
        {
            if (scale.Shows(value))
            {
                svg.Stroke(x, y - 4, x, y + 4, row.Look.Thin);
            }
        }
    }
}
