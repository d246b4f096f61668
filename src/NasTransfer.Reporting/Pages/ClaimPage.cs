using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Figures;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Reporting.Pages;

/// <summary>One claim: from what it says to the logs that its verdict rests on, in eleven steps.</summary>
internal static class ClaimPage
{
    public static string Of(StudyReport report, ClaimResult result)
    {
        ClaimUnits units = ClaimUnits.Of(report.Outcome, result);
        Html page = new();
        Layout.Navigation(page, "../");
        page.Heading(1, $"{result.Definition.Id} {result.Definition.Name}");

        page.Heading(2, "1 The claim");
        page.Raw("<p class=\"lead\">").Text(result.Definition.Statement).Raw("</p>\n");
        page.Raw("<p class=\"muted\">").Text($"In the paper: {result.Definition.Place}. In our words.").Raw("</p>\n");
        Places(page, result.Definition);

        page.Heading(2, "2 Operational form");
        page.Paragraph(result.OperationalForm);
        page.List(result.Parts.Select(part => $"{part.Name}. {part.OperationalForm}"));

        page.Heading(2, "3 Verdict");
        VerdictSection.Write(page, report, result);

        page.Heading(2, "4 Effect");
        EffectSection.Write(page, result, units);

        page.Heading(2, "5 What it can see, and what would change the verdict");
        Power(page, result);

        page.Heading(2, "6 Deviations from the paper");
        Deviations(page, result);

        page.Heading(2, "7 Seeds, genotypes, data");
        RunsSection.Write(page, result, units, report.Drawings);

        page.Heading(2, "8 Environment");
        page.Paragraph("The machine that wrote this report; the cost of each unit is of the machine that ran it.");
        page.Pairs(report.Environment.Values.Select(pair => (pair.Key, pair.Value)));

        page.Heading(2, "9 Cost");
        Cost(page, units);

        page.Heading(2, "10 The command");
        Command(page, report, result.Definition, units);

        page.Heading(2, "11 Logs and snapshot");
        Links(page, report, result, units);
        return Layout.Page($"{result.Definition.Id} {result.Definition.Name}", page);
    }

    private static void Places(Html page, ClaimDefinition claim)
    {
        string[] links =
        [
            .. PaperPlaces.Of(claim).Select(place => $"<a href=\"../{place.Link}\">{Html.Escape(place.Name)}</a>"),
        ];
        if (links.Length > 0)
        {
            page.Raw($"<p>From these runs: {string.Join(", ", links)}.</p>\n");
        }
    }

    private static void Deviations(Html page, ClaimResult result)
    {
        if (result.Deviations.IsEmpty)
        {
            page.Paragraph(
                ClaimNeeds.ExperimentsOf([result.Definition.Id]).IsEmpty
                    ? "None: the claim is about printed figures and needs no run."
                    : "None: the runs follow the paper's protocol."
            );
            return;
        }

        page.Table(
            "Computed from what was run",
            ["What", "Paper", "Here", "Expected bias"],
            result.Deviations.Select(deviation =>
                (string[])[deviation.What, deviation.Paper, deviation.Here, deviation.Bias]
            )
        );
    }

    private static void Command(Html page, StudyReport report, ClaimDefinition claim, ClaimUnits units)
    {
        page.Command(report.CommandOf(claim));
        page.Paragraph(
            units.Units.Any()
                ? $"It takes about {Words.Duration(units.Costs.Sum(cost => cost.CoreSeconds))} of one core on the machine that ran these units, from an empty run store, and seconds when every unit is stored."
            : ClaimNeeds.ExperimentsOf([claim.Id]).IsEmpty
                ? "It takes seconds: it computes with the printed tables alone, and runs nothing."
            : $"None of its units has run, so there is no measured time; nastransfer plan --profile {report.Profile.Name} --only {claim.Id} forecasts it."
        );
    }

    private static void Power(Html page, ClaimResult result)
    {
        if (result.Power is not { } power)
        {
            page.Paragraph("No two groups are compared, so there is no smallest detectable difference.");
            WouldChange(page, result);
            return;
        }

        string seen = double.IsFinite(power.DetectableEffect)
            ? $"With {power.CountA} runs against {power.CountB}, a difference of {Words.Fixed(power.DetectableEffect)} standard deviations is found with 80 % probability (two-sided, α = .05)."
            : $"With {power.CountA} runs against {power.CountB} there is no measured noise on a side, and no difference can be found.";
        page.Paragraph(
            power is { Pilot: { } pilot, DetectablePoints: { } points, DetectableImprovement: { } improvement }
                ? $"{seen} At an SD of {Words.Fixed(pilot.StandardDeviation)} points around {Words.Fixed(pilot.Accuracy)} % ({pilot.From}) that is {Words.Fixed(points)} points, or an RI of {Words.Fixed(improvement)} %."
                : $"{seen} There is no pilot for these runs, so it is not put in terms of top-1 and no gate is applied."
        );
        WouldChange(page, result);
    }

    private static void WouldChange(Html page, ClaimResult result)
    {
        if (!result.WouldChange.IsEmpty)
        {
            page.List(result.WouldChange);
        }
    }

    private static void Cost(Html page, ClaimUnits units)
    {
        var (searches, augments) = (units.Searches, units.Augments);
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
        long peak = units.Costs.Select(cost => cost.PeakMemoryBytes).DefaultIfEmpty(0).Max();
        page.Paragraph(
            $"Largest memory of the process: {Words.Count(peak / (1 << 20))} MiB. The paper gives no cost for DARTS and NAO; it names 96 GPU-hours for NSGANet on the CIFAR sets, 0.375 days for ENAS on CIFAR10, and 8 to 96 GPUs for augment runs on the ImageNet sets."
        );
    }

    private static void Links(Html page, StudyReport report, ClaimResult result, ClaimUnits units)
    {
        if (report.StoreFolder is { } store && units.Units.Any())
        {
            page.Raw("<details><summary>").Text("Stored units").Raw("</summary>\n<ul>\n");
            foreach (Unit unit in units.Units)
            {
                string folder = Html.Escape($"../{store}/{unit.Key}");
                page.Raw($"<li><a href=\"{folder}/result.json\">").Text(unit.Title).Raw("</a>");
                page.Raw($" · <a href=\"{folder}/events.jsonl\">").Text($"log of {unit.Key[..12]}").Raw("</a></li>\n");
            }

            page.Raw("</ul></details>\n");
        }
        else
        {
            page.Paragraph("There are no stored units of this claim to link to.");
        }

        page.Paragraph(
            report.Snapshots.TryGetValue(result.Definition.Id, out string? snapshot)
                ? $"Approved snapshot: {snapshot}"
                : "There is no approved snapshot of this claim for these data."
        );
        foreach (string note in report.Outcome.Notes)
        {
            page.Paragraph(note);
        }
    }
}
