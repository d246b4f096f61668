using System.Collections.Immutable;
using NasTransfer.Reporting.Plots;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Figures;

/// <summary>Figure 3: transfer from elsewhere against the best direct search on a proxy of the target.</summary>
internal static class TransferAgainstDirect
{
    public static PaperFigure Of(FigureRuns runs) =>
        new(
            3,
            "Transfer from another set against the best direct search on a proxy of the target",
            "Above the diagonal, transfer is better than the best proxy (by the mean of these same runs, so the best is chosen for its luck too). A small mark is a run after transfer, a large one the mean, its upright line the 95 % interval; marks of one method are moved apart sideways. Mean and interval of the best direct search stand above the axis; its runs are those of Figure 2. NSGANet was not searched on proxies.",
            [
                Panel(
                    runs,
                    FigureRuns.OneK,
                    FigureRuns.SmallSets,
                    [.. Enumerable.Range(1, 5).Select(FigureRuns.Proxy1K)]
                ),
                Panel(
                    runs,
                    FigureRuns.TwentyTwoK,
                    ["CIFAR10", FigureRuns.Proxy1K(1)],
                    [.. Enumerable.Range(1, 3).Select(FigureRuns.Proxy22K)]
                ),
            ]
        );

    private static FigurePanel Panel(
        FigureRuns runs,
        string target,
        ImmutableArray<string> sources,
        ImmutableArray<string> proxies
    )
    {
        var pairs = (
            from method in FigureRuns.OnProxies
            let best = Best([.. proxies.Select(proxy => runs.Of(method, proxy, target))])
            from source in sources
            select (Transfer: runs.Of(method, source, target), Direct: best)
        ).ToArray();
        ImmutableArray<ScatterGroup> drawn =
        [
            .. pairs
                .Where(pair => pair.Transfer.Sample.Count > 0 && pair.Direct.Sample.Count > 0)
                .Select(pair =>
                    Group(
                        pair.Transfer,
                        pair.Direct,
                        sources.IndexOf(pair.Transfer.Source!) - (sources.Length - 1) / 2.0
                    )
                ),
        ];
        ImmutableArray<FigureGroup> groups =
        [
            .. pairs.Select(pair => pair.Transfer),
            .. pairs.Select(pair => pair.Direct).Distinct(),
        ];
        return new FigurePanel(
            $"{target}, transfer against direct search",
            drawn.IsEmpty
                ? null
                : new ScatterPlot(
                    $"Top-1 on {target} after transfer, against the best direct search",
                    string.Join(
                        "; ",
                        pairs.Select(pair =>
                            $"{pair.Transfer.Method} from {pair.Transfer.Source}: {Words.Of(pair.Transfer.Sample)}, best direct from {pair.Direct.Source}: {Words.Of(pair.Direct.Sample)}"
                        )
                    ),
                    $"best direct search: test top-1 on {target}, %",
                    $"transfer: test top-1 on {target}, %",
                    drawn
                ).Svg(),
            FigureRuns.OnProxies,
            groups
        );
    }

    /// <summary>By the mean; the first where none has runs.</summary>
    private static FigureGroup Best(FigureGroup[] groups) =>
        groups.Where(group => group.Sample.Count > 0).MaxBy(group => group.Sample.Mean) ?? groups[0];

    private static ScatterGroup Group(FigureGroup transfer, FigureGroup direct, double shift) =>
        new(
            MethodLook.Of(transfer.Method),
            direct.Sample.Mean,
            transfer.Sample.Mean,
            direct.Sample.IntervalOfMean,
            transfer.Sample.IntervalOfMean,
            [
                .. transfer
                    .Dots.Where(dot => double.IsFinite(dot.Value))
                    .Select(dot => (direct.Sample.Mean, dot.Value, dot.Title)),
            ],
            transfer.Source!,
            shift
        );
}
