using System.Collections.Immutable;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Execution;

namespace NasTransfer.Claims.Observations;

/// <summary>From a study's units to the flat table that claims see.</summary>
public static class ObservationTable
{
    /// <summary>One observation an augment run, in the plan's order.</summary>
    public static ImmutableArray<Observation> Of(StudyOutcome outcome) => [.. outcome.Augments.Select(Of)];

    private static Observation Of(CompletedAugment run) =>
        new()
        {
            Experiment = run.Experiments[0],
            Source = run.Search.Unit.Source?.Role,
            Proxy = run.Search.Unit.Source?.Proxy,
            Target = run.Planned.Target,
            Method = run.Search.Unit.Method,
            SearchSeed = run.Search.Unit.Seed,
            AugmentSeed = run.Unit.Seed,
            Cells = run.Unit.Network.Cells,
            Tricks = Tricks(run),
            Genotype = run.Search.Result.Genotype,
            Top1Last = run.Result.Top1Last,
            Top1Best = run.Result.Top1Best,
            Diverged = run.Result.Diverged,
            Parameters = run.Result.Parameters,
            Macs = run.Result.Macs,
            SearchImages = run.Search.Result.Cost.ForwardBackwardImages,
            SearchMacs = run.Search.Result.Cost.Macs,
            SearchSeconds = run.Search.Cost?.Seconds,
            AugmentImages = run.Result.TrainedImages,
            AugmentMacs = (double)SearchCost.PassesOfForwardAndBackward * run.Result.Macs * run.Result.TrainedImages,
            AugmentSeconds = run.Cost?.Seconds,
            UnitKey = run.Unit.Key,
        };

    private static TrainingTricks Tricks(CompletedAugment run)
    {
        var options = run.Unit.Options;
        return (options.DropPathProbability > 0 ? TrainingTricks.DropPath : 0)
            | (options.AuxiliaryWeight > 0 ? TrainingTricks.AuxiliaryHead : 0)
            | (options.CutoutLength > 0 ? TrainingTricks.Cutout : 0)
            | (options.LabelSmoothing > 0 ? TrainingTricks.LabelSmoothing : 0);
    }
}
