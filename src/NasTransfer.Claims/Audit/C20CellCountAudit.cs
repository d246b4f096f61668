using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>
/// C20 (Table 4): its caption, as printed, has accuracy rise with the number of cells. That is a sentence about the table,
/// so arithmetic decides it. The text's own reading, no consistent gain, stands beside it.
/// </summary>
internal static class C20CellCountAudit
{
    private const int Fewest = 20;
    private const int Middle = 40;
    private const int Most = 60;

    public static ClaimAudit Audit()
    {
        ImmutableArray<Row> rows =
        [
            .. PaperTable4
                .All.GroupBy(cell => (cell.Experiment, cell.Method))
                .Select(group => new Row(group.Key.Experiment, group.Key.Method)),
        ];
        int rising = rows.Count(row => row.At(Most) > row.At(Fewest));
        int higher = rows.Count(row => row.At(Middle) > row.At(Fewest));
        return ClaimAudit.OfNumbers(
            "C20",
            $"Top-1 at {Most} cells is above that at {Fewest} in {rising} of {rows.Length} rows, at {Middle} in {higher}: the caption of Table 4, as printed, is not what the table shows, and the text, which sees no consistent gain, is.",
            [
                .. rows.Select(row =>
                    ArithmeticCheck.Statement(
                        $"{row.Name}: top-1 at {Most} cells above that at {Fewest}",
                        row.At(Most) > row.At(Fewest),
                        $"{Printed.Plain(row.At(Fewest))}, {Printed.Plain(row.At(Middle))}, {Printed.Plain(row.At(Most))} at {Fewest}, {Middle}, {Most}"
                    )
                ),
            ],
            [
                ArithmeticCheck.Statement(
                    "text: more cells bring no consistent gain",
                    rising < rows.Length,
                    $"{rising} of {rows.Length} rows gain at {Most}"
                ),
            ]
        );
    }

    private sealed record Row(PrintedExperiment Experiment, string Method)
    {
        public string Name =>
            Experiment switch
            {
                PrintedExperiment.TransferFromCifar10 => $"{Method} from CIFAR10",
                PrintedExperiment.DirectOnProxy1 => $"{Method} from 1K P1",
                _ => Method,
            };

        public double At(int cells) => PaperTable4.Find(Experiment, Method, cells)!.Value;
    }
}
