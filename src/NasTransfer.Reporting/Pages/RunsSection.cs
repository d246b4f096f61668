using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Search;
using NasTransfer.Reporting.Tables;
using NasTransfer.Study.DataSets;

namespace NasTransfer.Reporting.Pages;

/// <summary>Seeds, genotypes and data of a claim.</summary>
internal static class RunsSection
{
    private const int ShortKey = 12;

    public static void Write(Html page, ClaimResult result, ClaimUnits units, GenotypeDrawings drawings)
    {
        if (result.Observations.IsEmpty)
        {
            page.Paragraph("The verdict rests on no run: there are no seeds, genotypes or data.");
            return;
        }

        page.Table(
            "Every run; best is the largest top-1 of any epoch, optimistic and shown for comparison only",
            [
                "Method",
                "Source",
                "Target",
                "Cells",
                "Tricks",
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
            result.Observations.Select(Row),
            3,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12
        );
        Genotypes(page, result, drawings);
        page.Heading(3, "Data");
        page.Table(
            "SHA-256 over the content of each split; of the two halves that a search works with, over their file names",
            ["Role", "Split", "Images", "SHA-256"],
            units.Sets.SelectMany(Splits).Concat(units.Sources.Select(Split)),
            2
        );
    }

    private static string[] Row(Observation run) =>
        [
            run.Method,
            run.Proxy ?? run.Source ?? Words.None,
            run.Target,
            $"{run.Cells}",
            run.Tricks == TrainingTricks.None ? Words.None : run.Tricks.ToString(),
            $"{run.SearchSeed}",
            $"{run.AugmentSeed}",
            run.Diverged ? "diverged" : Words.Fixed(run.Top1Last),
            Words.Fixed(run.Top1Best),
            Words.Count(run.Parameters),
            Words.Count(run.Macs),
            Words.Count(run.SearchImages),
            Words.Count(run.AugmentImages),
            run.UnitKey is { Length: > ShortKey } key ? key[..ShortKey] : run.UnitKey ?? Words.None,
        ];

    private static void Genotypes(Html page, ClaimResult result, GenotypeDrawings drawings)
    {
        page.Heading(3, "Genotypes");
        foreach (
            Observation run in result.Observations.DistinctBy(run =>
                (run.Method, run.Source, run.Proxy, run.SearchSeed)
            )
        )
        {
            if (run.Genotype is not { } genotype)
            {
                continue;
            }

            string name = run.Source is null
                ? $"random sampling, seed {run.SearchSeed}"
                : $"{run.Method} on {run.Proxy ?? run.Source}, seed {run.SearchSeed}";
            page.Raw("<details><summary>").Text(name).Raw("</summary>\n<pre tabindex=\"0\">");
            page.Text(genotype.ToText(GenotypeTextForm.Nested))
                .Raw("</pre>\n<figure class=\"drawing\" tabindex=\"0\">");
            page.Raw(drawings.Of(genotype)).Raw("</figure>\n</details>\n");
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
}
