using System.Collections.Immutable;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>
/// Dominance, fronts and crowding of NSGA-II (Deb et al., 2002): which of two trade-offs is better, and which of a front
/// is in the emptier place.
/// </summary>
internal static class ParetoRanking
{
    /// <summary>Stands for an infinite distance, as in the original code; JSON knows no infinity.</summary>
    public const double Infinite = 1e14;

    private const int Objectives = 2;

    /// <summary>No worse in both objectives, better in one.</summary>
    public static bool Dominates(Fitness one, Fitness other) =>
        one.Error <= other.Error && one.Macs <= other.Macs && (one.Error < other.Error || one.Macs < other.Macs);

    /// <summary>
    /// Indices of <paramref name="points"/>, front by front: the first is dominated by none, each further one by none but
    /// those before it. Ascending within a front.
    /// </summary>
    public static ImmutableArray<ImmutableArray<int>> Fronts(IReadOnlyList<Fitness> points)
    {
        // Fast non-dominated sort: each point counts those that dominate it; a front strikes itself off those counts.
        var dominated = new List<int>[points.Count];
        var dominators = new int[points.Count];
        for (int i = 0; i < points.Count; i++)
        {
            dominated[i] = [.. Enumerable.Range(0, points.Count).Where(j => Dominates(points[i], points[j]))];
            foreach (int j in dominated[i])
            {
                dominators[j]++;
            }
        }

        var fronts = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        ImmutableArray<int> front = [.. Enumerable.Range(0, points.Count).Where(i => dominators[i] == 0)];
        while (!front.IsEmpty)
        {
            fronts.Add(front);
            List<int> next = [];
            foreach (int j in front.SelectMany(i => dominated[i]))
            {
                if (--dominators[j] == 0)
                {
                    next.Add(j);
                }
            }

            front = [.. next.Order()];
        }

        return fronts.ToImmutable();
    }

    /// <summary>
    /// Crowding distance of each point of a front: for each objective the gap between its neighbours over the front's
    /// range, averaged. The ends, and any of fewer than three points, are at <see cref="Infinite"/>.
    /// </summary>
    /// <remarks>
    /// Neighbours are the nearest values that differ, so equal points share a distance and no order of theirs matters. An
    /// objective in which all points agree adds nothing.
    /// </remarks>
    public static double[] Crowding(IReadOnlyList<Fitness> front)
    {
        var distances = new double[front.Count];
        if (front.Count <= 2)
        {
            Array.Fill(distances, Infinite);
            return distances;
        }

        AddGaps(distances, [.. front.Select(point => point.Error)]);
        AddGaps(distances, [.. front.Select(point => point.Macs)]);
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = double.IsInfinity(distances[i]) ? Infinite : distances[i] / Objectives;
        }

        return distances;
    }

    /// <summary>
    /// The share of the rectangle from the origin to (100 %, <paramref name="largestMacs"/>) that the points dominate.
    /// </summary>
    public static double Hypervolume(IEnumerable<Fitness> points, double largestMacs)
    {
        const double LargestError = 100;
        double volume = 0;
        double lowestError = LargestError;
        // By rising cost, every point that errs less than all cheaper ones adds the strip between them.
        foreach (Fitness point in points.OrderBy(point => point.Macs).ThenBy(point => point.Error))
        {
            if (point.Error < lowestError && point.Macs < largestMacs)
            {
                volume += (lowestError - point.Error) * (largestMacs - point.Macs);
                lowestError = point.Error;
            }
        }

        return volume / (LargestError * largestMacs);
    }

    // (next − previous) / (max − min), one objective.
    private static void AddGaps(double[] distances, double[] values)
    {
        double[] distinct = [.. values.Distinct().Order()];
        if (distinct.Length == 1)
        {
            return;
        }

        double range = distinct[^1] - distinct[0];
        for (int i = 0; i < values.Length; i++)
        {
            int at = Array.BinarySearch(distinct, values[i]);
            distances[i] +=
                at == 0 || at == distinct.Length - 1
                    ? double.PositiveInfinity
                    : (distinct[at + 1] - distinct[at - 1]) / range;
        }
    }
}
