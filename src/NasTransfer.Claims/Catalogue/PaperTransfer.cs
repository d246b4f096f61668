using System.Collections.Immutable;
using NasTransfer.Claims.Paper;

namespace NasTransfer.Claims.Catalogue;

/// <summary>A method that is searched on one set and trained on another, or on the set that the first is a proxy of.</summary>
internal sealed record PaperTransfer(string Method, SearchedSet Source, string Target)
{
    /// <summary>The 27 cells of Table 2, whose source ImageNet1K is proxy 1.</summary>
    public static ImmutableArray<PaperTransfer> Table2 { get; } =
    [
        .. PaperTable2.Cells.Select(cell => new PaperTransfer(
            cell.Method,
            cell.Source == Targets.ImageNet1K ? SearchedSet.Proxy1K(1) : new SearchedSet(cell.Source),
            cell.Target
        )),
    ];

    /// <summary>Searches on proxies of the target, of Fig. 2.</summary>
    public static ImmutableArray<PaperTransfer> Direct { get; } =
    [
        .. from method in Methods.OnProxies
        from proxy in SearchedSet.Of1K
        select new PaperTransfer(method, proxy, Targets.ImageNet1K),
        .. from method in Methods.OnProxies
        from proxy in SearchedSet.Of22K
        select new PaperTransfer(method, proxy, Targets.ImageNet22K),
    ];

    public double? PaperImprovement => PaperEffect.Improvement(Method, Source, Target);

    public TestedPart BeatsRandom(ClaimRuns runs) =>
        runs.Beats(runs.Of(Method, Source, Target), runs.Random(Target), PaperImprovement);

    /// <summary>Of a transfer whose printed RI is below 0.</summary>
    public TestedPart IsBelowRandom(ClaimRuns runs) =>
        runs.Below(runs.Of(Method, Source, Target), runs.Random(Target), PaperImprovement!.Value);
}
