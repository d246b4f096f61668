using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Architectures.Drawing;
using NasTransfer.Engine.Search;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Reporting.Pages;

/// <summary>One claim: from what it says to the logs that its verdict rests on, in eleven steps.</summary>
internal static class ClaimPage
{
    public static string Of(StudyReport report, ClaimResult result)
    {
        Html page = new();
        page.Raw("<p><a href=\"../index.html\">All claims</a></p>\n");
        page.Heading(1, $"{result.Definition.Id} {result.Definition.Name}");

        page.Heading(2, "1 The claim");
        page.Raw("<p class=\"lead\">").Text(result.Definition.Statement).Raw("</p>\n");
        page.Raw("<p class=\"muted\">").Text($"In the paper: {result.Definition.Place}. In our words.").Raw("</p>\n");

        page.Heading(2, "2 Operational form");
        page.Paragraph(result.OperationalForm);
        page.List(result.Parts.Select(part => $"{part.Name}. {part.OperationalForm}"));

        page.Heading(2, "3 Verdict");
        page.Raw("<p>")
            .Raw(Layout.Chip(result.Verdict))
            .Text($" at evidence level {result.Level}. {result.Reason}")
            .Raw("</p>\n");
        Parts(page, result);

        page.Heading(2, "4 Effect");
        Effect(page, result);

        page.Heading(2, "5 What it can see, and what would change the verdict");
        Power(page, result);

        page.Heading(2, "6 Deviations from the paper");
        page.Table(
            "Computed from what was run",
            ["What", "Paper", "Here", "Expected bias"],
            result.Deviations.Select(deviation =>
                (string[])[deviation.What, deviation.Paper, deviation.Here, deviation.Bias]
            )
        );

        page.Heading(2, "7 Seeds, genotypes, data");
        Runs(page, report, result);

        page.Heading(2, "8 Environment");
        page.Pairs(report.Environment.Values.Select(pair => (pair.Key, pair.Value)));

        page.Heading(2, "9 Cost");
        Cost(page, report);

        page.Heading(2, "10 The command");
        page.Raw("<pre>").Text(report.Command).Raw("</pre>\n");
        page.Paragraph(
            $"It takes about {Words.Duration(Costs(report).Sum(cost => cost.CoreSeconds))} of one core on the machine above from an empty run store, and seconds when every unit is stored."
        );

        page.Heading(2, "11 Logs and snapshot");
        Links(page, report, result);
        return Layout.Page($"{result.Definition.Id} {result.Definition.Name}", page);
    }

    private static void Parts(Html page, ClaimResult result)
    {
        page.Raw("<ul>\n");
        foreach (ClaimPart part in result.Parts)
        {
            page.Raw("<li>")
                .Text($"{part.Name}: ")
                .Raw(Layout.Chip(part.Verdict))
                .Text($" {part.Reason}")
                .Raw("</li>\n");
        }

        page.Raw("</ul>\n");
        if (result.UncappedVerdict != result.Verdict)
        {
            page.Paragraph(
                $"Without the cap of level {result.Level}, the same numbers would read: {Words.Of(result.UncappedVerdict)}."
            );
        }
    }

