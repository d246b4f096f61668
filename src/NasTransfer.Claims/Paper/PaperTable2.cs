using System.Collections.Immutable;

namespace NasTransfer.Claims.Paper;

/// <summary>RI of one method in one transfer, in percent, as Table 2 prints it: one augment run a cell, no spread.</summary>
public sealed record PrintedImprovement(string Source, string Target, string Method, double Value);

/// <summary>Table 2 of the paper.</summary>
public static class PaperTable2
{
    /// <summary>The 27 printed cells; NSGANet was not searched on ImageNet1K's proxies.</summary>
    public static ImmutableArray<PrintedImprovement> Cells { get; } =
    [
        .. from row in PrintedTable.Read("table2.csv")
        let value = PrintedTable.Figure(row["ri"])
        where value.HasValue
        select new PrintedImprovement(
            row["source"],
            row["target"],
            PrintedTable.Method(row["method"]),
            value.GetValueOrDefault()
        ),
    ];

    /// <summary>The printed RI, or null where the table has none.</summary>
    public static double? Find(string source, string target, string method) =>
        Cells.FirstOrDefault(cell => cell.Source == source && cell.Target == target && cell.Method == method)?.Value;
}
