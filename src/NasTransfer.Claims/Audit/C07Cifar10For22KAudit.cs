using System.Collections.Immutable;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C07 (Figs. 1 and 3): CIFAR10 beats sources from 1K and 22K on 22K, for all methods. Table 2.</summary>
internal static class C07Cifar10For22KAudit
{
    // NSGANet has no cell from ImageNet1K, and no cell of any table is searched on ImageNet22K.
    private static readonly ImmutableArray<string> Methods = [Printed.Enas, Printed.Darts, Printed.Nao];

    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> checks =
        [
            .. Methods.Select(method =>
                Printed.Above(
                    $"{method}: RI on 22K from CIFAR10 above that from ImageNet1K",
                    Printed.Improvement(Printed.Cifar10, Printed.ImageNet22K, method),
                    Printed.Improvement(Printed.ImageNet1K, Printed.ImageNet22K, method)
                )
            ),
        ];
        return ClaimAudit.OfExperiment(
            "C07",
            $"CIFAR10 is above ImageNet1K for {checks.Count(check => check.Holds)} of {checks.Length} methods ({string.Join(", ", checks.Select(check => check.Detail))}); NSGANet has no pair, and sources from 22K are not printed.",
            checks
        );
    }
}
