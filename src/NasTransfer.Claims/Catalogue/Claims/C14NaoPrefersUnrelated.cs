using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C14: a direction for each target, for NAO alone; both must hold.</summary>
public sealed class C14NaoPrefersUnrelated : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C14",
            "NaoPrefersUnrelated",
            "For NAO, an unrelated small set beats the best proxy of the target, on 1K and on 22K.",
            "text of Fig. 3",
            ClaimFamily.Domain,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.To1K, Needed.To22K, Needed.Direct1K, Needed.Direct22K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ClaimPart Part(string target, ImmutableArray<SearchedSet> small, ImmutableArray<SearchedSet> proxies) =>
            ClaimParts.All(
                target,
                $"NAO from the best of {string.Join(", ", small.Select(source => source.Name))} beats NAO from the best of {string.Join(", ", proxies.Select(source => source.Name))}.",
                [
                    BestSource.Compare(
                        [.. small.Select(source => runs.Of(Methods.Nao, source, target))],
                        [.. proxies.Select(source => runs.Of(Methods.Nao, source, target))],
                        (one, other) => runs.Beats(one, other)
                    ),
                ]
            );
        return runs.Conclude(
            "For NAO, the best unrelated small source beats the best proxy of the target, on ImageNet1K and on ImageNet22K. Best is the largest mean of these same runs, on both sides, as in the paper: each side is chosen for its luck too.",
            [
                Part(Targets.ImageNet1K, SearchedSet.Small, SearchedSet.Of1K),
                Part(Targets.ImageNet22K, [SearchedSet.Cifar10], SearchedSet.Of22K),
            ]
        );
    }
}
