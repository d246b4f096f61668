using System.Collections.Immutable;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>C03 (text of Fig. 1): DARTS alone does better from CIFAR10 than from both small sets. Table 2, to 1K.</summary>
internal static class C03OnlyDartsPrefersCifar10Audit
{
    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> checks = [.. Printed.Methods.Select(Check)];
        return ClaimAudit.OfExperiment(
            "C03",
            $"It is the other way round for {string.Join(" and ", Printed.Methods.Where((_, i) => !checks[i].Holds).Select(Figures))}.",
            checks
        );
    }

    private static ArithmeticCheck Check(string method)
    {
        bool prefers = Printed.SmallSets.All(source => From(Printed.Cifar10, method) > From(source, method));
        bool should = method == Printed.Darts;
        string expected = should
            ? "CIFAR10 is better than both small sets"
            : "CIFAR10 is not better than both small sets";
        return ArithmeticCheck.Statement($"{method}: {expected}", prefers == should, Figures(method));
    }

    private static string Figures(string method) =>
        $"{method} ({Printed.Signed(From(Printed.Cifar10, method))} from CIFAR10, {string.Join(", ", Printed.SmallSets.Select(source => $"{Printed.Signed(From(source, method))} from {source}"))})";

    private static double From(string source, string method) => Printed.Improvement(source, Printed.ImageNet1K, method);
}
