using MathNet.Numerics.Distributions;

namespace NasTransfer.Claims.Statistics;

/// <summary>A figure with its noise: (estimate − truth)/error is taken to follow Student's t.</summary>
/// <param name="StandardError">In the unit of the value; NaN where no noise was measured.</param>
/// <param name="DegreesOfFreedom">NaN where no noise was measured.</param>
public readonly record struct Estimate(double Value, double StandardError, double DegreesOfFreedom)
{
    /// <summary>A figure whose noise was not measured: one run on a side, or no spread at all.</summary>
    public static Estimate WithoutNoise(double value) => new(value, double.NaN, double.NaN);

    public bool HasNoise => StandardError > 0 && double.IsFinite(StandardError) && double.IsFinite(DegreesOfFreedom);

    /// <summary>Two-sided; unknown without noise.</summary>
    public Interval IntervalAt(double confidence)
    {
        if (!HasNoise || !double.IsFinite(Value))
        {
            return Interval.Unknown;
        }

        double halfWidth = StudentT.InvCDF(0, 1, DegreesOfFreedom, 0.5 + confidence / 2) * StandardError;
        return new Interval(Value - halfWidth, Value + halfWidth);
    }

    /// <summary>Two-sided p of "the truth is 0"; NaN without noise.</summary>
    public double P =>
        HasNoise ? 2 * StudentT.CDF(0, 1, DegreesOfFreedom, -Math.Abs(Value / StandardError)) : double.NaN;

    /// <summary>One-sided p against "the truth is at most <paramref name="bound"/>"; NaN without noise.</summary>
    public double PAbove(double bound) =>
        HasNoise ? StudentT.CDF(0, 1, DegreesOfFreedom, (bound - Value) / StandardError) : double.NaN;

    /// <summary>The estimate of −x.</summary>
    public Estimate Negated => this with { Value = -Value };
}
