using NasTransfer.Engine.Architectures;

namespace NasTransfer.Claims.Observations;

/// <summary>
/// One augment run, as claims see it: a row of a flat table. Only its seconds depend on the machine. What somebody's file
/// does not say is null.
/// </summary>
public sealed record Observation
{
    /// <summary>The name that random sampling carries in <see cref="Method"/>.</summary>
    public const string RandomSampling = "RandomSampling";

    /// <summary>Which experiment of the study it belongs to, for example "transfer"; null in a file that names none.</summary>
    public required string? Experiment { get; init; }

    /// <summary>The data set that was searched; null for random sampling, which searches nothing.</summary>
    public string? Source { get; init; }

    /// <summary>The proxy of the source that was searched, if not the whole of it.</summary>
    public string? Proxy { get; init; }

    /// <summary>The data set that was trained and tested on.</summary>
    public required string Target { get; init; }

    /// <summary>The search method, as the paper writes it.</summary>
    public required string Method { get; init; }

    public required ulong SearchSeed { get; init; }

    public required ulong AugmentSeed { get; init; }

    /// <summary>Cells of the augment network.</summary>
    public required int Cells { get; init; }

    public TrainingTricks Tricks { get; init; }

    public required Genotype? Genotype { get; init; }

    /// <summary>Test top-1 after the last epoch, in percent: the figure that decides.</summary>
    public required double Top1Last { get; init; }

    /// <summary>Largest test top-1 of any epoch, in percent: shown beside it. NaN where it is not known.</summary>
    public required double Top1Best { get; init; }

    /// <summary>A loss became NaN or infinite. Such a run is counted and shown, and enters no mean.</summary>
    public bool Diverged { get; init; }

    public required long? Parameters { get; init; }

    /// <summary>Multiply-adds of one image, forward.</summary>
    public required long? Macs { get; init; }

    /// <summary>Images that the search sent forward and backward.</summary>
    public required long? SearchImages { get; init; }

    /// <summary>Multiply-adds of the search; a backward pass counts as two forward ones.</summary>
    public double? SearchMacs { get; init; }

    /// <summary>Wall time of the search.</summary>
    public double? SearchSeconds { get; init; }

    /// <summary>Images that the augment run sent forward and backward.</summary>
    public required long? AugmentImages { get; init; }

    /// <summary>Multiply-adds of the augment run, counted as those of the search.</summary>
    public double? AugmentMacs { get; init; }

    /// <summary>Wall time of the augment run.</summary>
    public double? AugmentSeconds { get; init; }

    /// <summary>Key of the augment unit in the run store; null for observations from elsewhere.</summary>
    public string? UnitKey { get; init; }
}
