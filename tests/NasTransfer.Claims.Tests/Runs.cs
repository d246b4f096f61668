using NasTransfer.Claims.Observations;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Claims.Tests;

/// <summary>Made-up studies for the judge.</summary>
internal static class Runs
{
    private static readonly Genotype AnyGenotype = new(AnyCell(), AnyCell());

    public static Observation One(
        string method,
        string? source,
        string target,
        ulong searchSeed,
        double top1,
        ulong augmentSeed = 2,
        bool diverged = false
    ) =>
        new()
        {
            Experiment = "transfer",
            Source = source,
            Target = target,
            Method = method,
            SearchSeed = searchSeed,
            AugmentSeed = augmentSeed,
            Cells = 20,
            Genotype = AnyGenotype,
            Top1Last = top1,
            Top1Best = top1,
            Diverged = diverged,
            Parameters = 1,
            Macs = 1,
            SearchImages = 1,
            AugmentImages = 1,
        };

    /// <summary>n values with exactly this mean and sample SD.</summary>
    public static double[] Exactly(int count, double mean, double deviation)
    {
        double[] steps = [.. Enumerable.Range(0, count).Select(i => i - (count - 1) / 2.0)];
        double unit = Math.Sqrt(steps.Sum(step => step * step) / (count - 1));
        return [.. steps.Select(step => mean + step / unit * deviation)];
    }

    private static Cell AnyCell() =>
        new(
            [.. Enumerable.Repeat(new Node(new Edge(Primitive.SkipConnect, 0), new Edge(Primitive.SepConv3x3, 1)), 4)],
            [2, 3, 4, 5]
        );
}
