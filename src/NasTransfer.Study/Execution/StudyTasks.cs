using System.Collections.Immutable;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>A plan as tasks for an executor.</summary>
public static class StudyTasks
{
    /// <summary>The searches, then the trainings, in the order of the plan.</summary>
    public static ImmutableArray<UnitTask> Of(StudyPlan plan) =>
        [
            .. plan.Searches.Select(search => new UnitTask(search.Title, search, Augment: null)),
            .. plan.Augments.Select(planned => Training(plan, planned)),
        ];

    private static UnitTask Training(StudyPlan plan, PlannedAugment planned) =>
        new(
            $"{planned.Search.Title} → {planned.Target.Role}, augment seed {planned.AugmentSeed}",
            planned.Search,
            Order(plan, planned)
        );

    private static AugmentOrder Order(StudyPlan plan, PlannedAugment planned)
    {
        DataSetProfile target = plan.Profile.DataSets[planned.Target.Role];
        return new AugmentOrder
        {
            Target = new UnitData(target.Role, planned.Target.Train.Fingerprint, planned.Target.Test.Fingerprint),
            Network = StudyPlan.NetworkOf(plan.Profile, target, planned.Target.Classes),
            Options = plan.Profile.Augment with { Epochs = target.AugmentEpochs },
            Seed = planned.AugmentSeed,
            Numerics = StudyPlan.NumericsOf(plan.Profile),
        };
    }
}
