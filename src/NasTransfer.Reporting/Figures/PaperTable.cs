using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Statistics;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Reporting.Figures;

/// <summary>A cell: what the runs say, and what the paper prints. Empty where there is nothing.</summary>
internal sealed record TableCell(string Here, string Paper)
{
    public static TableCell Empty { get; } = new("", "");
}

/// <summary>A table of the paper, computed again beside the printed one.</summary>
/// <param name="Number">1 to 4.</param>
/// <param name="About">What it shows, in our words.</param>
/// <param name="Reading">What a value is, and its unit.</param>
/// <param name="Head">Of the row names, then of each column.</param>
internal sealed record PaperTable(
    int Number,
    string About,
    string Reading,
    ImmutableArray<string> Head,
    ImmutableArray<(string Name, ImmutableArray<TableCell> Cells)> Rows
)
{
    public PaperPlace Place => PaperPlace.Table(Number);

    public static ImmutableArray<PaperTable> All(StudyReport report)
    {
        FigureRuns runs = new(report);
        return [Sets(report, runs), Improvements(runs), AugmentSeeds(runs), CellCounts(runs)];
    }

    private static PaperTable Sets(StudyReport report, FigureRuns runs) =>
        new(
            1,
            "The sets that are searched, and their sizes",
            "Numbers of classes and images. Of a whole set: its training and its reported images; of a proxy: the images that a search trains weights with, and those that it chooses cells by.",
            ["Set", "Selection", "Classes", "Train images", "Validation images"],
            [
                .. PaperTable1.Rows.Select(row =>
                    (
                        row.Name,
                        (ImmutableArray<TableCell>)
                            [
                                new TableCell($"{runs.Profile.ProxyOf(row.Name).Selection}", row.Selection),
                                .. Sizes(report, runs, row.Name) is var (classes, train, validation)
                                    ? (TableCell[])
                                        [
                                            new(Words.Count(classes), row.Classes.Text),
                                            new(Words.Count(train), row.Train.Text),
                                            new(Words.Count(validation), row.Validation.Text),
                                        ]
                                    :
                                    [
                                        new("", row.Classes.Text),
                                        new("", row.Train.Text),
                                        new("", row.Validation.Text),
                                    ],
                            ]
                    )
                ),
            ]
        );

    private static (int Classes, int Train, int Validation)? Sizes(StudyReport report, FigureRuns runs, string name)
    {
        string role = name.Replace("ImNet", "ImageNet", StringComparison.Ordinal);
        if (report.DataSets.FirstOrDefault(set => set.Role == role) is { } whole)
        {
            return (whole.Classes, whole.Train.Count, whole.Test.Count);
        }

        return runs.Source(name) is { } source
            ? (source.Classes, source.Split.Data.Train.Count, source.Split.Data.Validation.Count)
            : null;
    }

    private static PaperTable Improvements(FigureRuns runs)
    {
        (string Source, string Target)[] transfers =
        [
            .. PaperTable2.Cells.Select(cell => (cell.Source, cell.Target)).Distinct(),
        ];
        return new PaperTable(
            2,
            "RI of each method in each transfer, over random sampling on the same target",
            "In percent, with its 95 % interval (delta method); the paper's is from one run on each side. The paper searched NSGANet on no proxy, so its last cell is empty; the source ImageNet1K is its proxy 1.",
            ["Method", .. transfers.Select(transfer => $"{transfer.Source} → {transfer.Target}")],
            [
                .. FigureRuns.Methods.Select(method =>
                    (
                        method,
                        (ImmutableArray<TableCell>)
                            [
                                .. transfers.Select(transfer =>
                                    Improvement(runs, method, transfer.Source, transfer.Target)
                                ),
                            ]
                    )
                ),
            ]
        );
    }

    private static TableCell Improvement(FigureRuns runs, string method, string source, string target)
    {
        if (PaperTable2.Find(source, target, method) is not { } printed)
        {
            return TableCell.Empty;
        }

        Sample random = runs.Random(target).Sample;
        Sample ours = runs.Of(method, source == FigureRuns.OneK ? FigureRuns.Proxy1K(1) : source, target).Sample;
        RelativeImprovement here = RelativeImprovement.Compare(ours, random);
        return new TableCell(
            ours.Count == 0 || random.Count == 0 ? "" : $"{Words.Signed(here.Value)} {Words.Of(here.Interval)}",
            Words.Signed(printed)
        );
    }

    private static PaperTable AugmentSeeds(FigureRuns runs)
    {
        (PrintedExperiment Experiment, string Name, ulong Seed)[] columns =
        [
            .. from experiment in ((PrintedExperiment, string)[])
                [
                    (PrintedExperiment.TransferFromCifar10, "CIFAR10 → ImageNet1K"),
                    (PrintedExperiment.DirectOnProxy1, "ImNet1K P1 → ImageNet1K"),
                ]
            from seed in (ulong[])[2, 3]
            select (experiment.Item1, experiment.Item2, seed),
        ];
        return new PaperTable(
            3,
            "Two augment seeds (AS)",
            "Top-1 on ImageNet1K in percent, the mean of n searches; random sampling, which searches nothing, stands in the columns of the proxy as in the paper.",
            ["Method", .. columns.Select(column => $"{column.Name}, AS = {column.Seed}")],
            [
                .. ((string[])[.. FigureRuns.Methods, Observation.RandomSampling]).Select(method =>
                    (
                        method,
                        (ImmutableArray<TableCell>)
                            [
                                .. columns.Select(column =>
                                    Of(column.Experiment, method) is { } experiment
                                        ? Accuracy(
                                            runs,
                                            experiment,
                                            method,
                                            PaperTable3.Find(experiment, method, column.Seed),
                                            Experiment.DefaultCells,
                                            column.Seed
                                        )
                                        : TableCell.Empty
                                ),
                            ]
                    )
                ),
            ]
        );
    }

    /// <summary>What a cell of Table 3 is; null where random sampling has no cell.</summary>
    private static PrintedExperiment? Of(PrintedExperiment column, string method) =>
        method != Observation.RandomSampling ? column
        : column == PrintedExperiment.DirectOnProxy1 ? PrintedExperiment.RandomSampling
        : null;

    private static PaperTable CellCounts(FigureRuns runs)
    {
        int[] columns = [.. PaperTable4.All.Select(cell => cell.Cells).Distinct()];
        return new PaperTable(
            4,
            "Three numbers of cells",
            "Top-1 on ImageNet1K in percent, the mean of n searches.",
            [
                "Experiment",
                .. columns.Select(cells =>
                    runs.Profile.Cells.TryGetValue(cells, out int here) && here != cells
                        ? $"{cells} cells (here {here})"
                        : $"{cells} cells"
                ),
            ],
            [
                .. PaperTable4
                    .All.Select(cell => (cell.Experiment, cell.Method))
                    .Distinct()
                    .Select(row =>
                        (
                            $"{Name(row.Experiment)}: {row.Method}",
                            (ImmutableArray<TableCell>)
                                [
                                    .. columns.Select(cells =>
                                        Accuracy(
                                            runs,
                                            row.Experiment,
                                            row.Method,
                                            PaperTable4.Find(row.Experiment, row.Method, cells),
                                            cells,
                                            Experiment.DefaultAugmentSeed
                                        )
                                    ),
                                ]
                        )
                    ),
            ]
        );
    }

    private static string Name(PrintedExperiment experiment) =>
        experiment switch
        {
            PrintedExperiment.TransferFromCifar10 => "CIFAR10 → ImageNet1K",
            PrintedExperiment.DirectOnProxy1 => "ImNet1K P1 → ImageNet1K",
            _ => "ImageNet1K",
        };

    /// <summary>The ablations' own searches, so that the columns of a row differ in nothing else.</summary>
    private static TableCell Accuracy(
        FigureRuns runs,
        PrintedExperiment experiment,
        string method,
        double? printed,
        int cells,
        ulong augmentSeed
    )
    {
        if (printed is not { } paper)
        {
            return TableCell.Empty;
        }

        string? source = experiment switch
        {
            PrintedExperiment.TransferFromCifar10 => "CIFAR10",
            PrintedExperiment.DirectOnProxy1 => FigureRuns.Proxy1K(1),
            _ => null,
        };
        Sample here = runs.Of(
            method,
            source,
            PrintedAccuracy.Target,
            ArchitectureCount.Ablations,
            cells,
            augmentSeed
        ).Sample;
        return new TableCell(here.Count == 0 ? "" : $"{Words.Of(here)} (n = {here.Count})", Words.Fixed(paper));
    }
}
