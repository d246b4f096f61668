using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Plots;

/// <summary>Ticks, their numbers and the words of an axis.</summary>
internal static class PlotAxis
{
    private const double NumbersBelow = 15;
    private const double WordsBelow = 34;

    /// <summary>Along the bottom, with lines up to the top.</summary>
    public static void Across(SvgCanvas svg, PlotScale scale, double top, double bottom, string words, double middle)
    {
        double[] ticks = [.. scale.Ticks()];
        foreach (double tick in ticks)
        {
            double x = scale.X(tick);
            svg.Stroke(x, top, x, bottom, "class=\"axis\"");
            svg.Text(x, bottom + NumbersBelow, Number(tick, ticks), "middle", "small");
        }

        svg.Text(middle, bottom + WordsBelow, words, "middle", "small");
    }

    /// <summary>Up the left side, with lines to the right.</summary>
    public static void Up(SvgCanvas svg, PlotScale scale, double left, double right, string words, double middle)
    {
        double[] ticks = [.. scale.Ticks()];
        foreach (double tick in ticks)
        {
            double y = scale.X(tick);
            svg.Stroke(left, y, right, y, "class=\"axis\"");
            svg.Text(left - 8, y + 4, Number(tick, ticks), "end", "small");
        }

        svg.Upwards(left - 48, middle, words);
    }

    private static string Number(double tick, double[] ticks)
    {
        double step = ticks.Length > 1 ? ticks[1] - ticks[0] : 1;
        int decimals = step >= 1 ? 0 : (int)Math.Ceiling(-Math.Log10(step) - 1e-9);
        // −0 would be printed with its sign.
        return Words.Fixed(tick + 0.0, decimals).Replace('-', '−');
    }
}
