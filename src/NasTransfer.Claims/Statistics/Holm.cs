using System.Collections.Immutable;

namespace NasTransfer.Claims.Statistics;

/// <summary>Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979).</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values in the order of <paramref name="values"/>. A NaN (no test was possible) stays NaN and does not
    /// count.
    /// </summary>
    public static ImmutableArray<double> Adjust(IReadOnlyList<double> values)
    {
        double[] adjusted = [.. values.Select(_ => double.NaN)];
        int[] order =
        [
            .. Enumerable.Range(0, values.Count).Where(i => !double.IsNaN(values[i])).OrderBy(i => values[i]),
        ];
        double largest = 0;
        for (int rank = 0; rank < order.Length; rank++)
        {
            // p̃₍ᵢ₎ = max over j ≤ i of (m − j + 1)·p₍ⱼ₎, at most 1
            largest = Math.Max(largest, Math.Min(1, (order.Length - rank) * values[order[rank]]));
            adjusted[order[rank]] = largest;
        }

        return [.. adjusted];
    }
}
