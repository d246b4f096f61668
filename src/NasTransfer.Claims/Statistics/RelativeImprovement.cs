namespace NasTransfer.Claims.Statistics;

/// <summary>The paper's RI: how much better than random sampling a method is, in percent of random sampling's accuracy.</summary>
/// <param name="Value">In percent.</param>
/// <param name="Interval">95 %, delta method; it carries the noise of both means.</param>
/// <param name="DegreesOfFreedom">Welch–Satterthwaite over the two parts of the variance.</param>
public sealed record RelativeImprovement(double Value, Interval Interval, double DegreesOfFreedom)
{
    /// <summary>From this many values on each side, a bootstrap is computed as a check.</summary>
    public const int BootstrapFrom = Statistics.Bootstrap.LeastCount;

    // RI = 100·(Acc_m − Acc_r)/Acc_r  (paper, Metrics)
    public static double Of(double method, double random) => 100 * (method - random) / random;

    /// <summary>RI of two means, with its interval where noise was measured.</summary>
    public static RelativeImprovement Compare(Sample method, Sample random, double confidence = 0.95)
    {
        Estimate estimate = Estimated(method, random);
        return new RelativeImprovement(estimate.Value, estimate.IntervalAt(confidence), estimate.DegreesOfFreedom);
    }

    /// <summary>RI of two means in percent, with its noise by the delta method.</summary>
    public static Estimate Estimated(Sample method, Sample random)
    {
        double value = Of(method.Mean, random.Mean);

        // With R = Acc_m/Acc_r, the delta method gives Var R ≈ (Var Acc_m + R²·Var Acc_r)/Acc_r².
        double ratio = method.Mean / random.Mean;
        double ofMethod = method.VarianceOfMean;
        double ofRandom = ratio * ratio * random.VarianceOfMean;
        double error = 100 * Math.Sqrt(ofMethod + ofRandom) / random.Mean;
        double df = Welch.DegreesOfFreedom(ofMethod, method.Count, ofRandom, random.Count);
        return error > 0 && double.IsFinite(error) && double.IsFinite(df)
            ? new Estimate(value, error, df)
            : Estimate.WithoutNoise(value);
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

        return Statistics
            .Bootstrap.Of(
                [
                    [.. method],
                    [.. random],
                ],
                groups => Of(groups[0].Average(), groups[1].Average()),
                seed,
                "bootstrap of RI",
                confidence
            )
            .Percentile;
    }
}
