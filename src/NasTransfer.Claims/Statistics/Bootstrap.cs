using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Claims.Statistics;

/// <summary>A statistic with what resampling says of its noise.</summary>
/// <param name="Value">Of the samples as they are.</param>
/// <param name="Percentile">The plain quantiles of the draws.</param>
/// <param name="Bca">The quantiles corrected for bias and skewness.</param>
public sealed record BootstrapResult(double Value, Interval Percentile, Interval Bca);

/// <summary>
/// The bootstrap of a statistic of one or several samples, each resampled by itself (B. Efron and R. Tibshirani, An
/// Introduction to the Bootstrap, 1993).
/// </summary>
/// <remarks>
/// It is optimistic for small n: over 10,000 samples of normal values the 95 % intervals of a mean, percentile and BCa
/// alike, cover 83 % at n = 5, 88 % at n = 8 and 93 % at n = 30; of a ratio of two SDs 94 % at n = 8 and 93 % at n = 30.
/// So it decides no mean, and stands beside Welch's interval from n = 8.
/// </remarks>
public static class Bootstrap
{
    public const int Draws = 10_000;

    /// <summary>The n of each sample from which a bootstrap is shown or decides.</summary>
    public const int LeastCount = 8;

    /// <param name="groups">The samples; each is resampled at its own n.</param>
    /// <param name="statistic">A pure function of the samples in that order. Draws where it is NaN are left out.</param>
    /// <param name="seed">Of the counter-based generator: the result is a function of its arguments.</param>
    /// <param name="purpose">Names the stream; two statistics of one claim have two.</param>
    /// <returns>Intervals are unknown where a sample is empty, no draw differs, or an end is not finite.</returns>
    public static BootstrapResult Of(
        IReadOnlyList<double[]> groups,
        Func<IReadOnlyList<double[]>, double> statistic,
        ulong seed,
        string purpose,
        double confidence = 0.95,
        int draws = Draws
    )
    {
        if (groups.Count == 0 || groups.Any(group => group.Length == 0))
        {
            return new BootstrapResult(double.NaN, Interval.Unknown, Interval.Unknown);
        }

        double value = statistic(groups);
        double[] sorted = SortedDraws(groups, statistic, new CounterRandom(seed, purpose), draws);
        if (double.IsNaN(value) || sorted.Length == 0 || sorted[0] == sorted[^1])
        {
            return new BootstrapResult(value, Interval.Unknown, Interval.Unknown);
        }

        double tail = (1 - confidence) / 2;
        return new BootstrapResult(
            value,
            Quantiles(sorted, tail, 1 - tail),
            Corrected(sorted, value, Acceleration(groups, statistic), tail)
        );
    }

    private static double[] SortedDraws(
        IReadOnlyList<double[]> groups,
        Func<IReadOnlyList<double[]>, double> statistic,
        CounterRandom generator,
        int draws
    )
    {
        double[][] resampled = [.. groups.Select(group => new double[group.Length])];
        List<double> values = new(draws);
        for (int draw = 0; draw < draws; draw++)
        {
            Resample(groups, resampled, generator);
            double value = statistic(resampled);
            if (!double.IsNaN(value))
            {
                values.Add(value);
            }
        }

        values.Sort();
        return [.. values];
    }

    /// <summary>Fills each array with draws, with replacement, from the sample of its place.</summary>
    internal static void Resample(IReadOnlyList<double[]> groups, double[][] resampled, CounterRandom generator)
    {
        for (int g = 0; g < groups.Count; g++)
        {
            double[] from = groups[g];
            for (int i = 0; i < from.Length; i++)
            {
                resampled[g][i] = from[generator.NextInt(from.Length)];
            }
        }
    }

    // BCa: α′ = Φ(z₀ + (z₀ + z_α)/(1 − a·(z₀ + z_α)))  (Efron and Tibshirani, 14.10)
    private static Interval Corrected(double[] sorted, double value, double acceleration, double tail)
    {
        // Ties with the value count one half: few distinct draws would otherwise look like bias.
        int below = sorted.Count(draw => draw < value);
        int equal = sorted.Count(draw => draw == value);
        double share = (below + equal / 2.0) / sorted.Length;
        if (share is <= 0 or >= 1 || !double.IsFinite(acceleration))
        {
            return Interval.Unknown;
        }

        double bias = Normal.InvCDF(0, 1, share);
        double Adjusted(double probability)
        {
            double z = bias + Normal.InvCDF(0, 1, probability);
            return Normal.CDF(0, 1, bias + z / (1 - acceleration * z));
        }

        return Quantiles(sorted, Adjusted(tail), Adjusted(1 - tail));
    }

    /// <summary>
    /// From the jackknife's influence values l = (n − 1)·(θ − θ₍₋ᵢ₎), over all samples: a = Σ l³/n³ / (6·(Σ l²/n²)^1.5)
    /// (A. Davison and D. Hinkley, Bootstrap Methods and their Application, 1997, chapter 5).
    /// </summary>
    internal static double Acceleration(IReadOnlyList<double[]> groups, Func<IReadOnlyList<double[]>, double> statistic)
    {
        double value = statistic(groups);
        double squares = 0;
        double cubes = 0;
        for (int g = 0; g < groups.Count; g++)
        {
            int count = groups[g].Length;
            for (int i = 0; i < count; i++)
            {
                double[][] without = [.. groups];
                without[g] = [.. groups[g][..i], .. groups[g][(i + 1)..]];
                double scaled = (count - 1.0) / count * (value - statistic(without));
                squares += scaled * scaled;
                cubes += scaled * scaled * scaled;
            }
        }

        return cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static Interval Quantiles(double[] sorted, double low, double high) =>
        new(
            SortedArrayStatistics.QuantileCustom(sorted, low, QuantileDefinition.R7),
            SortedArrayStatistics.QuantileCustom(sorted, high, QuantileDefinition.R7)
        );
}
