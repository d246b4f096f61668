using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace NasTransfer.Claims.Statistics;

/// <summary>How far two samples lie apart, free of units.</summary>
public static class EffectSize
{
    private const double RootAccuracy = 1e-12;
    private const double OffTheEnd = 1e-9;

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

    /// <summary>
    /// Interval of P(A &gt; B) by R. Newcombe's method 5 (Statistics in Medicine 25, 2006): the values of θ from which
    /// the share lies no farther than z SDs, Var = θ(1 − θ)·(1 + (n* − 1)·((1 − θ)/(2 − θ) + θ/(1 + θ)))/(mn),
    /// n* = (m + n)/2. It stays wide where two small samples do not overlap, where resampling would say [1, 1].
    /// </summary>
    public static Interval ProbabilityInterval(double share, int countA, int countB, double confidence = 0.95)
    {
        if (double.IsNaN(share))
        {
            return Interval.Unknown;
        }

        double z = Normal.InvCDF(0, 1, 0.5 + confidence / 2);
        double more = (countA + countB) / 2.0 - 1;
        double Excess(double theta) =>
            (share - theta) * (share - theta)
            - z
                * z
                * theta
                * (1 - theta)
                * (1 + more * ((1 - theta) / (2 - theta) + theta / (1 + theta)))
                / ((double)countA * countB);
        // A share of 0 or 1 is itself a root, and not the one that is asked for.
        return new Interval(
            share <= 0 ? 0 : Brent.FindRoot(Excess, 0, Math.Min(share, 1 - OffTheEnd), RootAccuracy),
            share >= 1 ? 1 : Brent.FindRoot(Excess, Math.Max(share, OffTheEnd), 1, RootAccuracy)
        );
    }
}
