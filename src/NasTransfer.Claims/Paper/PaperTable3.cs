using System.Collections.Immutable;
using System.Globalization;

namespace NasTransfer.Claims.Paper;

/// <summary>Table 3 of the paper: two augment seeds.</summary>
public static class PaperTable3
{
    /// <summary>The training protocol fixes it for all experiments but those of Table 4.</summary>
    private const int Cells = 20;

    /// <summary>The 16 printed cells.</summary>
    public static ImmutableArray<PrintedAccuracy> All { get; } =
    [
        .. from row in PrintedTable.Read("table3.csv")
        let method = PrintedTable.Method(row["method"])
        let top1 = PrintedTable.Figure(row["top1"])
        where top1.HasValue
        select new PrintedAccuracy(
            PrintedAccuracy.ExperimentOf(row["experiment"], method),
            method,
            ulong.Parse(row["augment_seed"], CultureInfo.InvariantCulture),
            Cells,
            top1.GetValueOrDefault()
        ),
    ];

    /// <summary>The printed top-1, or null where the table has none.</summary>
    public static double? Find(PrintedExperiment experiment, string method, ulong augmentSeed) =>
        All.FirstOrDefault(cell =>
            cell.Experiment == experiment && cell.Method == method && cell.AugmentSeed == augmentSeed
        )?.Top1;
}
