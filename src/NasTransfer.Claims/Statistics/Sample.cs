namespace NasTransfer.Claims.Statistics;

/// <summary>What the formulas need of a sample.</summary>
/// <param name="Count">n.</param>
/// <param name="Mean">NaN when n = 0.</param>
/// <param name="StandardDeviation">The sample SD (divisor n − 1); NaN when n &lt; 2.</param>
public readonly record struct Sample(int Count, double Mean, double StandardDeviation)
{
    /// <summary>s² / n: the variance of the mean.</summary>
    public double VarianceOfMean => StandardDeviation * StandardDeviation / Count;

    /// <summary>95 % by Student's t; unknown below two values, and without spread.</summary>
    public Interval IntervalOfMean =>
        Count > 1 && StandardDeviation > 0
            ? new Estimate(Mean, Math.Sqrt(VarianceOfMean), Count - 1).IntervalAt(0.95)
            : Interval.Unknown;

    public static Sample Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return new Sample(0, double.NaN, double.NaN);
        }

        double mean = values.Average();
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new Sample(values.Count, mean, values.Count < 2 ? double.NaN : Math.Sqrt(squares / (values.Count - 1)));
    }
}

/// <summary>A closed interval; both ends NaN where it cannot be computed.</summary>
public readonly record struct Interval(double Low, double High)
{
    public static Interval Unknown { get; } = new(double.NaN, double.NaN);

    public bool IsKnown => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>The interval of −x.</summary>
    public Interval Negated => new(-High, -Low);
}
