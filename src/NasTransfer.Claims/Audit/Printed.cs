using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>The printed figures by the names that claims use, and the words in which they are compared.</summary>
internal static class Printed
{
    public const string NsgaNet = "NSGANet";
    public const string Enas = "ENAS";
    public const string Darts = "DARTS";
    public const string Nao = "NAO";

    public const string Mit67 = "MIT67";
    public const string Flowers102 = "FLOWERS102";
    public const string Cifar10 = "CIFAR10";
    public const string Cifar100 = "CIFAR100";
    public const string ImageNet1K = "ImageNet1K";
    public const string ImageNet22K = "ImageNet22K";

    /// <summary>The default augment seed, by the caption of Table 3.</summary>
    public const ulong DefaultSeed = 2;

    /// <summary>The other augment seed of Table 3.</summary>
    public const ulong OtherSeed = 3;

    /// <summary>Cells of all experiments but those of Table 4, by the training protocol.</summary>
    public const int DefaultCells = 20;

    /// <summary>The margin of similarity that the claims fix, in points of top-1.</summary>
    public const double Margin = 1.0;

    /// <summary>In the order of the tables.</summary>
    public static readonly ImmutableArray<string> Methods = [NsgaNet, Enas, Darts, Nao];

    public static readonly ImmutableArray<string> SmallSets = [Flowers102, Mit67];

    /// <summary>Table 2's RI in percent, of a cell that it prints.</summary>
    public static double Improvement(string source, string target, string method) =>
        PaperTable2.Find(source, target, method)
        ?? throw new ArgumentException($"Table 2 prints nothing for {method}, {source} to {target}.", nameof(method));

    /// <summary>Table 3's top-1 in percent, of a cell that it prints.</summary>
    public static double Accuracy(PrintedExperiment experiment, string method, ulong augmentSeed = DefaultSeed) =>
        PaperTable3.Find(experiment, method, augmentSeed)
        ?? throw new ArgumentException($"Table 3 prints nothing for {method}, {experiment}.", nameof(method));

    /// <summary>Random sampling's top-1 on ImageNet1K in percent, by Table 3.</summary>
    public static double Random(ulong augmentSeed = DefaultSeed) =>
        Accuracy(PrintedExperiment.RandomSampling, Observations.Observation.RandomSampling, augmentSeed);

    /// <summary>A printed top-1 must be above another one.</summary>
    public static ArithmeticCheck Better(string name, double top1, double other) =>
        ArithmeticCheck.Statement(name, top1 > other, $"{Plain(top1)} against {Plain(other)}");

    /// <summary>A printed RI must be above another one.</summary>
    public static ArithmeticCheck Above(string name, double value, double other) =>
        ArithmeticCheck.Statement(name, value > other, $"{Signed(value)} against {Signed(other)}");

    /// <summary>Two printed figures of top-1 must be as near as the margin of similarity.</summary>
    /// <param name="points">Their difference.</param>
    public static ArithmeticCheck Similar(string name, double points) =>
        ArithmeticCheck.Statement(
            name,
            Math.Abs(points) <= Margin,
            $"{Signed(points)} points of top-1, margin {Plain(Margin)}"
        );

    public static string Signed(double value) => JudgementText.Signed(value);

    public static string Plain(double value) => JudgementText.Plain(value);

    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
