using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Reporting.Plots;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Reporting.Figures;

/// <summary>A part of a figure: a drawing, and the groups of runs in it.</summary>
/// <param name="Svg">Null where there is nothing to draw.</param>
internal sealed record FigurePanel(
    string Name,
    string? Svg,
    ImmutableArray<string> Methods,
    ImmutableArray<FigureGroup> Groups
);

/// <summary>A figure of the paper, drawn again from runs. The paper prints no values of its figures.</summary>
/// <param name="Number">1 to 4.</param>
/// <param name="About">What it shows, in our words.</param>
/// <param name="Reading">How to read it, and in what it differs from the paper's.</param>
internal sealed record PaperFigure(int Number, string About, string Reading, ImmutableArray<FigurePanel> Panels)
{
    public PaperPlace Place => PaperPlace.Figure(Number);

    public static ImmutableArray<PaperFigure> All(FigureRuns runs) =>
        [Transfer(runs), Direct(runs), TransferAgainstDirect.Of(runs), Spread(runs)];

    private static PaperFigure Transfer(FigureRuns runs) =>
        new(
            1,
            "How well cells transfer to the two large sets, by the set that they were searched on",
            "Sources from the smallest to the largest of Table 1. A dot is a run, a bar the mean, a line its 95 % interval (it runs out of the picture where few runs leave it wide); the dashed line is the mean of random sampling, the shade its interval.",
            [
                Rows(
                    runs,
                    FigureRuns.OneK,
                    "from small sets and ImageNet1K proxies",
                    [.. FigureRuns.SmallSets, FigureRuns.Proxy1K(1), FigureRuns.Proxy1K(2), FigureRuns.Proxy1K(3)]
                ),
                Rows(
                    runs,
                    FigureRuns.TwentyTwoK,
                    "from CIFAR10 and proxies",
                    ["CIFAR10", FigureRuns.Proxy1K(1), FigureRuns.Proxy22K(1)]
                ),
            ]
        );

    private static PaperFigure Direct(FigureRuns runs) =>
        new(
            2,
            "Cells searched on proxies of the target itself, against random sampling",
            "Right of the dashed line a method is better than random sampling. The paper draws this as a plane with a diagonal; random sampling searches nothing and so has one mean a target, which makes the diagonal one line here.",
            [
                Rows(runs, FigureRuns.OneK, "from its proxies", [.. Enumerable.Range(1, 5).Select(FigureRuns.Proxy1K)]),
                Rows(
                    runs,
                    FigureRuns.TwentyTwoK,
                    "from its proxies",
                    [.. Enumerable.Range(1, 3).Select(FigureRuns.Proxy22K)]
                ),
            ]
        );

    private static PaperFigure Spread(FigureRuns runs)
    {
        string[] targets = ["FLOWERS102", "MIT67", "CIFAR10", "CIFAR100", FigureRuns.OneK];
        ImmutableArray<FigureGroup> groups =
        [
            .. targets.Select(target => runs.Random(target, ArchitectureCount.Spread)),
        ];
        string title = "Figure 4: random architectures by target";
        ImmutableArray<PlotRow> rows =
        [
            .. groups.Select(group => group.Row("", group.Target, $"SD {Words.Fixed(group.Sample.StandardDeviation)}")),
        ];
        return new PaperFigure(
            4,
            $"Accuracy of {runs.Profile.Counts[ArchitectureCount.Spread]} random architectures on targets of growing scale and diversity (30 in the paper)",
            "A dot is an architecture, a bar the mean, a line its 95 % interval; SD is the sample SD (divisor n − 1) in points.",
            [new FigurePanel("random sampling", Drawn(title, rows, groups, []), [Observation.RandomSampling], groups)]
        );
    }

    private static FigurePanel Rows(FigureRuns runs, string target, string from, ImmutableArray<string> sources)
    {
        ImmutableArray<FigureGroup> groups =
        [
            .. from source in sources
            from method in FigureRuns.SmallSets.Contains(source) ? FigureRuns.Methods : FigureRuns.OnProxies
            select runs.Of(method, source, target),
        ];
        FigureGroup random = runs.Random(target);
        ImmutableArray<PlotReference> references = double.IsFinite(random.Sample.Mean)
            ?
            [
                new PlotReference(
                    random.Sample.Mean,
                    $"random sampling, mean of {random.Sample.Count}",
                    random.Sample.IntervalOfMean
                ),
            ]
            : [];
        ImmutableArray<PlotRow> rows = [.. groups.Select(group => group.Row(runs.Sized(group.Source!), group.Method))];
        return new FigurePanel(
            $"{target}, {from}",
            Drawn($"Top-1 on {target}, {from}", rows, groups, references),
            [.. groups.Select(group => group.Method).Distinct()],
            [.. groups, random]
        );
    }

    private static string? Drawn(
        string title,
        ImmutableArray<PlotRow> rows,
        ImmutableArray<FigureGroup> groups,
        ImmutableArray<PlotReference> references
    ) =>
        groups.All(group => group.Runs.Observations.IsEmpty)
            ? null
            : new RowPlot(
                title,
                string.Join(
                    "; ",
                    groups.Select(group =>
                        $"{group.Method} {group.Source ?? ""} {group.Target}: {Words.Of(group.Sample)}".Replace(
                            "  ",
                            " "
                        )
                    )
                ),
                "test top-1 after the last epoch, %",
                rows,
                references
            ).Svg();
}
