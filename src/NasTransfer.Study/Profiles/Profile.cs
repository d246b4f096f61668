using System.Collections.Immutable;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Study.Profiles;

/// <summary>The augment network, but for its cells.</summary>
/// <param name="Channels">C.</param>
public sealed record NetworkProfile(int Channels, PoolBatchNorm PoolBatchNorm);

/// <summary>Everything that sizes a run, and nothing else.</summary>
public sealed record Profile
{
    public required string Name { get; init; }

    /// <summary>The most that runs of this profile can be evidence of; see <see cref="Evidence"/>.</summary>
    public required EvidenceLevel EvidenceLevel { get; init; }

    /// <summary>cpu or cuda.</summary>
    public required string Device { get; init; }

    public required InstructionSet InstructionSet { get; init; }

    /// <summary>Threads of a worker that make batches ready; 0 leaves it to the one that computes. Changes no result.</summary>
    public int LoaderThreads { get; init; } = 1;

    public required NetworkProfile Network { get; init; }

    /// <summary>By method; stems are the source's.</summary>
    public required ImmutableSortedDictionary<string, ISearchOptions> Methods { get; init; }

    /// <summary>A proxy at this profile's size.</summary>
    public ProxyDefinition ProxyOf(string name) =>
        Proxies.TryGetValue(name, out ProxyDefinition? sized) ? sized : ProxyCatalogue.Find(name);

    /// <summary>By role.</summary>
    public required ImmutableSortedDictionary<string, DataSetProfile> DataSets { get; init; }

    /// <summary>How many architectures each kind of experiment is about.</summary>
    public required ImmutableSortedDictionary<ArchitectureCount, int> Counts { get; init; }

    /// <summary>Cells of the augment network, by the paper's number (20, 40, 60).</summary>
    public required ImmutableSortedDictionary<int, int> Cells { get; init; }

    public required TrickProfile Tricks { get; init; }

    /// <summary>Proxies of Table 1 that this profile sizes, by name; the others are as in the paper.</summary>
    public required ImmutableSortedDictionary<string, ProxyDefinition> Proxies { get; init; }

    /// <summary>For the power gate; null where there is no pilot.</summary>
    public Pilot? Pilot { get; init; }

    /// <summary>How a cluster is asked to run it. Changes no result.</summary>
    public SlurmSettings Slurm { get; init; } = new();

    /// <summary>Keys that environment or command line changed; a run with any is no longer the profile as published.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];
}
