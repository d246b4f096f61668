using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Engine.Training;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Plans;

/// <summary>A plan together with its images: now each run is a unit with a key.</summary>
public sealed class UnitPlan
{
    private readonly Dictionary<PlannedSearch, SearchUnit> searches;

    private UnitPlan(StudyPlan study, StudyImages images)
    {
        (Study, Images) = (study, images);
        searches = study.Searches.ToDictionary(search => search, SearchUnitOf);
        Tasks =
        [
            .. study.Searches.Select(search => new UnitTask(search.Title, UnitOf(search), Augment: null)),
            .. study.Augments.Select(augment => TaskOf(augment.Run)),
        ];
    }

    public StudyPlan Study { get; }

    public StudyImages Images { get; }

    public Profile Profile => Study.Profile;

    /// <summary>Every set in use, in the order of their names.</summary>
    public IEnumerable<StudyDataSet> Sets => Study.Sets.Select(Images.Set);

    /// <summary>What searches see of each source in use.</summary>
    public IEnumerable<SearchSource> Sources =>
        Study.Searches.Select(search => search.Source).OfType<string>().Distinct().Select(Images.Source);

    /// <summary>Searches, then trainings, in the plan's order.</summary>
    public ImmutableArray<UnitTask> Tasks { get; }

    /// <summary>Loads the images that the plan names.</summary>
    /// <exception cref="Engine.BadInputException">Images are missing, or a rule is broken (see <see cref="PlanValidator"/>).</exception>
    public static UnitPlan Of(StudyPlan study, StudyImages images)
    {
        PlanValidator.Check(study);
        return new UnitPlan(study, images);
    }

    public SearchUnit UnitOf(PlannedSearch search) => searches[search];

    /// <summary>The unit of a training, once its search has found a genotype.</summary>
    public AugmentUnit UnitOf(PlannedAugment run, Genotype genotype) => OrderOf(run).For(genotype);

    private UnitTask TaskOf(PlannedAugment run) => new(run.Title, UnitOf(run.Search), OrderOf(run));

    private SearchUnit SearchUnitOf(PlannedSearch search)
    {
        if (search.Source is null)
        {
            return new SearchUnit
            {
                Options = new RandomSamplingOptions(),
                Seed = search.Seed,
                Numerics = NumericsOf(Profile),
            };
        }

        SearchSource source = Images.Source(search.Source);
        return new SearchUnit
        {
            Options = MethodCatalogue.WithStem(Profile.Methods[search.Method], Profile.DataSets[source.Data.Role].Stem),
            Source = source.Data,
            SplitSha256 = source.Split.Sha256,
            Seed = search.Seed,
            Numerics = NumericsOf(Profile),
        };
    }

    private AugmentOrder OrderOf(PlannedAugment run)
    {
        StudyDataSet target = Images.Set(run.Target);
        return new AugmentOrder
        {
            Target = target.Data,
            Network = NetworkOf(Profile, run, target.Classes),
            Options = OptionsOf(Profile, run),
            Seed = run.AugmentSeed,
            Numerics = NumericsOf(Profile),
        };
    }

    internal static NetworkOptions NetworkOf(Profile profile, PlannedAugment run, int classes) =>
        new()
        {
            Channels = profile.Network.Channels,
            Cells = profile.Cells[run.Cells],
            Classes = classes,
            Stem = profile.DataSets[run.Target].Stem,
            PoolBatchNorm = profile.Network.PoolBatchNorm,
            AuxiliaryHead = OptionsOf(profile, run).AuxiliaryWeight > 0,
        };

    internal static AugmentOptions OptionsOf(Profile profile, PlannedAugment run)
    {
        DataSetProfile target = profile.DataSets[run.Target];
        AugmentOptions plain = target.Augment;
        return run.Trick switch
        {
            Trick.None => plain,
            Trick.DropPath => plain with { DropPathProbability = profile.Tricks.DropPath },
            Trick.AuxiliaryHead => plain with { AuxiliaryWeight = profile.Tricks.AuxiliaryWeight },
            Trick.Cutout => plain with { CutoutLength = (int)Math.Round(profile.Tricks.CutoutShare * target.Size) },
            _ => throw new ArgumentOutOfRangeException(nameof(run), run.Trick, null),
        };
    }

    internal static Numerics NumericsOf(Profile profile) =>
        new(Numerics.CurrentVersion, profile.Device, profile.InstructionSet);
}
