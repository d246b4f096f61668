namespace NasTransfer.Reporting.Plots;

/// <summary>An axis: from values to places on the canvas, with round ticks.</summary>
internal sealed class PlotScale
{
    private const int WantedTicks = 6;

    private readonly double low;
    private readonly double high;
    private readonly double left;
    private readonly double right;

    /// <param name="values">Everything that must fit; what is not finite is left out.</param>
    /// <param name="left">Where the smallest value lies; of an upright axis, its lower end.</param>
    public PlotScale(IEnumerable<double> values, double left, double right)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        var (least, most) = finite.Length == 0 ? (0.0, 1.0) : (finite.Min(), finite.Max());
        double room = most > least ? (most - least) * 0.06 : Math.Max(1, Math.Abs(most) * 0.05);
        (low, high) = (least - room, most + room);
        (this.left, this.right) = (left, right);
    }

    public double X(double value) => left + (value - low) / (high - low) * (right - left);

    /// <summary>The place of the nearest value that is on the axis.</summary>
    public double Clipped(double value) => X(Math.Clamp(value, low, high));

    public bool Shows(double value) => value >= low && value <= high;

    /// <summary>Multiples of 1, 2 or 5 times a power of ten.</summary>
    public IEnumerable<double> Ticks()
    {
        double rough = (high - low) / WantedTicks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step =
            power
            * (
                rough / power <= 1.5 ? 1
                : rough / power <= 3.5 ? 2
                : rough / power <= 7.5 ? 5
                : 10
            );
        for (double k = Math.Ceiling(low / step); k * step <= high; k++)
        {
            yield return k * step;
        }
    }
}
