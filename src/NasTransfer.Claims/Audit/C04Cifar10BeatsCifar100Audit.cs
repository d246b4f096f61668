using System.Collections.Immutable;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C04 (text of Fig. 1): for most methods CIFAR10 is the better source for 1K than CIFAR100. Table 2.</summary>
internal static class C04Cifar10BeatsCifar100Audit
{
    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> methods =
        [
            .. Printed.Methods.Select(method =>
                Printed.Above(
                    $"{method}: RI from CIFAR10 above that from CIFAR100",
                    Printed.Improvement(Printed.Cifar10, Printed.ImageNet1K, method),
                    Printed.Improvement(Printed.Cifar100, Printed.ImageNet1K, method)
                )
            ),
        ];
        int better = methods.Count(check => check.Holds);
        string text = $"{better} of {methods.Length} methods";
        return ClaimAudit.OfExperiment(
            "C04",
            $"CIFAR10 is the better source for {text}.",
            [ArithmeticCheck.Statement("more than half of the methods", 2 * better > methods.Length, text)],
            methods
        );
    }
}
