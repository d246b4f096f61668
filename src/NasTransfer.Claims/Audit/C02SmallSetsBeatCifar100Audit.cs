using System.Collections.Immutable;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C02 (text of Fig. 1): FLOWERS102 and MIT67 beat CIFAR100 as sources for 1K, for all methods. Table 2.</summary>
internal static class C02SmallSetsBeatCifar100Audit
{
    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> checks =
        [
            .. from method in Printed.Methods
            from source in Printed.SmallSets
            select Printed.Above(
                $"{method}: RI from {source} above that from CIFAR100",
                From(source, method),
                From(Printed.Cifar100, method)
            ),
        ];
        string[] against =
        [
            .. Printed
                .Methods.Where(method =>
                    Printed.SmallSets.Any(source => From(source, method) <= From(Printed.Cifar100, method))
                )
                .Select(method =>
                    $"{method} ({string.Join(" and ", Printed.SmallSets.Select(source => Printed.Signed(From(source, method))))} against {Printed.Signed(From(Printed.Cifar100, method))})"
                ),
        ];
        return ClaimAudit.OfExperiment(
            "C02",
            $"It is not so for {string.Join(", ", against)}; {checks.Count(check => check.Holds)} of {checks.Length} comparisons hold.",
            checks
        );
    }

    private static double From(string source, string method) => Printed.Improvement(source, Printed.ImageNet1K, method);
}
