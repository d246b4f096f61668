using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C14 (text of Fig. 3): for NAO an unrelated small set beats the target's best proxy. Table 3 has 1K P1.</summary>
internal static class C14NaoPrefersUnrelatedAudit
{
    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> checks =
        [
            .. ((ulong[])[Printed.DefaultSeed, Printed.OtherSeed]).Select(seed =>
                Printed.Better(
                    $"NAO on 1K, augment seed {seed}: top-1 from CIFAR10 above that from 1K P1",
                    Printed.Accuracy(PrintedExperiment.TransferFromCifar10, Printed.Nao, seed),
                    Printed.Accuracy(PrintedExperiment.DirectOnProxy1, Printed.Nao, seed)
                )
            ),
        ];
        return ClaimAudit.OfExperiment(
            "C14",
            $"On 1K, CIFAR10 is above proxy 1 at {checks.Count(check => check.Holds)} of {checks.Length} augment seeds; the other proxies of 1K, and all of 22K, are not printed.",
            checks
        );
    }
}
