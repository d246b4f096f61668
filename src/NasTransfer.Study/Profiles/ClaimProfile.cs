using System.Collections.Immutable;

namespace NasTransfer.Study.Profiles;

/// <summary>What the noise of one run is expected to be, from runs that came before: it sizes the study.</summary>
/// <param name="Accuracy">Mean top-1 of random sampling, in percent.</param>
/// <param name="StandardDeviation">SD of top-1 between random architectures, in points.</param>
/// <param name="From">Where the two come from.</param>
public sealed record Pilot(double Accuracy, double StandardDeviation, string From);

/// <summary>The sizes of one claim in a profile, fixed before anything runs.</summary>
public sealed record ClaimProfile
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
