using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C17 (abstract ii; practice iv): methods are alike on the source, and differ on a large target. Table 2, from CIFAR10.</summary>
internal static class C17SimilarOnSourceSplitOnTargetAudit
{
    public static ClaimAudit Audit()
    {
        ImmutableArray<string> targets = [Printed.ImageNet1K, Printed.ImageNet22K];
        double small = Range(Printed.Cifar100, Printed.Methods);
        ImmutableArray<ArithmeticCheck> checks =
        [
            .. targets.Select(target =>
                ArithmeticCheck.Statement(
                    $"RI ranges wider over the methods on {target} than on CIFAR100",
                    Range(target, Printed.Methods) > small,
                    $"range {Printed.Plain(Range(target, Printed.Methods))} against {Printed.Plain(small)}, SD {Printed.Plain(Deviation(target))} against {Printed.Plain(Deviation(Printed.Cifar100))}"
                )
            ),
        ];
        ImmutableArray<string> others = [.. Printed.Methods.Where(method => method != Printed.Enas)];
        ImmutableArray<ArithmeticCheck> notes =
        [
            .. targets.Select(target =>
                ArithmeticCheck.Statement(
                    $"the same without ENAS, on {target}",
                    Range(target, others) > Range(Printed.Cifar100, others),
                    $"range {Printed.Plain(Range(target, others))} against {Printed.Plain(Range(Printed.Cifar100, others))}"
                )
            ),
        ];
        return ClaimAudit.OfExperiment(
            "C17",
            $"From CIFAR10, RI ranges over {Printed.Plain(small)} on CIFAR100, {Printed.Plain(Range(Printed.ImageNet1K, Printed.Methods))} on 1K ({Printed.Plain(Range(Printed.ImageNet1K, others))} without ENAS) and {Printed.Plain(Range(Printed.ImageNet22K, Printed.Methods))} on 22K.",
            checks,
            notes
        );
    }

    private static double Range(string target, ImmutableArray<string> methods) =>
        methods.Max(method => On(target, method)) - methods.Min(method => On(target, method));

    private static double Deviation(string target) =>
        Sample.Of([.. Printed.Methods.Select(method => On(target, method))]).StandardDeviation;

    private static double On(string target, string method) => Printed.Improvement(Printed.Cifar10, target, method);
}
