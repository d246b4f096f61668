using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>
/// C06 (abstract i; Fig. 1 right; practice ii): the domain of the source does not matter. Table 2 to 22K, Table 3 to 1K.
/// </summary>
internal static class C06ProxyDomainAudit
{
    // NSGANet was not searched on ImageNet.
    private static readonly ImmutableArray<string> Methods = [Printed.Enas, Printed.Darts, Printed.Nao];

    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> checks =
        [
            .. Methods.Select(method =>
                Printed.Similar($"{method} on 22K: from CIFAR10 less from ImageNet1K", On22K(method))
            ),
            .. Methods.Select(method => Printed.Similar($"{method} on 1K: from CIFAR10 less from 1K P1", On1K(method))),
        ];
        ImmutableArray<ArithmeticCheck> notes =
        [
            Printed.Similar("mean over methods on 22K", Methods.Average(On22K)),
            Printed.Similar("mean over methods on 1K", Methods.Average(On1K)),
        ];
        return ClaimAudit.OfExperiment(
            "C06",
            $"CIFAR10 and a source from ImageNet come within {Printed.Plain(Printed.Margin)} point of top-1 of each other in {checks.Count(check => check.Holds)} of {checks.Length} pairs; ENAS differs by {Printed.Signed(On22K(Printed.Enas))} on 22K and {Printed.Signed(On1K(Printed.Enas))} on 1K.",
            checks,
            notes
        );
    }

    private static double On22K(string method) =>
        (
            Printed.Improvement(Printed.Cifar10, Printed.ImageNet22K, method)
            - Printed.Improvement(Printed.ImageNet1K, Printed.ImageNet22K, method)
        )
        / 100
        * ImpliedAccuracy.On22K.Value;

    private static double On1K(string method) =>
        Printed.Accuracy(PrintedExperiment.TransferFromCifar10, method)
        - Printed.Accuracy(PrintedExperiment.DirectOnProxy1, method);
}
