namespace NasTransfer.Claims.Statistics;

/// <summary>Two one-sided tests of "the truth lies within ±margin".</summary>
/// <param name="Margin">In the unit of the estimate, above 0.</param>
/// <param name="Narrow">The 90 % interval: inside ±margin exactly where <paramref name="P"/> is below .05.</param>
/// <param name="Wide">The 95 % interval: wholly outside ±margin refutes.</param>
/// <param name="P">The larger of the two one-sided p; NaN without noise.</param>
/// <param name="NonInferiorityP">One-sided p against "the truth is at or below −margin".</param>
public sealed record EquivalenceResult(
    double Value,
    double Margin,
    Interval Narrow,
    Interval Wide,
    double P,
    double NonInferiorityP
);

/// <summary>
/// Equivalence and non-inferiority (D. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987): absence
/// of a difference has to be shown, a large p of a difference shows nothing.
/// </summary>
public static class Equivalence
{
    private const double NarrowConfidence = 0.9;
    private const double WideConfidence = 0.95;

    /// <param name="estimate">A difference of means, an RI, a slope.</param>
    public static EquivalenceResult Test(Estimate estimate, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        double above = estimate.PAbove(-margin);
        double below = estimate.Negated.PAbove(-margin);
        return new EquivalenceResult(
            estimate.Value,
            margin,
            estimate.IntervalAt(NarrowConfidence),
            estimate.IntervalAt(WideConfidence),
            Math.Max(above, below),
            above
        );
    }
}
