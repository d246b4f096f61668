using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C11: a direction for each method and rival of P1; all must hold.</summary>
public sealed class C11ProxyDesign22K : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C11",
            "ProxyDesign22K",
            "On 22K, proxy P1 is clearly better than P2 and P3 for DARTS, ENAS and NAO, and beats random sampling.",
            "text of Fig. 2",
            ClaimFamily.Design,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.Direct22K, Needed.Random];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ClaimPart proxies = ClaimParts.All(
            "P1 against P2 and P3",
            "For each method, P1 beats P2 and P3.",
            [
                .. from method in Methods.OnProxies
                from number in (int[])[2, 3]
                select runs.Beats(P1(method), runs.Of(method, SearchedSet.Proxy22K(number), Targets.ImageNet22K)),
            ]
        );
        ClaimPart random = ClaimParts.All(
            "P1 against random sampling",
            "For each method, RI from P1 is above 0.",
            [.. Methods.OnProxies.Select(method => runs.Beats(P1(method), runs.Random(Targets.ImageNet22K)))]
        );
        return runs.Conclude(
            "On ImageNet22K, proxy P1 is better than P2 and P3 for DARTS, ENAS and NAO, and each of them beats random sampling from it.",
            [proxies, random]
        );

        RunGroup P1(string method) => runs.Of(method, SearchedSet.Proxy22K(1), Targets.ImageNet22K);
    }
}