    private static void Effect(Html page, ClaimResult result)
    {
        page.Table(
            "RI = 100·(Acc_m − Acc_r)/Acc_r, in percent; accuracies are test top-1 after the last epoch, in percent; SD has divisor n − 1",
            ["Transfer", "Method", "n", "Mean ± SD", "N random", "Random ± SD", "RI", "95 %", "Paper's RI", "Outcome"],
            result.Cells.Select(cell =>
                (string[])
                    [
                        $"{cell.Source}→{cell.Target}",
                        cell.MethodName,
                        $"{cell.Method.Count}",
                        Words.Of(cell.Method),
                        $"{cell.Random.Count}",
                        Words.Of(cell.Random),
                        Words.Signed(cell.Improvement.Value),
                        Words.Of(cell.Improvement.Interval),
                        Words.Signed(cell.PaperImprovement),
                        Words.Of(cell.Outcome),
                    ]
            ),
            2,
            3,
            4,
            5,
            6,
            7,
            8
        );
        page.Table(
            $"Bootstrap from n = {RelativeImprovement.BootstrapFrom}; g is Hedges' g; p two-sided by Welch, Holm over the cells of this table",
            ["Transfer", "Method", "RI, bootstrap", "g", "P(method > random)", "p", "p (Holm)", "Diverged runs"],
            result.Cells.Select(cell =>
                (string[])
                    [
                        $"{cell.Source}→{cell.Target}",
                        cell.MethodName,
                        Words.Of(cell.Bootstrap),
                        Words.Signed(cell.HedgesG),
                        Words.Fixed(cell.ProbabilityGreater),
                        Words.Probability(cell.P),
                        Words.Probability(cell.AdjustedP),
                        $"{cell.Diverged}",
                    ]
            ),
            2,
            3,
            4,
            5,
            6,
            7
        );
        page.Raw("<figure tabindex=\"0\">").Raw(Plots.Improvements(result));
        page.Element(
            "figcaption",
            "RI with its 95 % interval. The diamond is what the paper prints for the same pair of data sets, from one augment run and no interval."
        );
        page.Raw("</figure>\n");
        foreach (string target in result.Cells.Select(cell => cell.Target).Distinct())
        {
            page.Raw("<figure tabindex=\"0\">").Raw(Plots.Dots(target, result));
            page.Element(
                "figcaption",
                $"Every run on {target}: a dot is one search seed (or one random architecture) and one augment seed, a bar the mean."
            );
            page.Raw("</figure>\n");
        }
    }

    private static void Power(Html page, ClaimResult result)
    {
        PowerGate power = result.Power;
        string seen =
            $"With {power.CountMethod} searches against {power.CountRandom} random architectures, a difference of {Words.Fixed(power.DetectableEffect)} standard deviations is found with 80 % probability (two-sided, α = .05).";
        page.Paragraph(
            power.Pilot is { } pilot
                ? $"{seen} At an SD of {Words.Fixed(pilot.StandardDeviation)} points around {Words.Fixed(pilot.Accuracy)} % ({pilot.From}) that is an RI of {Words.Fixed(power.DetectableImprovement ?? double.NaN)} %."
                : $"{seen} There is no pilot for this profile, so it is not put in terms of RI and no gate is applied."
        );
        page.List(result.WouldChange);
    }

    private static void Runs(Html page, StudyReport report, ClaimResult result)
    {
        page.Table(
            "Every run; best is the largest top-1 of any epoch, optimistic and shown for comparison only",
            [
                "Method",
                "Source",
                "Target",
                "Search seed",
                "Augment seed",
                "Top-1 last",
                "Top-1 best",
                "Parameters",
                "MACs",
                "Search images",
                "Augment images",
                "Unit",
            ],
            result.Observations.Select(run =>
                (string[])
                    [
                        run.Method,
                        run.Source ?? Words.None,
                        run.Target,
                        $"{run.SearchSeed}",
                        $"{run.AugmentSeed}",
                        run.Diverged ? "diverged" : Words.Fixed(run.Top1Last),
                        Words.Fixed(run.Top1Best),
                        Words.Count(run.Parameters),
                        Words.Count(run.Macs),
                        Words.Count(run.SearchImages),
                        Words.Count(run.AugmentImages),
                        run.UnitKey?[..12] ?? Words.None,
                    ]
            ),
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10
        );
        Genotypes(page, result);
        page.Heading(3, "Data");
        page.Table(
            "SHA-256 over the content of each split; of the two halves that a search works with, over their file names",
            ["Role", "Split", "Images", "SHA-256"],
            report
                .DataSets.SelectMany(Splits)
                .Concat(
                    report
                        .Outcomes.SelectMany(outcome => outcome.Plan.Sources)
                        .DistinctBy(source => source.Data.Name)
                        .Select(Split)
                ),
            2
        );
    }

    private static void Genotypes(Html page, ClaimResult result)
    {
        page.Heading(3, "Genotypes");
        var found = result.Observations.DistinctBy(run => (run.Method, run.Source, run.SearchSeed));
        foreach (Observation run in found)
        {
            string name = run.Source is null
                ? $"random sampling, seed {run.SearchSeed}"
                : $"{run.Method} on {run.Source}, seed {run.SearchSeed}";
            if (run.Genotype is not { } genotype)
            {
                continue;
            }

            page.Raw("<details><summary>").Text(name).Raw("</summary>\n<pre>");
            page.Text(genotype.ToText(GenotypeTextForm.Nested)).Raw("</pre>\n<figure class=\"drawing\">");
            page.Raw(GenotypeDrawing.ToSvg(genotype)).Raw("</figure>\n</details>\n");
        }
    }

