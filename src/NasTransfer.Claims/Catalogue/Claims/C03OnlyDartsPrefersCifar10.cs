using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C03: a direction for DARTS, and non-inferiority of the small sets for the others.</summary>
public sealed class C03OnlyDartsPrefersCifar10 : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C03",
            "OnlyDartsPrefersCifar10",
            "DARTS alone does better from CIFAR10 than from the two small sets.",
            "text of Fig. 1",
            ClaimFamily.Size,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.To1K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ClaimPart darts = ClaimParts.All(
            "DARTS prefers CIFAR10",
            "DARTS from CIFAR10 is above DARTS from either small set.",
            [
                .. Small.Select(small =>
                    runs.Beats(
                        runs.Of(Methods.Darts, SearchedSet.Cifar10, Target),
                        runs.Of(Methods.Darts, small, Target),
                        PaperEffect.Between(Methods.Darts, SearchedSet.Cifar10, small, Target)
                    )
                ),
            ]
        );
        ClaimPart others = ClaimParts.All(
            "no other method does",
            $"Every other method is from either small set not worse than from CIFAR10 by δ = {runs.Margin:0.00} points or more.",
            [
                .. from method in Methods.All.Remove(Methods.Darts)
                from small in Small
                select runs.NotWorse(runs.Of(method, small, Target), runs.Of(method, SearchedSet.Cifar10, Target)),
            ]
        );
        return runs.Conclude(
            "On ImageNet1K, CIFAR10 is a better source than MIT67 and FLOWERS102 for DARTS, and for no other method.",
            [darts, others]
        );
    }

    private const string Target = Targets.ImageNet1K;

    private static ImmutableArray<SearchedSet> Small { get; } = [SearchedSet.Mit, SearchedSet.Flowers];
}
