using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C07: a direction for each method and proxy; all must hold.</summary>
public sealed class C07Cifar10For22K : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C07",
            "Cifar10For22K",
            "For all methods, CIFAR10 is a better source for 22K than proxies drawn from 1K or from 22K.",
            "Figs. 1 and 3",
            ClaimFamily.Domain,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.To22K, Needed.From1K, Needed.Direct22K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        const string form =
            "On ImageNet22K, each method that was searched on proxies is better from CIFAR10 than from proxy 1 of ImageNet1K and from each proxy of ImageNet22K. NSGANet was searched on none.";
        ImmutableArray<TestedPart> tested =
        [
            .. from method in Methods.OnProxies
            from proxy in (SearchedSet[])[SearchedSet.Proxy1K(1), .. SearchedSet.Of22K]
            select runs.Beats(
                runs.Of(method, SearchedSet.Cifar10, Target),
                runs.Of(method, proxy, Target),
                PaperEffect.Between(method, SearchedSet.Cifar10, proxy, Target)
            ),
        ];
        return runs.Conclude(form, [ClaimParts.All("CIFAR10 against every proxy", form, tested)]);
    }

    private const string Target = Targets.ImageNet22K;
}
