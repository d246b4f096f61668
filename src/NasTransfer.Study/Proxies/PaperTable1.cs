using System.Collections.Immutable;

namespace NasTransfer.Study.Proxies;

/// <summary>A row of Table 1.</summary>
/// <param name="Name">Set Name, as printed.</param>
/// <param name="Selection">Selection Method.</param>
/// <param name="Train"># Train Images; rounded in print to <paramref name="TrainStep"/>.</param>
/// <param name="Validation"># Val Images; rounded in print to <paramref name="ValidationStep"/>.</param>
public sealed record PrintedProxy(
    string Name,
    ProxySelection Selection,
    int Classes,
    int Train,
    int TrainStep,
    int Validation,
    int ValidationStep
);

/// <summary>Table 1 of the paper.</summary>
public static class PaperTable1
{
    private const int Hundreds = 100;
    private const int Thousands = 1000;
    private const int HundredThousands = 100_000;
    private const int Millions = 1_000_000;

    public static ImmutableArray<PrintedProxy> Rows { get; } =
    [
        new("MIT67", ProxySelection.All, 67, 5_000, Thousands, 1_400, Hundreds),
        new("FLOWERS102", ProxySelection.All, 102, 6_500, Hundreds, 1_700, Hundreds),
        new("CIFAR10", ProxySelection.All, 10, 50_000, Thousands, 10_000, Thousands),
        new("CIFAR100", ProxySelection.All, 100, 50_000, Thousands, 10_000, Thousands),
        new("ImNet1K P1", ProxySelection.Random, 100, 128_000, Thousands, 5_000, Thousands),
        new("ImNet1K P2", ProxySelection.Random, 200, 258_000, Thousands, 10_000, Thousands),
        new("ImNet1K P3", ProxySelection.Random, 300, 384_000, Thousands, 15_000, Thousands),
        new("ImNet1K P4", ProxySelection.Random, 200, 128_000, Thousands, 5_000, Thousands),
        new("ImNet1K P5", ProxySelection.Uniform, 1_000, 128_000, Thousands, 5_000, Thousands),
        new("ImNet22K P1", ProxySelection.Random, 100, 35_000, Thousands, 35_000, Thousands),
        new("ImNet22K P2", ProxySelection.Uniform, 13_377, 35_000, Thousands, 35_000, Thousands),
        new("ImNet22K P3", ProxySelection.Uniform, 100, 35_000, Thousands, 35_000, Thousands),
        new("ImNet1K", ProxySelection.All, 1_000, 1_200_000, HundredThousands, 50_000, Thousands),
        new("ImNet22K", ProxySelection.All, 21_841, 7_500_000, HundredThousands, 7_000_000, Millions),
    ];
}
