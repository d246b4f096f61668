using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C08: the same order of three methods for every proxy.</summary>
public sealed class C08RankingStable1K : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C08",
            "RankingStable1K",
            "On 1K, DARTS comes before ENAS and ENAS before NAO whichever proxy was searched.",
            "Fig. 2",
            ClaimFamily.Design,
            ClaimType.Ranking
        );

    public ImmutableArray<string> Needs { get; } = [Needed.Direct1K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<ClaimPart> parts =
        [
            .. SearchedSet.Of1K.Select(proxy =>
                ClaimParts.One(
                    proxy.Name,
                    "P(same order) over resampled searches: at least .90 holds, at most .05 refutes.",
                    RankingRule.Judge(
                        [
                            .. BestFirst.Select(method => new NamedRuns(
                                method,
                                runs.Of(method, proxy, Targets.ImageNet1K).Values
                            )),
                        ],
                        runs.Seed
                    )
                )
            ),
        ];
        return runs.Conclude(
            "On ImageNet1K, DARTS is above ENAS and ENAS above NAO for every one of the proxies P1 to P5.",
            parts
        );
    }

    private static ImmutableArray<string> BestFirst { get; } = [Methods.Darts, Methods.Enas, Methods.Nao];
}
