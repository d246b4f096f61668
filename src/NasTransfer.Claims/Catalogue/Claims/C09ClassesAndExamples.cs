using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C09: equivalence of three proxies in pairs.</summary>
public sealed class C09ClassesAndExamples : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C09",
            "ClassesAndExamples",
            "Beyond a minimum, more classes or more examples in a 1K proxy change nothing that can be seen.",
            "text of Fig. 2",
            ClaimFamily.Design,
            ClaimType.Similarity
        );

    public ImmutableArray<string> Needs { get; } = [Needed.Direct1K, Needed.Random];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<TestedPart> tested =
        [
            .. from method in Methods.OnProxies
            from pair in (SearchedSet[][])
                [
                    [P(1), P(2)],
                    [P(2), P(3)],
                    [P(1), P(3)],
                ]
            select runs.Similar(
                runs.Of(method, pair[0], Targets.ImageNet1K),
                runs.Of(method, pair[1], Targets.ImageNet1K)
            ),
        ];
        _ = runs.Random(Targets.ImageNet1K);
        string form =
            $"For each method, the proxies P1, P2 and P3 of ImageNet1K (100, 200 and 300 classes) differ in pairs by less than δ = {runs.Margin:0.00} points.";
        return runs.Conclude(form, [ClaimParts.All("P1, P2 and P3 in pairs", form, tested)]);

        static SearchedSet P(int number) => SearchedSet.Proxy1K(number);
    }
}
