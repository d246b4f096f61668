using System.Collections.Immutable;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Plans;

/// <summary>
/// The experiment of Table 2: search on each source, train what was found on each target, and beside it N random
/// architectures on the same target.
/// </summary>
public static class TransferPlan
{
    public const string Experiment = "transfer";

    /// <summary>Loads the data sets of one claim and lays its units out.</summary>
    /// <exception cref="Engine.BadInputException">Data are missing, or the plan breaks a rule (see <see cref="PlanValidator"/>).</exception>
    public static StudyPlan Build(Profile profile, string claimId, IDataSource data)
    {
        ClaimProfile claim = PlanValidator.ClaimOf(profile, claimId);
        PlanValidator.Check(profile, claimId, claim);
        ImmutableSortedDictionary<string, StudyDataSet> sets = claim
            .Sources.Union(claim.Targets)
            .ToImmutableSortedDictionary(role => role, role => data.Load(profile.DataSets[role]));
        PlanValidator.Check(profile, sets);
        ImmutableSortedDictionary<string, SearchSplit> splits = claim.Sources.ToImmutableSortedDictionary(
            role => role,
            role => SearchSplit.Of(sets[role].Train, profile.DataSets[role].SearchImages)
        );

        SearchUnit[] searches =
        [
            .. from source in claim.Sources
            from method in claim.Methods
            from seed in claim.SearchSeeds
            select Search(profile, sets[source], splits[source], method, seed),
        ];
        SearchUnit[] random = [.. claim.RandomSeeds.Select(seed => RandomSampling(profile, seed))];
        return new StudyPlan
        {
            Profile = profile,
            DataSets = sets,
            Splits = splits,
            Searches = [.. searches, .. random],
            Augments =
            [
                .. from search in searches.Concat(random)
                from target in claim.Targets
                where search.Source?.Role != target
                from seed in claim.AugmentSeeds
                select new PlannedAugment(Experiment, search, sets[target], seed),
            ],
        };
    }

    private static SearchUnit Search(Profile profile, StudyDataSet source, SearchSplit split, string method, ulong seed)
    {
        DataSetProfile dataSet = profile.DataSets[source.Role];
        return new SearchUnit
        {
            Options = MethodCatalogue.WithStem(profile.Methods[method], dataSet.Stem),
            Source = new UnitData(source.Role, source.Train.Fingerprint, TestSha256: null),
            SplitSha256 = split.Sha256,
            Seed = seed,
            Numerics = StudyPlan.NumericsOf(profile),
        };
    }

    private static SearchUnit RandomSampling(Profile profile, ulong seed) =>
        new()
        {
            Options = new RandomSamplingOptions(),
            Seed = seed,
            Numerics = StudyPlan.NumericsOf(profile),
        };
}
