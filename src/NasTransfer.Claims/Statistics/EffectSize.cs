namespace NasTransfer.Claims.Statistics;

/// <summary>How far two samples lie apart, free of units.</summary>
public static class EffectSize
{
    /// <summary>
    /// Hedges' g of A − B: the difference in pooled SDs, times 1 − 3/(4·df − 1) against the bias of small samples.
    /// NaN without spread.
    /// </summary>
    public static double HedgesG(Sample a, Sample b)
    {
        int df = a.Count + b.Count - 2;
        if (a.Count < 2 || b.Count < 2)
        {
            return double.NaN;
        }

        double pooled = Math.Sqrt(
            (
                (a.Count - 1) * a.StandardDeviation * a.StandardDeviation
                + (b.Count - 1) * b.StandardDeviation * b.StandardDeviation
            ) / df
        );
        return pooled > 0 ? (a.Mean - b.Mean) / pooled * (1 - 3.0 / (4 * df - 1)) : double.NaN;
    }

    /// <summary>
    /// P(A &gt; B): the share of all pairs of runs in which A's is larger, ties counting one half. From the runs
    /// themselves, with no assumption about their distribution; NaN if a side is empty.
    /// </summary>
    public static double ProbabilityGreater(IReadOnlyCollection<double> a, IReadOnlyCollection<double> b)
    {
        double wins = a.Sum(x =>
            b.Sum(y =>
                x > y ? 1
                : x == y ? 0.5
                : 0
            )
        );
        return a.Count == 0 || b.Count == 0 ? double.NaN : wins / ((double)a.Count * b.Count);
    }
}
