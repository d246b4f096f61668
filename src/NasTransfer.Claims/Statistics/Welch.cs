namespace NasTransfer.Claims.Statistics;

/// <summary>The difference of two means whose variances need not be equal.</summary>
/// <param name="Difference">Mean of A − mean of B.</param>
/// <param name="Interval">95 % unless another confidence was asked for.</param>
/// <param name="DegreesOfFreedom">Welch–Satterthwaite.</param>
/// <param name="P">Two-sided p of "no difference".</param>
public sealed record WelchResult(double Difference, Interval Interval, double DegreesOfFreedom, double P);

/// <summary>Welch's t: B. L. Welch, Biometrika 34, 1947.</summary>
/// <remarks>At n = 5 a side of normal values its 95 % interval covers 95.7 % (equal SDs) and 94.7 % (SDs 1 : 4).</remarks>
public static class Welch
{
    /// <summary>
    /// A − B. With fewer than two values on a side, or no spread on either, there is no measured noise: interval and p
    /// are NaN.
    /// </summary>
    public static WelchResult Compare(Sample a, Sample b, double confidence = 0.95)
    {
        Estimate difference = Difference(a, b);
        return new WelchResult(
            difference.Value,
            difference.IntervalAt(confidence),
            difference.DegreesOfFreedom,
            difference.P
        );
    }

    /// <summary>Mean of A − mean of B, with its noise.</summary>
    public static Estimate Difference(Sample a, Sample b)
    {
        double difference = a.Mean - b.Mean;
        double error = Math.Sqrt(a.VarianceOfMean + b.VarianceOfMean);
        double df = DegreesOfFreedom(a.VarianceOfMean, a.Count, b.VarianceOfMean, b.Count);
        return error > 0 && double.IsFinite(df)
            ? new Estimate(difference, error, df)
            : Estimate.WithoutNoise(difference);
    }

    /// <summary>df = (u + v)² / (u²/(n_a − 1) + v²/(n_b − 1)) for two variances of means u, v.</summary>
    internal static double DegreesOfFreedom(double u, int countA, double v, int countB) =>
        countA < 2 || countB < 2 ? double.NaN : (u + v) * (u + v) / (u * u / (countA - 1) + v * v / (countB - 1));
}
