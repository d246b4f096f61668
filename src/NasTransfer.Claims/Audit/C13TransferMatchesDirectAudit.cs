using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C13 (Fig. 3): the best small source is as good as the target's best proxy. Tables 2 and 3; of proxies, 1K P1.</summary>
internal static class C13TransferMatchesDirectAudit
{
    private static readonly ImmutableArray<string> Methods = [Printed.Enas, Printed.Darts, Printed.Nao];

    private static readonly ImmutableArray<string> Sources = [.. Printed.SmallSets, Printed.Cifar10, Printed.Cifar100];

    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> checks =
        [
            .. Methods.Select(method =>
            {
                double gain = Best(method) - Printed.Accuracy(PrintedExperiment.DirectOnProxy1, method);
                return ArithmeticCheck.Statement(
                    $"{method} on 1K: best small source less 1K P1, not below −{Printed.Plain(Printed.Margin)}",
                    gain >= -Printed.Margin,
                    $"{Printed.Signed(gain)} points of top-1"
                );
            }),
        ];
        return ClaimAudit.OfExperiment(
            "C13",
            $"Against proxy 1 of 1K, the only one that is printed, the best small source is as good for {checks.Count(check => check.Holds)} of {checks.Length} methods ({string.Join(", ", checks.Select(check => check.Detail))}).",
            checks
        );
    }

    // Table 2 prints RI, and Table 3 top-1: they meet at the Acc_r that Table 2 was computed with.
    private static double Best(string method) =>
        Sources.Max(source =>
            ImpliedAccuracy.MeanOn1K * (1 + Printed.Improvement(source, Printed.ImageNet1K, method) / 100)
        );
}
