using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C04: a direction for each method; most must hold.</summary>
public sealed class C04Cifar10BeatsCifar100 : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C04",
            "Cifar10BeatsCifar100",
            "For most methods, CIFAR10 is a better source for 1K than CIFAR100.",
            "text of Fig. 1",
            ClaimFamily.Size,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.To1K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        const string form =
            "For more than half of the four methods, top-1 on ImageNet1K after a search on CIFAR10 is above that after a search on CIFAR100.";
        ImmutableArray<TestedPart> tested =
        [
            .. Methods.All.Select(method =>
                runs.Beats(
                    runs.Of(method, SearchedSet.Cifar10, Target),
                    runs.Of(method, SearchedSet.Cifar100, Target),
                    PaperEffect.Between(method, SearchedSet.Cifar10, SearchedSet.Cifar100, Target)
                )
            ),
        ];
        return runs.Conclude(form, [ClaimParts.Most("most methods", form, tested)]);
    }

    private const string Target = Targets.ImageNet1K;
}
