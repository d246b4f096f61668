using System.Collections.Immutable;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C05 (text of Fig. 1): ENAS gains from fewer examples a class, DARTS from more. Table 2, to 1K.</summary>
internal static class C05ExamplesPerClassAudit
{
    public static ClaimAudit Audit()
    {
        // As many images, but 500 a class in CIFAR100 and 5,000 in CIFAR10.
        ImmutableArray<ArithmeticCheck> enas =
        [
            Printed.Above(
                "ENAS: RI from CIFAR100 above that from CIFAR10",
                From(Printed.Cifar100, Printed.Enas),
                From(Printed.Cifar10, Printed.Enas)
            ),
        ];
        ImmutableArray<ArithmeticCheck> darts =
        [
            Printed.Above(
                "DARTS: RI from CIFAR10 above that from CIFAR100",
                From(Printed.Cifar10, Printed.Darts),
                From(Printed.Cifar100, Printed.Darts)
            ),
        ];
        return ClaimAudit.OfParts(
            "C05",
            $"From 500 examples a class ENAS has {enas[0].Detail} from 5,000, and from 5,000 DARTS has {darts[0].Detail} from 500.",
            [enas, darts]
        );
    }

    private static double From(string source, string method) => Printed.Improvement(source, Printed.ImageNet1K, method);
}
