using System.Collections.Immutable;

namespace NasTransfer.Claims.Paper;

/// <summary>A row of Table 1.</summary>
/// <param name="Name">As printed: "ImNet1K P1".</param>
/// <param name="Selection">As printed: All, Random or Uniform.</param>
public sealed record PrintedSet(
    string Name,
    string Selection,
    PrintedCount Classes,
    PrintedCount Train,
    PrintedCount Validation
);

/// <summary>Table 1 of the paper: the sets that are searched, and their sizes.</summary>
public static class PaperTable1
{
    public static ImmutableArray<PrintedSet> Rows { get; } =
    [
        .. PrintedTable
            .Read("table1.csv")
            .Select(row => new PrintedSet(
                row["set"],
                row["selection"],
                PrintedCount.Parse(row["classes"]),
                PrintedCount.Parse(row["train_images"]),
                PrintedCount.Parse(row["val_images"])
            )),
    ];

    /// <param name="name">As printed.</param>
    public static PrintedSet Find(string name) => Rows.Single(row => row.Name == name);
}
