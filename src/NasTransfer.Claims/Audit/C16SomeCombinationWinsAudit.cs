using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C16 (abstract iii; practice v): some source with some method improves significantly on random sampling. Table 2.</summary>
internal static class C16SomeCombinationWinsAudit
{
    public static ClaimAudit Audit()
    {
        PrintedImprovement best = PaperTable2.Cells.MaxBy(cell => cell.Value)!;
        string text = $"{Printed.Signed(best.Value)} % ({best.Method}, {best.Source} to {best.Target})";
        double largest = 100 * C19AugmentSeedAudit.LargestChange / ImpliedAccuracy.MeanOn1K;
        return ClaimAudit.OfExperiment(
            "C16",
            $"The best printed cell is {text}; single runs without spread cannot say that it is significant.",
            [ArithmeticCheck.Statement("the largest RI of Table 2 is above 0", best.Value > 0, text)],
            [
                ArithmeticCheck.Statement(
                    "it is larger than what another augment seed alone moves in Table 3",
                    best.Value > largest,
                    $"{Printed.Plain(best.Value)} % against up to {Printed.Plain(largest)} %"
                ),
            ]
        );
    }
}
