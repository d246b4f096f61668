using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C06: equivalence of sources from other domains and from the target's own.</summary>
public sealed class C06ProxyDomain : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C06",
            "ProxyDomain",
            "Whether the source comes from the target's own domain does not matter.",
            "abstract (i); Fig. 1 right; practice (ii)",
            ClaimFamily.Domain,
            ClaimType.Similarity
        );

    public ImmutableArray<string> Needs { get; } =
    [Needed.To1K, Needed.To22K, Needed.From1K, Needed.Direct1K, Needed.Direct22K, Needed.Random];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ClaimPart on1K = ClaimParts.All(
            Targets.ImageNet1K,
            "Each small set against proxy 1 of the target: two one-sided tests of ±δ.",
            [
                .. from method in Methods.OnProxies
                from small in SearchedSet.Small
                select runs.Similar(
                    runs.Of(method, small, Targets.ImageNet1K),
                    runs.Of(method, SearchedSet.Proxy1K(1), Targets.ImageNet1K)
                ),
            ]
        );
        ClaimPart on22K = ClaimParts.All(
            Targets.ImageNet22K,
            "CIFAR10, proxy 1 of ImageNet1K and proxy 1 of the target, in pairs: two one-sided tests of ±δ.",
            [
                .. from method in Methods.OnProxies
                from pair in Pairs
                select runs.Similar(
                    runs.Of(method, pair.A, Targets.ImageNet22K),
                    runs.Of(method, pair.B, Targets.ImageNet22K)
                ),
            ]
        );
        _ = runs.Random(Targets.ImageNet1K);
        _ = runs.Random(Targets.ImageNet22K);
        return runs.Conclude(
            $"Sources of another domain and proxies of the target differ by less than δ = {runs.Margin:0.00} points on the target, for each method that was searched on both.",
            [on1K, on22K]
        );
    }

    private static ImmutableArray<(SearchedSet A, SearchedSet B)> Pairs { get; } =
    [
        (SearchedSet.Cifar10, SearchedSet.Proxy22K(1)),
        (SearchedSet.Proxy1K(1), SearchedSet.Proxy22K(1)),
        (SearchedSet.Cifar10, SearchedSet.Proxy1K(1)),
    ];
}
