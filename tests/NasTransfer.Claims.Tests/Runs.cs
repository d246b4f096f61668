using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Engine.Architectures;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Tests;

/// <summary>Made-up studies for the judge.</summary>
internal static class Runs
{
    private static readonly Genotype AnyGenotype = new(AnyCell(), AnyCell());

    public static ClaimSizes Sizes(int methodRuns, int randomRuns, Pilot? pilot = null, params string[] methods) =>
        new()
        {
            Sources = ["CIFAR10", "CIFAR100"],
            Targets = ["ImageNet1K", "ImageNet22K"],
            Methods = methods.Length == 0 ? ["DARTS"] : [.. methods],
            SearchSeeds = Seeds(methodRuns),
            RandomSeeds = Seeds(randomRuns),
            AugmentSeeds = [2],
            Pilot = pilot,
        };

    /// <summary>Accuracies of a method after a search on a source, one a search seed.</summary>
    public static IEnumerable<Observation> Of(
        string method,
        string source,
        string target,
        params IEnumerable<double> top1
    ) => top1.Select((accuracy, seed) => One(method, source, target, (ulong)seed, accuracy));

    public static IEnumerable<Observation> OfRandom(string target, params IEnumerable<double> top1) =>
        top1.Select((accuracy, seed) => One(Observation.RandomSampling, null, target, (ulong)seed, accuracy));

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

    private static ImmutableArray<ulong> Seeds(int count) => [.. Enumerable.Range(0, count).Select(i => (ulong)i)];

    private static Cell AnyCell() =>
        new(
            [.. Enumerable.Repeat(new Node(new Edge(Primitive.SkipConnect, 0), new Edge(Primitive.SepConv3x3, 1)), 4)],
            [2, 3, 4, 5]
        );
}
