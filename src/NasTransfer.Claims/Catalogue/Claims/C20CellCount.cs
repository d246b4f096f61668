using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C20: a trend over numbers of cells in each row of Table 4, as the caption and as the text have it.</summary>
public sealed class C20CellCount : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C20",
            "CellCount",
            "Accuracy on 1K rises with the number of cells, says the caption; the text sees no consistent gain.",
            "Table 4",
            ClaimFamily.Protocol,
            ClaimType.Spread
        );

    public ImmutableArray<string> Needs { get; } = Needed.CellCounts;

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<(string Name, ImmutableArray<RunGroup> Groups)> rows = Rows(runs);
        ClaimPart caption = ClaimParts.All(
            "caption: accuracy rises",
            "In every row of Table 4, each mean is above that of fewer cells (95 % interval of the difference).",
            [.. rows.Select(row => Rises(row.Name, row.Groups))]
        );
        foreach (var (_, groups) in rows)
        {
            _ = runs.Beats(groups[0], groups[^1]);
        }

        ClaimPart text = ClaimParts.Some(
            "text: no consistent gain",
            "In at least one row, 20 cells are better than 60 after Holm's correction over the rows; refuted where 60 are better in all.",
            runs.Rows
        );
        return runs.Conclude(
            "Rows of Table 4 at 20, 40 and 60 cells on ImageNet1K. Caption and text contradict each other: the verdict is that of the text, from which the paper concludes, and the caption's stands beside it.",
            [text],
            beside: caption
        );
    }

    private const string Target = Targets.ImageNet1K;

    private static ImmutableArray<int> CellCounts { get; } = [20, 40, 60];

    private static ImmutableArray<(string Name, ImmutableArray<RunGroup> Groups)> Rows(ClaimRuns runs)
    {
        return
        [
            .. Methods.All.Select(method => Searched(method, SearchedSet.Cifar10)),
            .. Methods.OnProxies.Select(method => Searched(method, SearchedSet.Proxy1K(1))),
            Row($"random sampling on {Target}", RunFilter.Random(Target)),
        ];

        (string, ImmutableArray<RunGroup>) Searched(string method, SearchedSet source) =>
            Row($"{method} {source.Name}→{Target}", RunFilter.Of(method, source.Set, Target, source.Proxy));

        (string, ImmutableArray<RunGroup>) Row(string name, RunFilter filter) =>
            (
                name,
                [
                    .. CellCounts.Select(cells =>
                        runs.Group(
                            $"{name} for {cells} cells",
                            filter with
                            {
                                Cells = runs.Setting.Cells.GetValueOrDefault(cells, cells),
                            },
                            ArchitectureCount.Ablations
                        )
                    ),
                ]
            );
    }

    private static TestedPart Rises(string name, ImmutableArray<RunGroup> groups) =>
        new(
            name,
            TrendRule.Judge([.. groups.Select(group => new NamedRuns(group.Name, group.Values))]),
            Jonckheere.Test([.. groups.Select(group => group.Values.ToArray())]).P
        );
}
