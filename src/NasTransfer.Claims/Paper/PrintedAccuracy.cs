namespace NasTransfer.Claims.Paper;

/// <summary>Where a cell of Tables 3 and 4 was searched. Both tables augment on ImageNet1K.</summary>
public enum PrintedExperiment
{
    /// <summary>"CIFAR10 – ImageNet1K Transfer".</summary>
    TransferFromCifar10,

    /// <summary>"ImageNet1K Proxy 1 Direct", in Table 4 without the last word.</summary>
    DirectOnProxy1,

    /// <summary>"ImageNet1K": random sampling, which searches nothing.</summary>
    RandomSampling,
}

/// <summary>Top-1 on ImageNet1K of one augment run, in percent, as Table 3 or 4 prints it.</summary>
/// <param name="AugmentSeed">AS; 2 in all of Table 4, by the default that Table 3's caption gives.</param>
/// <param name="Cells">Cells of the augment network; 20 in all of Table 3, by the training protocol.</param>
public sealed record PrintedAccuracy(
    PrintedExperiment Experiment,
    string Method,
    ulong AugmentSeed,
    int Cells,
    double Top1
)
{
    public const string Target = "ImageNet1K";

    /// <summary>What was searched; null for random sampling.</summary>
    public string? Source =>
        Experiment switch
        {
            PrintedExperiment.TransferFromCifar10 => "CIFAR10",
            PrintedExperiment.DirectOnProxy1 => Target,
            _ => null,
        };

    /// <summary>The proxy by the name of the proxy catalogue and of Table 1; null where there is none.</summary>
    public string? Proxy => Experiment == PrintedExperiment.DirectOnProxy1 ? "ImNet1K P1" : null;

    /// <summary>Random sampling stands in the columns of Proxy 1 in Table 3, and in a row of its own in Table 4.</summary>
    internal static PrintedExperiment ExperimentOf(string printed, string method) =>
        (printed, method) switch
        {
            (_, Observations.Observation.RandomSampling) => PrintedExperiment.RandomSampling,
            ("CIFAR10 – ImageNet1K Transfer" or "CIFAR10 – Imagenet1K Transfer", _) =>
                PrintedExperiment.TransferFromCifar10,
            ("ImageNet1K Proxy 1 Direct" or "ImageNet1K Proxy 1", _) => PrintedExperiment.DirectOnProxy1,
            _ => throw new FormatException($"The paper has no experiment '{printed}'."),
        };
}
