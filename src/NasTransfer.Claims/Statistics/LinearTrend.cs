using MathNet.Numerics.LinearRegression;

namespace NasTransfer.Claims.Statistics;

/// <summary>A straight line through points, by least squares.</summary>
/// <param name="Slope">y a unit of x, with its noise: residuals are taken as normal, of one SD.</param>
public sealed record LinearTrend(double Intercept, Estimate Slope)
{
    /// <returns>
    /// Slope and intercept are NaN with fewer than two points or where all x are equal; the slope has no noise with
    /// fewer than three points, or where all lie on the line.
    /// </returns>
    public static LinearTrend Through(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"There are {x.Count} values of x and {y.Count} of y.", nameof(y));
        }

        if (x.Distinct().Take(2).Count() < 2)
        {
            return new LinearTrend(double.NaN, Estimate.WithoutNoise(double.NaN));
        }

        var (intercept, slope) = SimpleRegression.Fit([.. x], [.. y]);
        double mean = x.Average();
        double spread = x.Sum(value => (value - mean) * (value - mean));
        double residuals = x.Zip(y, (at, value) => Math.Pow(value - intercept - slope * at, 2)).Sum();
        int df = x.Count - 2;
        double error = df > 0 ? Math.Sqrt(residuals / df / spread) : double.NaN;
        return new LinearTrend(intercept, error > 0 ? new Estimate(slope, error, df) : Estimate.WithoutNoise(slope));
    }
}
