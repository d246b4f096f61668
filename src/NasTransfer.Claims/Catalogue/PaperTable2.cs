using System.Collections.Immutable;

namespace NasTransfer.Claims.Catalogue;

/// <summary>RI of one method in one transfer, in percent, as Table 2 prints it: one augment run a cell, no spread.</summary>
public sealed record PrintedImprovement(string Source, string Target, string Method, double Value);

/// <summary>Table 2 of the paper.</summary>
public static class PaperTable2
{
    private const string Cifar10 = "CIFAR10";
    private const string Cifar100 = "CIFAR100";
    private const string Flowers = "FLOWERS102";
    private const string Rooms = "MIT67";
    private const string Large = "ImageNet1K";
    private const string Larger = "ImageNet22K";

    private static readonly ImmutableArray<(string Source, string Target)> Columns =
    [
        (Cifar10, Cifar100),
        (Flowers, Large),
        (Rooms, Large),
        (Cifar10, Large),
        (Cifar100, Large),
        (Cifar10, Larger),
        (Large, Larger),
    ];

    private static readonly ImmutableArray<(string Method, double?[] Row)> Rows =
    [
        ("NSGANet", [1.38, -9.16, -7.02, 3.39, 0.92, -0.72, null]),
        ("ENAS", [1.42, 6.12, 4.84, -16.26, -11.75, 6.16, 1.62]),
        ("DARTS", [1.01, 6.57, 0.89, 5.93, -18.71, 3.06, 2.03]),
        ("NAO", [-0.89, 2.56, 1.90, 0.99, -2.68, 6.44, 5.44]),
    ];

    /// <summary>The 27 printed cells; NSGANet was not searched on ImageNet1K's proxies.</summary>
    public static ImmutableArray<PrintedImprovement> Cells { get; } =
    [
        .. from row in Rows
        from cell in Columns.Zip(row.Row)
        where cell.Second.HasValue
        select new PrintedImprovement(
            cell.First.Source,
            cell.First.Target,
            row.Method,
            cell.Second.GetValueOrDefault()
        ),
    ];

    /// <summary>The printed RI, or null where the table has none.</summary>
    public static double? Find(string source, string target, string method) =>
        Cells.FirstOrDefault(cell => cell.Source == source && cell.Target == target && cell.Method == method)?.Value;
}
