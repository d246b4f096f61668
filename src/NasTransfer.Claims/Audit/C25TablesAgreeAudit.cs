using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C25: do the printed tables agree with each other? Table 2 with Table 3 by the definition of RI, Table 3 with Table 4.</summary>
internal static class C25TablesAgreeAudit
{
    public static ClaimAudit Audit()
    {
        double random = Printed.Random();
        string[] turned =
        [
            .. Printed.Methods.Where(method => Math.Sign(Recomputed(method)) != Math.Sign(Improvement(method))),
        ];
        PrintedAccuracy nsgaNet = PaperTable4.All.Single(cell =>
            cell.Method == Printed.NsgaNet
            && cell.Experiment == PrintedExperiment.TransferFromCifar10
            && cell.Cells == Printed.DefaultCells
        );
        double first = Printed.Accuracy(PrintedExperiment.TransferFromCifar10, Printed.NsgaNet);
        return ClaimAudit.OfNumbers(
            "C25",
            $"Table 2's column CIFAR10 to 1K implies {Printed.Plain(ImpliedAccuracy.MeanOn1K)} for random sampling, {Printed.Methods.Length} times over, where Tables 3 and 4 print {Printed.Plain(random)}, with which {string.Join(" and ", turned)} change sign; and NSGANet is {Printed.Plain(first)} in Table 3 and {Printed.Plain(nsgaNet.Top1)} in Table 4.",
            [.. Printed.Methods.Select(Improves), .. SameRuns()],
            [
                .. Printed.Methods.Select(method => Implies(method, random)),
                OneAccuracy(),
                .. Printed.Methods.Select(KeepsSign),
            ]
        );
    }

    private static double Improvement(string method) =>
        Printed.Improvement(Printed.Cifar10, Printed.ImageNet1K, method);

    private static double Recomputed(string method) =>
        RelativeImprovement.Of(Printed.Accuracy(PrintedExperiment.TransferFromCifar10, method), Printed.Random());

    /// <summary>Table 2 against Table 3.</summary>
    private static ArithmeticCheck Improves(string method) =>
        ArithmeticCheck.Equal(
            $"RI of {method}, CIFAR10 to 1K, with random sampling at {Printed.Plain(Printed.Random())}",
            Improvement(method),
            ImpliedAccuracy.Decimals,
            Recomputed(method)
        );

    /// <summary>Table 3 against Table 4, in the runs of both: 20 cells, augment seed 2.</summary>
    private static IEnumerable<ArithmeticCheck> SameRuns() =>
        from cell in PaperTable3.All
        where cell.AugmentSeed == Printed.DefaultSeed
        let other = PaperTable4.Find(cell.Experiment, cell.Method, Printed.DefaultCells)
        where other.HasValue
        select ArithmeticCheck.Equal(
            $"{cell.Method}{(cell.Source is null ? "" : $" from {cell.Proxy ?? cell.Source}")}, Table 3 as in Table 4",
            cell.Top1,
            ImpliedAccuracy.Decimals,
            other.GetValueOrDefault()
        );

    private static ArithmeticCheck Implies(string method, double random) =>
        ImpliedAccuracy.On1K(method).Prints($"random sampling on 1K by {method}'s RI and top-1", random);

    private static ArithmeticCheck OneAccuracy()
    {
        ImpliedAccuracy[] all = [.. Printed.Methods.Select(ImpliedAccuracy.On1K)];
        double low = all.Max(one => one.Low);
        double high = all.Min(one => one.High);
        return ArithmeticCheck.Statement(
            "one accuracy of random sampling gives all four RI of Table 2",
            low <= high,
            FormattableString.Invariant($"{low:F3} to {high:F3}")
        );
    }

    private static ArithmeticCheck KeepsSign(string method) =>
        ArithmeticCheck.Statement(
            $"RI of {method} keeps its sign with random sampling at {Printed.Plain(Printed.Random())}",
            Math.Sign(Recomputed(method)) == Math.Sign(Improvement(method)),
            $"{Printed.Signed(Improvement(method))} printed, {Printed.Signed(Recomputed(method))} computed"
        );
}
