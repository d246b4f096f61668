using System.Collections.Immutable;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C01 (abstract i; Fig. 1 left; practice i): the size of the source does not matter. Table 2, columns to 1K.</summary>
internal static class C01ProxySizeAudit
{
    // Table 1: 5K and 6.5K training images against 50K and 50K.
    private static readonly ImmutableArray<string> Large = [Printed.Cifar10, Printed.Cifar100];

    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> checks =
        [
            .. Printed.Methods.Select(method =>
                Printed.Similar($"{method}: mean from 50K images less mean from 5K and 6.5K", Step(method))
            ),
        ];
        ImmutableArray<ArithmeticCheck> notes =
        [
            .. Printed.Methods.Select(method =>
                Printed.Similar(
                    $"{method}: CIFAR10 less CIFAR100, which are of one size",
                    Points(From(Printed.Cifar10, method) - From(Printed.Cifar100, method))
                )
            ),
        ];
        return ClaimAudit.OfExperiment(
            "C01",
            $"The step from sources of 5K and 6.5K images to sources of 50K moves 1K top-1 by more than {Printed.Plain(Printed.Margin)} point for {checks.Count(check => !check.Holds)} of {checks.Length} methods ({string.Join(", ", Printed.Methods.Select(method => $"{method} {Printed.Signed(Step(method))}"))}); CIFAR10 and CIFAR100, of one size, differ by more than that for {notes.Count(note => !note.Holds)} of {notes.Length}.",
            checks,
            notes
        );
    }

    private static double Step(string method) => Points(Mean(method, Large) - Mean(method, Printed.SmallSets));

    private static double Mean(string method, ImmutableArray<string> sources) =>
        sources.Average(source => From(source, method));

    private static double From(string source, string method) => Printed.Improvement(source, Printed.ImageNet1K, method);

    // RI is in percent of random sampling's accuracy, and the margin in points.
    private static double Points(double improvement) => improvement / 100 * ImpliedAccuracy.MeanOn1K;
}
