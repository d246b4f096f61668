using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C19 (Table 3): ENAS depends on the augment seed more than the others, above all from CIFAR10 to 1K.</summary>
internal static class C19AugmentSeedAudit
{
    /// <summary>The most that another augment seed changes, in points of top-1.</summary>
    public static double LargestChange => Changes().Max(change => change.Points);

    public static ClaimAudit Audit()
    {
        ImmutableArray<Change> changes = [.. Changes()];
        double Of(PrintedExperiment experiment) =>
            changes.Single(change => change.Experiment == experiment && change.Method == Printed.Enas).Points;
        double transfer = Of(PrintedExperiment.TransferFromCifar10);
        double direct = Of(PrintedExperiment.DirectOnProxy1);
        return ClaimAudit.OfExperiment(
            "C19",
            $"Seeds 2 and 3 differ by {string.Join(", ", changes.Select(change => $"{Printed.Plain(change.Points)} ({change.Name})"))}; these are two runs each.",
            [
                Largest(changes, PrintedExperiment.TransferFromCifar10),
                Largest(changes, PrintedExperiment.DirectOnProxy1),
                ArithmeticCheck.Statement(
                    "ENAS depends on it more from CIFAR10 than on 1K P1",
                    transfer > direct,
                    $"{Printed.Plain(transfer)} against {Printed.Plain(direct)}"
                ),
            ]
        );
    }

    private static ArithmeticCheck Largest(ImmutableArray<Change> changes, PrintedExperiment experiment)
    {
        Change[] rows = [.. changes.Where(change => change.Experiment == experiment)];
        Change largest = rows.MaxBy(change => change.Points)!;
        return ArithmeticCheck.Statement(
            $"of {rows.Length} methods, ENAS has the largest |Δ| ({rows[0].Place})",
            largest.Method == Printed.Enas,
            string.Join(", ", rows.Select(row => $"{row.Method} {Printed.Plain(row.Points)}"))
        );
    }

    private static IEnumerable<Change> Changes() =>
        from cell in PaperTable3.All
        where cell.AugmentSeed == Printed.DefaultSeed
        let other = PaperTable3.Find(cell.Experiment, cell.Method, Printed.OtherSeed)
        where other.HasValue
        select new Change(cell.Experiment, cell.Method, Math.Abs(cell.Top1 - other.GetValueOrDefault()));

    private sealed record Change(PrintedExperiment Experiment, string Method, double Points)
    {
        public string Place =>
            Experiment switch
            {
                PrintedExperiment.TransferFromCifar10 => "CIFAR10 to 1K",
                PrintedExperiment.DirectOnProxy1 => "1K P1",
                _ => "1K",
            };

        public string Name => $"{Method} {Place}";
    }
}
