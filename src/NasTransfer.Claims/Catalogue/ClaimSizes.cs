using System.Collections.Immutable;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Catalogue;

/// <summary>What was planned for a claim: it fixes its cells and n before anything is seen.</summary>
public sealed record ClaimSizes
{
    /// <summary>Roles of the data sets that are searched.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>Roles of the data sets that the genotypes are trained on.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>Search methods beside random sampling.</summary>
    public required ImmutableArray<string> Methods { get; init; }

    /// <summary>One search a seed, method and source: n of a method.</summary>
    public required ImmutableArray<ulong> SearchSeeds { get; init; }

    /// <summary>One random architecture a seed: N of random sampling.</summary>
    public required ImmutableArray<ulong> RandomSeeds { get; init; }

    /// <summary>Augment runs of each genotype; they are averaged, and never counted as n.</summary>
    public required ImmutableArray<ulong> AugmentSeeds { get; init; }

    /// <summary>For the power gate; null where there is no pilot.</summary>
    public Pilot? Pilot { get; init; }
}
