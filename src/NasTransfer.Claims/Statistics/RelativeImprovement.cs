using NasTransfer.Engine.Randomness;

namespace NasTransfer.Claims.Statistics;

/// <summary>The paper's RI: how much better than random sampling a method is, in percent of random sampling's accuracy.</summary>
/// <param name="Value">In percent.</param>
/// <param name="Interval">95 %, delta method; it carries the noise of both means.</param>
/// <param name="DegreesOfFreedom">Welch–Satterthwaite over the two parts of the variance.</param>
public sealed record RelativeImprovement(double Value, Interval Interval, double DegreesOfFreedom)
{
    /// <summary>From this many values on each side, a bootstrap is computed as a check.</summary>
    public const int BootstrapFrom = 8;

    private const int BootstrapDraws = 10_000;

    // RI = 100·(Acc_m − Acc_r)/Acc_r  (paper, Metrics)
    public static double Of(double method, double random) => 100 * (method - random) / random;

    /// <summary>RI of two means, with its interval where noise was measured.</summary>
    public static RelativeImprovement Compare(Sample method, Sample random, double confidence = 0.95)
    {
        double value = Of(method.Mean, random.Mean);

        // With R = Acc_m/Acc_r, the delta method gives Var R ≈ (Var Acc_m + R²·Var Acc_r)/Acc_r².
        double ratio = method.Mean / random.Mean;
        double ofMethod = method.VarianceOfMean;
        double ofRandom = ratio * ratio * random.VarianceOfMean;
        double error = 100 * Math.Sqrt(ofMethod + ofRandom) / random.Mean;
        double df = Welch.DegreesOfFreedom(ofMethod, method.Count, ofRandom, random.Count);
        if (!(error > 0) || !double.IsFinite(error) || !double.IsFinite(df))
        {
            return new RelativeImprovement(value, Interval.Unknown, double.NaN);
        }

        double halfWidth = Welch.TwoSidedQuantile(df, confidence) * error;
        return new RelativeImprovement(value, new Interval(value - halfWidth, value + halfWidth), df);
    }

    /// <summary>
    /// The percentile bootstrap of RI, both sides resampled; null below <see cref="BootstrapFrom"/> values on a side.
    /// </summary>
    /// <param name="seed">Of the counter-based generator: the interval is a function of its arguments.</param>
    public static Interval? Bootstrap(
        IReadOnlyList<double> method,
        IReadOnlyList<double> random,
        ulong seed,
        double confidence = 0.95
    )
    {
        if (Math.Min(method.Count, random.Count) < BootstrapFrom)
        {
            return null;
        }

        CounterRandom generator = new(seed, "bootstrap of RI");
        double[] draws = new double[BootstrapDraws];
        for (int i = 0; i < draws.Length; i++)
        {
            draws[i] = Of(ResampledMean(method, generator), ResampledMean(random, generator));
        }

        Array.Sort(draws);
        double tail = (1 - confidence) / 2;
        return new Interval(Quantile(draws, tail), Quantile(draws, 1 - tail));
    }

    private static double ResampledMean(IReadOnlyList<double> values, CounterRandom generator)
    {
        double sum = 0;
        for (int i = 0; i < values.Count; i++)
        {
            sum += values[generator.NextInt(values.Count)];
        }

        return sum / values.Count;
    }

    /// <summary>Linear between order statistics (Hyndman and Fan's type 7).</summary>
    private static double Quantile(double[] sorted, double probability)
    {
        double position = probability * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
