using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C18: two trends over the targets of random sampling.</summary>
public sealed class C18RandomSpreadGrows : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C18",
            "RandomSpreadGrows",
            "Over 30 random architectures, the spread of accuracy grows and its mean falls as the target grows.",
            "Fig. 4",
            ClaimFamily.Scale,
            ClaimType.Spread
        );

    public ImmutableArray<string> Needs { get; } = [Needed.Spread];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<NamedRuns> inOrder =
        [
            .. InOrder.Select(target => new NamedRuns(target, runs.Random(target, ArchitectureCount.Spread).Values)),
        ];
        double[][] values = [.. inOrder.Where(group => !group.Values.IsEmpty).Select(group => group.Values.ToArray())];
        return runs.Conclude(
            $"Random architectures on {string.Join(", ", InOrder)}, in this order of scale and diversity: SD rises and mean falls from each to the next.",
            [
                ClaimParts.One(
                    "SD rises",
                    "Every ratio of neighbouring SDs has its lower 95 % bound above 1; one whose upper bound is below 1 refutes.",
                    SpreadRule.Judge(inOrder, runs.Seed),
                    Spread.BrownForsythe(values).P
                ),
                ClaimParts.One(
                    "mean falls",
                    "Every mean is below the one before it (95 % interval of the difference); one that is above it refutes.",
                    TrendRule.Judge([.. inOrder.Reverse()]),
                    Jonckheere.Test([.. values.Reverse()]).P
                ),
            ],
            PartsRule.Combine
        );
    }

    private static ImmutableArray<string> InOrder { get; } =
    [Targets.Flowers, Targets.Mit, Targets.Cifar10, Targets.Cifar100, Targets.ImageNet1K];
}
