using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace NasTransfer.Claims.Statistics;

/// <summary>What a study of a given size can see: two-sided t-test of two groups, α = .05, 80 % power.</summary>
public static class Power
{
    public const double Alpha = 0.05;
    public const double Target = 0.8;

    /// <summary>
    /// The smallest true difference, in standard deviations, that groups of <paramref name="countA"/> and
    /// <paramref name="countB"/> find with 80 % probability; infinite when a group has fewer than two.
    /// </summary>
    public static double SmallestDetectableEffect(int countA, int countB)
    {
        if (countA < 2 || countB < 2)
        {
            return double.PositiveInfinity;
        }

        int df = countA + countB - 2;
        double critical = StudentT.InvCDF(0, 1, df, 1 - Alpha / 2);
        double scale = Math.Sqrt(1.0 / countA + 1.0 / countB);

        // Power grows with the non-centrality; 100 is beyond 80 % for any df ≥ 2.
        var (low, high) = (0.0, 100.0);
        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            (low, high) = Probability(middle, df, critical) < Target ? (middle, high) : (low, middle);
        }

        return scale * high;
    }

    /// <summary>The smallest n per group that detects <paramref name="effect"/> SDs; null beyond a thousand.</summary>
    public static int? CountFor(double effect)
    {
        const int most = 1000;
        var (low, high) = (2, most);
        if (!(SmallestDetectableEffect(high, high) <= effect))
        {
            return null;
        }

        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = SmallestDetectableEffect(middle, middle) <= effect ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>
    /// P(|T| &gt; t_crit) for a non-central t: T = (Z + δ)/√(V/ν), so the normal probability of Z is averaged over the
    /// χ distribution of W = √V.
    /// </summary>
    private static double Probability(double noncentrality, int df, double critical)
    {
        // Beyond ten standard deviations (about √½ each) W has no weight left.
        double mean = Math.Sqrt(df);
        return GaussLegendreRule.Integrate(
            w =>
            {
                double bound = critical * w / Math.Sqrt(df);
                return Chi.PDF(df, w)
                    * (Normal.CDF(0, 1, noncentrality - bound) + Normal.CDF(0, 1, -noncentrality - bound));
            },
            Math.Max(0, mean - 8),
            mean + 8,
            128
        );
    }
}
