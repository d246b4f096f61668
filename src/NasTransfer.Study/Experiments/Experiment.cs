using System.Collections.Immutable;

namespace NasTransfer.Study.Experiments;

/// <summary>How many architectures an experiment is about; a profile says the number.</summary>
public enum ArchitectureCount
{
    /// <summary>Searches of a method on a source: n of a mean.</summary>
    Searches,

    /// <summary>Random architectures that RI is measured against: N.</summary>
    Random,

    /// <summary>Random architectures of Fig. 4, the N of RI among them.</summary>
    Spread,

    /// <summary>Architectures a row of the ablations (Tables 3 and 4), which print one figure each.</summary>
    Ablations,
}

/// <summary>What a training does beyond the plain protocol.</summary>
public enum Trick
{
    None,
    DropPath,
    AuxiliaryHead,
    Cutout,
}

/// <summary>One experiment of the paper: every method with every source, target, seed, depth and trick that it names.</summary>
public sealed record Experiment
{
    /// <summary>The augment seed of everything but Table 3.</summary>
    public const ulong DefaultAugmentSeed = 2;

    /// <summary>The cells of everything but Table 4, in the paper's number.</summary>
    public const int DefaultCells = 20;

    public required string Name { get; init; }

    /// <summary>Where the paper reports it.</summary>
    public required string Place { get; init; }

    public required ArchitectureCount Count { get; init; }

    /// <summary>As the paper writes them; random sampling is one.</summary>
    public required ImmutableArray<string> Methods { get; init; }

    /// <summary>Sets and proxies of Table 1 that are searched; empty for random sampling.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>Sets that the networks are trained on; empty where only the search is looked at.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    public ImmutableArray<ulong> AugmentSeeds { get; init; } = [DefaultAugmentSeed];

    /// <summary>Cells of the augment network, in the paper's numbers; a profile says what it puts for each.</summary>
    public ImmutableArray<int> Cells { get; init; } = [DefaultCells];

    public ImmutableArray<Trick> Tricks { get; init; } = [Trick.None];
}

/// <summary>What the paper ran.</summary>
/// <param name="FirstSearchSeed">Searches of one method and source have this seed and those after it.</param>
/// <param name="FirstRandomSeed">Random architectures have this seed and those after it.</param>
/// <param name="Counts">The paper's own numbers.</param>
public sealed record PaperExperiments(
    ulong FirstSearchSeed,
    ulong FirstRandomSeed,
    ImmutableSortedDictionary<ArchitectureCount, int> Counts,
    ImmutableArray<Experiment> All
)
{
    /// <summary>The experiments of the paper, from the file that says them.</summary>
    public static PaperExperiments Paper => ExperimentFile.Shipped;

    /// <param name="name">Of an experiment.</param>
    public Experiment Find(string name) => All.First(experiment => experiment.Name == name);
}
