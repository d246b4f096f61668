using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C21: an interaction: a trick's gain on a small target less its gain on a large one.</summary>
public sealed class C21TrainingTricks : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C21",
            "TrainingTricks",
            "Drop path, auxiliary towers and cutout matter more on small targets than on large ones.",
            "training protocol; supplement",
            ClaimFamily.Protocol,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.Tricks];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<TestedPart> tested =
        [
            .. Tricks.Select(trick => runs.Larger(Gain(runs, trick, Small), Gain(runs, trick, Large))),
        ];
        const string form =
            "The same random architectures with and without a trick: its mean gain in points is larger on CIFAR10 than on ImageNet1K, for drop path, auxiliary towers and cutout each. Networks and sets are our choice: the supplement is not at hand.";
        return runs.Conclude(form, [ClaimParts.All("gain on CIFAR10 against ImageNet1K", form, tested)]);
    }

    private const string Small = Targets.Cifar10;
    private const string Large = Targets.ImageNet1K;

    private static ImmutableArray<TrainingTricks> Tricks { get; } =
    [TrainingTricks.DropPath, TrainingTricks.AuxiliaryHead, TrainingTricks.Cutout];

    /// <summary>One difference an architecture: what varies between architectures cancels.</summary>
    private static NamedRuns Gain(ClaimRuns runs, TrainingTricks trick, string target)
    {
        Dictionary<ulong, double> without = BySeed(Group(TrainingTricks.None));
        Dictionary<ulong, double> with = BySeed(Group(trick));
        return new NamedRuns(
            $"gain of {trick} on {target}",
            [
                .. with.Where(run => without.ContainsKey(run.Key))
                    .OrderBy(run => run.Key)
                    .Select(run => run.Value - without[run.Key]),
            ]
        );

        RunGroup Group(TrainingTricks tricks) =>
            runs.Group(
                $"random sampling on {target}, {(tricks == TrainingTricks.None ? "plain" : tricks)}",
                RunFilter.Random(target) with
                {
                    Tricks = tricks,
                    Cells = runs.Setting.CellsOf(Experiment.DefaultCells),
                },
                ArchitectureCount.Random
            );
    }

    private static Dictionary<ulong, double> BySeed(RunGroup group) =>
        group
            .Observations.Where(run => !run.Diverged)
            .GroupBy(run => run.SearchSeed)
            .ToDictionary(search => search.Key, search => search.Average(run => run.Top1Last));
}
