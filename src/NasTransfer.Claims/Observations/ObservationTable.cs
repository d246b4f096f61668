using System.Collections.Immutable;
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
            AugmentImages = run.Result.TrainedImages,
            UnitKey = run.Unit.Key,
        };

    private static string Tricks(CompletedAugment run)
    {
        var options = run.Unit.Options;
        string?[] tricks =
        [
            options.DropPathProbability > 0 ? "drop path" : null,
            options.AuxiliaryWeight > 0 ? "auxiliary head" : null,
            options.CutoutLength > 0 ? "cutout" : null,
            options.LabelSmoothing > 0 ? "label smoothing" : null,
        ];
        return string.Join(", ", tricks.Where(trick => trick is not null));
    }
}
