using System.Collections.Immutable;
using System.Globalization;

namespace NasTransfer.Claims.Paper;

/// <summary>Table 4 of the paper: three numbers of cells.</summary>
public static class PaperTable4
{
    /// <summary>The default of the augment seed, by the caption of Table 3.</summary>
    private const ulong AugmentSeed = 2;

    /// <summary>The 24 printed cells.</summary>
    public static ImmutableArray<PrintedAccuracy> All { get; } =
    [
        .. from row in PrintedTable.Read("table4.csv")
        let method = PrintedTable.Method(row["method"])
        let top1 = PrintedTable.Figure(row["top1"])
        where top1.HasValue
        select new PrintedAccuracy(
            PrintedAccuracy.ExperimentOf(row["experiment"], method),
            method,
            AugmentSeed,
            int.Parse(row["cells"], CultureInfo.InvariantCulture),
            top1.GetValueOrDefault()
        ),
    ];

    /// <summary>The printed top-1, or null where the table has none.</summary>
    public static double? Find(PrintedExperiment experiment, string method, int cells) =>
        All.FirstOrDefault(cell => cell.Experiment == experiment && cell.Method == method && cell.Cells == cells)?.Top1;
}
