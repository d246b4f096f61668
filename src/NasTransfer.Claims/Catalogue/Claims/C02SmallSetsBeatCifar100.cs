using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C02: a direction for each method and small set; all must hold.</summary>
public sealed class C02SmallSetsBeatCifar100 : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C02",
            "SmallSetsBeatCifar100",
            "For every method, FLOWERS102 and MIT67 are better sources for 1K than CIFAR100.",
            "text of Fig. 1",
            ClaimFamily.Size,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.To1K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<TestedPart> tested =
        [
            .. from method in Methods.All
            from small in (SearchedSet[])[SearchedSet.Mit, SearchedSet.Flowers]
            select runs.Beats(
                runs.Of(method, small, Target),
                runs.Of(method, SearchedSet.Cifar100, Target),
                PaperEffect.Between(method, small, SearchedSet.Cifar100, Target)
            ),
        ];
        const string form =
            "For every method, top-1 on ImageNet1K after a search on MIT67, and on FLOWERS102, is above that after a search on CIFAR100.";
        return runs.Conclude(form, [ClaimParts.All("both small sets, all methods", form, tested)]);
    }

    private const string Target = Targets.ImageNet1K;
}
