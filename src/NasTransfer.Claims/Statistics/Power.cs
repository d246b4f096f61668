using MathNet.Numerics.Distributions;

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
    /// <remarks>
    /// Both quantiles from the central t, which the power gate's table uses. The non-central t asks for 5 % more at
    /// n = 2, 1 % more at n = 3, and the same from n = 5.
    /// </remarks>
    public static double SmallestDetectableEffect(int countA, int countB)
    {
        if (countA < 2 || countB < 2)
        {
            return double.PositiveInfinity;
        }

        // d = (t(1 − α/2; ν) + t(1 − β; ν))·√(1/n_a + 1/n_b), ν = n_a + n_b − 2
        int df = countA + countB - 2;
        double quantiles = StudentT.InvCDF(0, 1, df, 1 - Alpha / 2) + StudentT.InvCDF(0, 1, df, Target);
        return quantiles * Math.Sqrt(1.0 / countA + 1.0 / countB);
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
}
