using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Engine;
using NasTransfer.Reporting;
using NasTransfer.Study.Costs;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli;

/// <summary>A profile with its images, and what a store holds of it: how claims are judged, without running anything.</summary>
public sealed class StudyReading
{
    private StudyReading(Profile profile, StudyImages images, RunStore store) =>
        (Profile, Images, Store) = (profile, images, store);

    public Profile Profile { get; }

    public StudyImages Images { get; }

    public RunStore Store { get; }

    /// <exception cref="BadInputException">Images are missing.</exception>
    public static StudyReading Of(StudyInput input, Profile profile, RunStore store) =>
        new(profile, input.Images(profile), store);

    /// <summary>What the store has of all experiments.</summary>
    public StudyOutcome Outcome() => StudyOutcome.Of(UnitPlan.Of(Plan(PaperExperiments.Paper.All), Images), Store);

    /// <summary>What one claim needs.</summary>
    public StudyPlan PlanOf(IClaim claim) => Plan(ClaimNeeds.ExperimentsOf([claim.Definition.Id]));

    public ClaimSetting SettingOf(IClaim claim)
    {
        StudyPlan plan = PlanOf(claim);
        return ClaimSetting.Of(
            plan,
            Evidence.Of(Profile, plan.Sets.Select(Images.Set)),
            PaperProtocol.Deviations(plan, Images),
            new LoadedSizes(Images)
        );
    }

    /// <summary>All claims together, for p is adjusted over a family.</summary>
    public ImmutableArray<ClaimResult> Judge(StudyOutcome outcome) =>
        ClaimJudge.JudgeAll(ObservationTable.Of(outcome), SettingOf);

    /// <summary>What the images are in the name of a claim's approved snapshot.</summary>
    public string ImagesName(IClaim claim) => ApprovedResults.ImagesName(PlanOf(claim), Images);

    private StudyPlan Plan(IEnumerable<Experiment> experiments) =>
        StudyPlan.Of(Profile, PaperExperiments.Paper, experiments);
}
