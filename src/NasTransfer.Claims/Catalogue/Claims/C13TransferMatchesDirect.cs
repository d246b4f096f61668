using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C13: non-inferiority of the best small source to the best direct proxy.</summary>
public sealed class C13TransferMatchesDirect : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C13",
            "TransferMatchesDirect",
            "A cell from an unrelated small set is as good as one searched on the target's best proxy, or better.",
            "Fig. 3; abstract (i)",
            ClaimFamily.Domain,
            ClaimType.Similarity
        );

    public ImmutableArray<string> Needs { get; } =
    [Needed.To1K, Needed.To22K, Needed.Direct1K, Needed.Direct22K, Needed.Random];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<ClaimPart> parts =
        [
            ClaimParts.All(
                Targets.ImageNet1K,
                "The best of MIT67, FLOWERS102, CIFAR10 and CIFAR100 against the best of P1 to P5.",
                [
                    .. Methods.OnProxies.Select(method =>
                        Part(runs, method, Targets.ImageNet1K, SearchedSet.Small, SearchedSet.Of1K)
                    ),
                ]
            ),
            ClaimParts.All(
                Targets.ImageNet22K,
                "CIFAR10 against the best of P1 to P3.",
                [
                    .. Methods.OnProxies.Select(method =>
                        Part(runs, method, Targets.ImageNet22K, [SearchedSet.Cifar10], SearchedSet.Of22K)
                    ),
                ]
            ),
        ];
        _ = runs.Random(Targets.ImageNet1K);
        _ = runs.Random(Targets.ImageNet22K);
        return runs.Conclude(
            $"For each method, the best unrelated small source is not worse on the target than the best proxy of the target by δ = {runs.Margin:0.00} points or more. Best is the largest mean of these same runs, on both sides, as in the paper: each side is chosen for its luck too.",
            parts
        );
    }

    private static TestedPart Part(
        ClaimRuns runs,
        string method,
        string target,
        ImmutableArray<SearchedSet> small,
        ImmutableArray<SearchedSet> proxies
    ) =>
        BestSource.Compare(
            [.. small.Select(source => runs.Of(method, source, target))],
            [.. proxies.Select(source => runs.Of(method, source, target))],
            runs.NotWorse
        );
}