    private static IEnumerable<string[]> Splits(StudyDataSet set) =>
        [
            [set.Role, "train", Words.Count(set.Train.Count), set.Train.Fingerprint],
            [set.Role, "reported", Words.Count(set.Test.Count), set.Test.Fingerprint],
        ];

    private static string[] Split(SearchSource source)
    {
        SearchData data = source.Split.Data;
        return
        [
            source.Data.Name,
            "search: weights + architectures",
            $"{Words.Count(data.Train.Count)} + {Words.Count(data.Validation.Count)}",
            source.Split.Sha256,
        ];
    }

    private static void Cost(Html page, StudyReport report)
    {
        CompletedSearch[] searches = [.. report.Outcomes.SelectMany(outcome => outcome.Searches)];
        CompletedAugment[] augments = [.. report.Outcomes.SelectMany(outcome => outcome.Augments)];
        string Core(IEnumerable<UnitCost?> costs) => Words.Duration(costs.Sum(cost => cost?.CoreSeconds ?? 0));
        string Wall(IEnumerable<UnitCost?> costs) => Words.Duration(costs.Sum(cost => cost?.Seconds ?? 0));
        page.Table(
            "On the machine that ran each unit, one after another",
            ["Phase", "Units", "Core time", "Wall clock", "Images forward and backward"],
            [
                [
                    "search",
                    $"{searches.Length}",
                    Core(searches.Select(search => search.Cost)),
                    Wall(searches.Select(search => search.Cost)),
                    Words.Count(searches.Sum(search => search.Result.Cost.ForwardBackwardImages)),
                ],
                [
                    "augment",
                    $"{augments.Length}",
                    Core(augments.Select(augment => augment.Cost)),
                    Wall(augments.Select(augment => augment.Cost)),
                    Words.Count(augments.Sum(augment => augment.Result.TrainedImages)),
                ],
            ],
            1,
            2,
            3,
            4
        );
        long peak = Costs(report).Select(cost => cost.PeakMemoryBytes).DefaultIfEmpty(0).Max();
        page.Paragraph(
            $"Largest memory of the process: {Words.Count(peak / (1 << 20))} MiB. The paper gives no cost for DARTS; it names 96 GPU-hours for NSGANet on the CIFAR sets, 0.375 days for ENAS on CIFAR10, and 8 to 96 GPUs for augment runs on the ImageNet sets."
        );
    }

    private static IEnumerable<UnitCost> Costs(StudyReport report) =>
        report
            .Outcomes.SelectMany(outcome =>
                outcome.Searches.Select(search => search.Cost).Concat(outcome.Augments.Select(run => run.Cost))
            )
            .OfType<UnitCost>();

    private static void Links(Html page, StudyReport report, ClaimResult result)
    {
        if (report.StoreFolder is { } store)
        {
            page.Raw("<details><summary>").Text("Stored units").Raw("</summary>\n<ul>\n");
            IEnumerable<Unit> units = report.Outcomes.SelectMany(outcome =>
                outcome
                    .Searches.Select(search => (Unit)search.Unit)
                    .Concat(outcome.Augments.Select(run => (Unit)run.Unit))
            );
            foreach (Unit unit in units.DistinctBy(unit => unit.Key))
            {
                string link = Html.Escape($"../{store}/{unit.Key}/result.json");
                page.Raw($"<li><a href=\"{link}\">").Text(unit.Title).Raw("</a></li>\n");
            }

            page.Raw("</ul></details>\n");
        }

        page.Paragraph(
            report.Snapshots.TryGetValue(result.Definition.Id, out string? snapshot)
                ? $"Approved snapshot: {snapshot}"
                : "There is no approved snapshot of this claim for these data."
        );
        foreach (string note in report.Outcomes.SelectMany(outcome => outcome.Notes))
        {
            page.Paragraph(note);
        }
    }
}
