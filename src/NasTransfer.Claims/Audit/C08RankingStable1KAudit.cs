using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C08 (Fig. 2): on 1K the order is DARTS, ENAS, NAO whichever proxy was searched. Table 3 has proxy 1.</summary>
internal static class C08RankingStable1KAudit
{
    private static readonly ImmutableArray<string> Order = [Printed.Darts, Printed.Enas, Printed.Nao];
    private static readonly ImmutableArray<ulong> Seeds = [Printed.DefaultSeed, Printed.OtherSeed];

    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> checks = [.. Seeds.Select(Check)];
        return ClaimAudit.OfExperiment(
            "C08",
            $"On proxy 1 the order holds at {checks.Count(check => check.Holds)} of {checks.Length} augment seeds; proxies 2 to 5 are not printed.",
            checks
        );
    }

    private static ArithmeticCheck Check(ulong seed)
    {
        double[] top1 = [.. Order.Select(method => Printed.Accuracy(PrintedExperiment.DirectOnProxy1, method, seed))];
        return ArithmeticCheck.Statement(
            $"{string.Join(", ", Order)} on 1K P1, augment seed {seed}",
            top1.Zip(top1.Skip(1)).All(pair => pair.First > pair.Second),
            string.Join(", ", top1.Select(Printed.Plain))
        );
    }
}
