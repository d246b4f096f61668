using MathNet.Numerics.Distributions;

namespace NasTransfer.Claims.Statistics;

/// <summary>Agreement of two orders.</summary>
/// <param name="Tau">Kendall's τ-b, −1 … 1; NaN where all values of a side are tied.</param>
/// <param name="S">Concordant less discordant pairs.</param>
/// <param name="Z">S over its SD under "no relation", with the variance that ties leave.</param>
/// <param name="P">Two-sided, normal approximation.</param>
/// <param name="PIncreasing">One-sided, against "not increasing".</param>
public sealed record RankCorrelation(double Tau, double S, double Z, double P, double PIncreasing)
{
    /// <summary>Kendall's τ-b (M. Kendall, Rank Correlation Methods, 1970).</summary>
    public static RankCorrelation Kendall(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"There are {x.Count} values of x and {y.Count} of y.", nameof(y));
        }

        double s = 0;
        for (int i = 0; i < x.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                s += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
            }
        }

        double pairs = Pairs(x.Count);
        double tau = s / Math.Sqrt((pairs - Ties(x).Sum(Pairs)) * (pairs - Ties(y).Sum(Pairs)));
        double z = s / Math.Sqrt(Variance(x.Count, Ties(x), Ties(y)));
        return double.IsFinite(z)
            ? new RankCorrelation(tau, s, z, 2 * Normal.CDF(0, 1, -Math.Abs(z)), Normal.CDF(0, 1, -z))
            : new RankCorrelation(double.NaN, s, double.NaN, double.NaN, double.NaN);
    }

    private static double Pairs(int count) => count * (count - 1) / 2.0;

    private static double Triples(int count) => (double)count * (count - 1) * (count - 2);

    private static int[] Ties(IReadOnlyList<double> values) =>
        [.. values.GroupBy(value => value).Select(group => group.Count())];

    // Kendall 1970, (4.3): 18·Var S without ties is n(n − 1)(2n + 5).
    private static double Variance(int n, int[] tiesX, int[] tiesY)
    {
        double Untied(int count) => count * (count - 1.0) * (2 * count + 5);
        double first = (Untied(n) - tiesX.Sum(Untied) - tiesY.Sum(Untied)) / 18;
        double second = n > 2 ? tiesX.Sum(Triples) * tiesY.Sum(Triples) / (9 * Triples(n)) : 0;
        double third = tiesX.Sum(Pairs) * tiesY.Sum(Pairs) / Pairs(n);
        return first + second + third;
    }
}
