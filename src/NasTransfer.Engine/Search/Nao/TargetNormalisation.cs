using System.Collections.Immutable;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>The predictor's targets: the accuracies of a pool, stretched to 0 (worst) … 1 (best).</summary>
internal static class TargetNormalisation
{
    // Where all are equal, none is better: the middle of the sigmoid's range, with no slope to learn.
    private const float OfEquals = 0.5f;

    /// <summary>t = (a − a_min) / (a_max − a_min); ½ for all where a_max = a_min.</summary>
    public static ImmutableArray<float> MinMax(IReadOnlyCollection<double> accuracies)
    {
        double smallest = accuracies.Min();
        double range = accuracies.Max() - smallest;
        return [.. accuracies.Select(accuracy => range > 0 ? (float)((accuracy - smallest) / range) : OfEquals)];
    }
}
