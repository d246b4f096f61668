namespace NasTransfer.Claims.Statistics;

/// <summary>Do values rise from sample to sample?</summary>
/// <param name="J">Pairs from two samples in which the later one's value is larger, ties one half.</param>
/// <param name="Z">Standardised, with the variance that ties leave.</param>
/// <param name="P">One-sided, against "they do not rise"; normal approximation.</param>
public sealed record JonckheereResult(double J, double Z, double P);

/// <summary>The test of an order of samples (A. Jonckheere, Biometrika 41, 1954; T. Terpstra, 1952).</summary>
public static class Jonckheere
{
    /// <param name="groups">In the order in which values are said to rise.</param>
    /// <returns>Z and P are NaN with fewer than two samples, or where all values are equal.</returns>
    public static JonckheereResult Test(IReadOnlyList<double[]> groups)
    {
        double[] group = [.. groups.SelectMany((values, index) => values.Select(_ => (double)index))];
        double[] all = [.. groups.SelectMany(values => values)];

        // Each pair from two samples adds −1, 0 or 1 to Kendall's S and 0, ½ or 1 to J.
        RankCorrelation kendall = RankCorrelation.Kendall(group, all);
        double pairs = (Math.Pow(all.Length, 2) - groups.Sum(values => Math.Pow(values.Length, 2))) / 2;
        return new JonckheereResult((kendall.S + pairs) / 2, kendall.Z, kendall.PIncreasing);
    }
}
