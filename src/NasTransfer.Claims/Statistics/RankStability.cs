using NasTransfer.Engine.Randomness;

namespace NasTransfer.Claims.Statistics;

/// <summary>How firmly runs put several groups in a given order: the runs of each group are resampled.</summary>
/// <param name="SameOrder">Share of draws in which every mean is above the next.</param>
/// <param name="SameBest">Share of draws in which the first mean is above all others.</param>
/// <param name="SameWorst">Share of draws in which the last mean is below all others.</param>
/// <param name="MeanTau">Mean Kendall's τ between the draws' order and the given one.</param>
public sealed record RankStability(double SameOrder, double SameBest, double SameWorst, double MeanTau)
{
    /// <param name="bestFirst">Values of each group, the best one of the given order first.</param>
    /// <returns>
    /// Null where order has no noise: fewer than two groups, or a group with fewer than two runs. Ties are no order.
    /// </returns>
    public static RankStability? Of(IReadOnlyList<double[]> bestFirst, ulong seed)
    {
        if (bestFirst.Count < 2 || bestFirst.Any(group => group.Length < 2))
        {
            return null;
        }

        CounterRandom generator = new(seed, "bootstrap of an order");
        double[][] resampled = [.. bestFirst.Select(group => new double[group.Length])];
        double[] places = [.. Enumerable.Range(0, bestFirst.Count).Select(place => -(double)place)];
        var (order, best, worst, tau) = (0, 0, 0, 0.0);
        for (int draw = 0; draw < Bootstrap.Draws; draw++)
        {
            Bootstrap.Resample(bestFirst, resampled, generator);
            double[] means = [.. resampled.Select(group => group.Average())];
            order += means.Zip(means.Skip(1)).All(pair => pair.First > pair.Second) ? 1 : 0;
            best += means.Skip(1).All(mean => mean < means[0]) ? 1 : 0;
            worst += means.SkipLast(1).All(mean => mean > means[^1]) ? 1 : 0;
            double one = RankCorrelation.Kendall(places, means).Tau;
            tau += double.IsNaN(one) ? 0 : one;
        }

        const double all = Bootstrap.Draws;
        return new RankStability(order / all, best / all, worst / all, tau / all);
    }
}
