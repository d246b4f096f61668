using MathNet.Numerics.Distributions;

namespace NasTransfer.Claims.Statistics;

/// <summary>Where figures of somebody else's runs should lie, if they are runs like ours.</summary>
public static class Prediction
{
    /// <summary>
    /// The interval for the mean of <paramref name="futureCount"/> further values, normal law: x̄ ± t·s·√(1/n + 1/m).
    /// Unknown with fewer than two values, or without spread.
    /// </summary>
    public static Interval Of(Sample sample, int futureCount, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(futureCount);
        if (!(sample.StandardDeviation > 0))
        {
            return Interval.Unknown;
        }

        double quantile = StudentT.InvCDF(0, 1, sample.Count - 1, 0.5 + confidence / 2);
        double halfWidth = quantile * sample.StandardDeviation * Math.Sqrt(1.0 / sample.Count + 1.0 / futureCount);
        return new Interval(sample.Mean - halfWidth, sample.Mean + halfWidth);
    }
}
