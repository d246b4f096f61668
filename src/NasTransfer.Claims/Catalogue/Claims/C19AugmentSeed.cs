using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C19: ENAS's range over augment seeds against every other method's.</summary>
public sealed class C19AugmentSeed : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C19",
            "AugmentSeed",
            "ENAS depends on the augment seed more than the other methods do.",
            "Table 3",
            ClaimFamily.Protocol,
            ClaimType.Spread
        );

    public ImmutableArray<string> Needs { get; } = Needed.AugmentSeeds;

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<TestedPart> fromCifar10 = Against(runs, SearchedSet.Cifar10, Methods.All.Remove(Methods.Enas));
        ImmutableArray<TestedPart> fromProxy = Against(runs, SearchedSet.Proxy1K(1), [Methods.Darts, Methods.Nao]);
        return runs.Conclude(
            "Each genotype is trained on ImageNet1K with augment seeds 2 and 3; the range of its top-1 over them is one value a search. ENAS's ranges are larger than every other method's and than random sampling's.",
            [
                ClaimParts.All(
                    "from CIFAR10",
                    "ENAS against the other methods and random sampling: difference of mean ranges.",
                    fromCifar10
                ),
                ClaimParts.All(
                    "from ImNet1K P1",
                    "ENAS against the other methods and random sampling: difference of mean ranges.",
                    fromProxy
                ),
            ]
        );
    }

    private const string Target = Targets.ImageNet1K;

    private static ImmutableArray<TestedPart> Against(ClaimRuns runs, SearchedSet source, ImmutableArray<string> others)
    {
        PrintedExperiment printed = source.Proxy is null
            ? PrintedExperiment.TransferFromCifar10
            : PrintedExperiment.DirectOnProxy1;
        NamedRuns enas = Ranges(Searched(Methods.Enas));
        return
        [
            .. others.Select(method => runs.Larger(enas, Ranges(Searched(method)), Paper(printed, method))),
            runs.Larger(
                enas,
                Ranges(Group($"random sampling on {Target}", RunFilter.Random(Target))),
                Paper(PrintedExperiment.RandomSampling, Observation.RandomSampling)
            ),
        ];

        RunGroup Searched(string method) =>
            Group($"{method} {source.Name}→{Target}", RunFilter.Of(method, source.Set, Target, source.Proxy));
        RunGroup Group(string name, RunFilter filter) =>
            runs.Group(
                name,
                filter with
                {
                    Cells = runs.Setting.CellsOf(Experiment.DefaultCells),
                },
                ArchitectureCount.Ablations,
                everyAugmentSeed: true
            );
        double? Paper(PrintedExperiment experiment, string method) =>
            Range(printed, Methods.Enas) - Range(experiment, method);
    }

    /// <summary>Largest less smallest top-1 of each search that was trained with more than one augment seed.</summary>
    private static NamedRuns Ranges(RunGroup group) =>
        new(
            $"{group.Name}, range over augment seeds",
            [
                .. group
                    .Observations.Where(run => !run.Diverged)
                    .GroupBy(run => run.SearchSeed)
                    .Where(search => search.Count() > 1)
                    .OrderBy(search => search.Key)
                    .Select(search => search.Max(run => run.Top1Last) - search.Min(run => run.Top1Last)),
            ]
        );

    private static double? Range(PrintedExperiment experiment, string method) =>
        PaperTable3.Find(experiment, method, 3) is { } third && PaperTable3.Find(experiment, method, 2) is { } second
            ? Math.Abs(third - second)
            : null;
}
