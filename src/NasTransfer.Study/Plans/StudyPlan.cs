using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Plans;

/// <summary>One augment run that waits for a search: its unit is known once the genotype is.</summary>
/// <param name="Experiment">What it is for.</param>
/// <param name="Search">Whose genotype is trained.</param>
/// <param name="Target">What it is trained and tested on.</param>
/// <param name="AugmentSeed">The run's seed.</param>
public sealed record PlannedAugment(string Experiment, SearchUnit Search, StudyDataSet Target, ulong AugmentSeed);

/// <summary>What a study will run: searches, and the augment runs that each leads to.</summary>
public sealed record StudyPlan
{
    public required Profile Profile { get; init; }

    /// <summary>Every data set in use, by role.</summary>
    public required ImmutableSortedDictionary<string, StudyDataSet> DataSets { get; init; }

    /// <summary>What searches see of each source, by role.</summary>
    public required ImmutableSortedDictionary<string, SearchSplit> Splits { get; init; }

    /// <summary>Each once, whichever experiments need it.</summary>
    public required ImmutableArray<SearchUnit> Searches { get; init; }

    public required ImmutableArray<PlannedAugment> Augments { get; init; }

    public int Units => Searches.Length + Augments.Length;

    /// <summary>The unit of a planned run, for the genotype that its search found.</summary>
    public AugmentUnit UnitOf(PlannedAugment planned, Genotype genotype)
    {
        DataSetProfile target = Profile.DataSets[planned.Target.Role];
        return new AugmentUnit
        {
            Genotype = genotype,
            Target = new UnitData(target.Role, planned.Target.Train.Fingerprint, planned.Target.Test.Fingerprint),
            Network = NetworkOf(Profile, target, planned.Target.Classes),
            Options = Profile.Augment with { Epochs = target.AugmentEpochs },
            Seed = planned.AugmentSeed,
            Numerics = NumericsOf(Profile),
        };
    }

    internal static NetworkOptions NetworkOf(Profile profile, DataSetProfile target, int classes) =>
        new()
        {
            Channels = profile.Network.Channels,
            Cells = profile.Network.Cells,
            Classes = classes,
            Stem = target.Stem,
            PoolBatchNorm = profile.Network.PoolBatchNorm,
            AuxiliaryHead = profile.Augment.AuxiliaryWeight > 0,
        };

    internal static Numerics NumericsOf(Profile profile) =>
        new(Numerics.CurrentVersion, profile.Device, profile.InstructionSet);
}
