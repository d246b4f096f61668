using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>Random sampling's top-1 as a printed top-1 and its printed RI imply it: Acc_r = Acc_m / (1 + RI/100).</summary>
/// <param name="Value">From the figures as printed, in percent.</param>
/// <param name="Low">The least that the printed places allow.</param>
/// <param name="High">The most.</param>
internal sealed record ImpliedAccuracy(double Value, double Low, double High)
{
    /// <summary>Both figures have two decimals: each is half a unit uncertain.</summary>
    private const double Half = 0.005;

    public const int Decimals = 2;

    /// <summary>"30.91 Top-1 accuracy": NAO from CIFAR10 on ImageNet22K (text of Fig. 3).</summary>
    public const double Nao22K = 30.91;

    /// <summary>Acc_r on ImageNet1K by a method's cells of Table 3 (augment seed 2) and of Table 2.</summary>
    public static ImpliedAccuracy On1K(string method) =>
        Of(
            Printed.Accuracy(PrintedExperiment.TransferFromCifar10, method),
            Printed.Improvement(Printed.Cifar10, Printed.ImageNet1K, method)
        );

    /// <summary>Acc_r on ImageNet1K behind Table 2, as the mean of what its methods imply.</summary>
    public static double MeanOn1K => Printed.Methods.Average(method => On1K(method).Value);

    /// <summary>Acc_r on ImageNet22K by the one top-1 that the text prints.</summary>
    public static ImpliedAccuracy On22K =>
        Of(Nao22K, Printed.Improvement(Printed.Cifar10, Printed.ImageNet22K, Printed.Nao));

    public static ImpliedAccuracy Of(double method, double improvement) =>
        new(
            method / (1 + improvement / 100),
            (method - Half) / (1 + (improvement + Half) / 100),
            (method + Half) / (1 + (improvement - Half) / 100)
        );

    /// <summary>The printed figure must be what is implied.</summary>
    public ArithmeticCheck Prints(string name, double printed) =>
        ArithmeticCheck.Between(name, printed, Decimals, Low, High);
}
