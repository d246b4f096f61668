using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C10: a direction for each method and proxy; all must hold.</summary>
public sealed class C10RandomClassesBeatUniform : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C10",
            "RandomClassesBeatUniform",
            "A random part of the classes with all their images is a better 1K proxy than all classes with fewer images.",
            "text of Fig. 2; practice (iii)",
            ClaimFamily.Design,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.Direct1K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        const string form =
            "For each method, ImageNet1K's proxies of random classes (P1 to P4) each beat P5, which has all classes with fewer images.";
        ImmutableArray<TestedPart> tested =
        [
            .. from method in Methods.OnProxies
            from proxy in SearchedSet.Of1K.Take(4)
            select runs.Beats(
                runs.Of(method, proxy, Targets.ImageNet1K),
                runs.Of(method, SearchedSet.Proxy1K(5), Targets.ImageNet1K)
            ),
        ];
        return runs.Conclude(form, [ClaimParts.All("P1 to P4 against P5", form, tested)]);
    }
}
