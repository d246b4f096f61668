using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C12: DARTS's place among three methods, proxy by proxy.</summary>
public sealed class C12RankingFlips22K : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C12",
            "RankingFlips22K",
            "On 22K the proxy changes the ranking: DARTS is first from P1 and last from P2 and P3.",
            "text of Fig. 2",
            ClaimFamily.Design,
            ClaimType.Ranking
        );

    public ImmutableArray<string> Needs { get; } = [Needed.Direct22K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<ClaimPart> parts =
        [
            Part(runs, 1, first: true),
            Part(runs, 2, first: false),
            Part(runs, 3, first: false),
        ];
        return runs.Conclude(
            "On ImageNet22K, DARTS is above ENAS and NAO from P1, and below both from P2 and from P3.",
            parts
        );
    }

    private static ClaimPart Part(ClaimRuns runs, int proxy, bool first)
    {
        NamedRuns Of(string method) =>
            new(method, runs.Of(method, SearchedSet.Proxy22K(proxy), Targets.ImageNet22K).Values);
        return ClaimParts.One(
            $"DARTS {(first ? "first" : "last")} from P{proxy}",
            "P(that place) over resampled searches: at least .90 holds, at most .05 refutes.",
            PlaceRule.Judge(Of(Methods.Darts), [Of(Methods.Enas), Of(Methods.Nao)], first, runs.Seed)
        );
    }
}
