using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>
/// C15 (abstract iii; Table 2 and its text): random sampling is hard to beat, and from CIFAR100 to 1K every method but
/// NSGANet is below it.
/// </summary>
internal static class C15RandomIsStrongAudit
{
    /// <summary>Random sampling is hard to beat while at most this share of the cells beats it.</summary>
    private const double LargestShare = 0.5;

    public static ClaimAudit Audit()
    {
        int cells = PaperTable2.Cells.Length;
        int above = PaperTable2.Cells.Count(cell => cell.Value > 0);
        ImmutableArray<ArithmeticCheck> share =
        [
            ArithmeticCheck.Statement(
                "(a) at most one half of the cells of Table 2 is above 0",
                above <= LargestShare * cells,
                $"{above} of {cells}"
            ),
        ];
        ImmutableArray<ArithmeticCheck> named = [.. Printed.Methods.Select(Named)];
        return ClaimAudit.OfParts(
            "C15",
            $"{above} of {cells} printed cells are above 0, more than half; the named transfer is as the text says for {named.Count(check => check.Holds)} of {named.Length} methods.",
            [share, named]
        );
    }

    private static ArithmeticCheck Named(string method)
    {
        double improvement = Printed.Improvement(Printed.Cifar100, Printed.ImageNet1K, method);
        bool below = method != Printed.NsgaNet;
        return ArithmeticCheck.Statement(
            $"(b) {method} from CIFAR100 to 1K is {(below ? "below" : "not below")} random sampling",
            improvement < 0 == below,
            Printed.Signed(improvement)
        );
    }
}
