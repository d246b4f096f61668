using NasTransfer.Engine.Architectures;

namespace NasTransfer.Claims.Observations;

/// <summary>One augment run, as claims see it: a row of a flat table. Nothing in it depends on time or machine.</summary>
public sealed record Observation
{
    /// <summary>The name that random sampling carries in <see cref="Method"/>.</summary>
    public const string RandomSampling = "RandomSampling";

    /// <summary>Which experiment of the study it belongs to, for example "transfer".</summary>
    public required string Experiment { get; init; }

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

    /// <summary>Training tricks that were on ("drop path", …), comma-separated; empty for the paper's protocol.</summary>
    public string Tricks { get; init; } = "";

    public required Genotype Genotype { get; init; }

    /// <summary>Test top-1 after the last epoch, in percent: the figure that decides.</summary>
    public required double Top1Last { get; init; }

    /// <summary>Largest test top-1 of any epoch, in percent: shown beside it.</summary>
    public required double Top1Best { get; init; }

    /// <summary>A loss became NaN or infinite. Such a run is counted and shown, and enters no mean.</summary>
    public bool Diverged { get; init; }

    public required long Parameters { get; init; }

    /// <summary>Multiply-adds of one image, forward.</summary>
    public required long Macs { get; init; }

    /// <summary>Images that the search sent forward and backward.</summary>
    public required long SearchImages { get; init; }

    /// <summary>Images that the augment run sent forward and backward.</summary>
    public required long AugmentImages { get; init; }

    /// <summary>Key of the augment unit in the run store; null for observations from elsewhere.</summary>
    public string? UnitKey { get; init; }
}
