using System.Collections.Immutable;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;

namespace NasTransfer.Study.Profiles;

/// <summary>The size of the augment network.</summary>
/// <param name="Channels">C.</param>
/// <param name="Cells">L.</param>
public sealed record NetworkProfile(int Channels, int Cells, PoolBatchNorm PoolBatchNorm);

/// <summary>Everything that sizes a run, and nothing else.</summary>
public sealed record Profile
{
    public required string Name { get; init; }

    /// <summary>The most that runs of this profile can be evidence of; see <see cref="Evidence"/>.</summary>
    public required EvidenceLevel EvidenceLevel { get; init; }

    /// <summary>cpu or cuda.</summary>
    public required string Device { get; init; }

    public required InstructionSet InstructionSet { get; init; }

    public required NetworkProfile Network { get; init; }

    /// <summary>By method; stems are the source's.</summary>
    public required ImmutableSortedDictionary<string, ISearchOptions> Methods { get; init; }

    /// <summary>Epochs are the target's.</summary>
    public required AugmentOptions Augment { get; init; }

    /// <summary>By role.</summary>
    public required ImmutableSortedDictionary<string, DataSetProfile> DataSets { get; init; }

    /// <summary>By claim id.</summary>
    public required ImmutableSortedDictionary<string, ClaimProfile> Claims { get; init; }

    /// <summary>Keys that environment or command line changed; a run with any is no longer the profile as published.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];
}
