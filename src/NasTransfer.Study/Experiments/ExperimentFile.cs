using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using NasTransfer.Engine;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Proxies;
using NasTransfer.Study.Settings;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Experiments;

/// <summary>Reads the experiments of the paper: one file, Experiments/paper.json.</summary>
internal static class ExperimentFile
{
    private const string Resource = "Experiments/paper.json";

    private static readonly Lazy<PaperExperiments> Loaded = new(() =>
    {
        using Stream stream = typeof(ExperimentFile).Assembly.GetManifestResourceStream(Resource)!;
        return Read(stream);
    });

    public static PaperExperiments Shipped => Loaded.Value;

    /// <exception cref="BadInputException">A key or value is wrong; all of them are named.</exception>
    internal static PaperExperiments Read(Stream json)
    {
        List<string> errors = [];
        SettingsSection file = SettingsSection.Root(new ConfigurationBuilder().AddJsonStream(json).Build(), errors);
        _ = file.OptionalText("about");
        SettingsSection counts = file.Section("counts");
        PaperExperiments experiments = new(
            file.Seed("firstSearchSeed"),
            file.Seed("firstRandomSeed"),
            CountsOf(counts),
            [.. file.Section("experiments").Entries().Select(entry => Experiment(entry.Section))]
        );
        file.RefuseOthers();
        Check(experiments, errors);
        return errors.Count == 0
            ? experiments
            : throw new BadInputException($"{Resource} is wrong: {string.Join("; ", errors)}.");
    }

    /// <summary>A number for each of <see cref="ArchitectureCount"/>.</summary>
    internal static ImmutableSortedDictionary<ArchitectureCount, int> CountsOf(SettingsSection section)
    {
        var counts = Enum.GetValues<ArchitectureCount>()
            .ToImmutableSortedDictionary(
                count => count,
                count => section.Integer(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{count}"), 1)
            );
        section.RefuseOthers();
        return counts;
    }

    private static Experiment Experiment(SettingsSection section)
    {
        Experiment experiment = new()
        {
            Name = section.Text("name"),
            Place = section.Text("place"),
            Count = section.Choice<ArchitectureCount>("count"),
            Methods = section.Texts("methods"),
            Sources = section.OptionalTexts("sources"),
            Targets = section.OptionalTexts("targets"),
        };
        if (section.Has("augmentSeeds"))
        {
            experiment = experiment with { AugmentSeeds = section.Seeds("augmentSeeds") };
        }

        if (section.Has("cells"))
        {
            experiment = experiment with { Cells = [.. section.Seeds("cells").Select(cells => (int)cells)] };
        }

        if (section.Has("tricks"))
        {
            experiment = experiment with { Tricks = section.Choices<Trick>("tricks") };
        }

        section.RefuseOthers();
        return experiment;
    }

    private static void Check(PaperExperiments experiments, List<string> errors)
    {
        foreach (var twice in experiments.All.GroupBy(one => one.Name).Where(group => group.Count() > 1))
        {
            errors.Add($"the experiment '{twice.Key}' is there {twice.Count()} times");
        }

        string[] sets = [.. PaperTable1.Rows.Select(row => row.Name)];
        foreach (Experiment one in experiments.All)
        {
            foreach (string method in one.Methods.Where(method => !MethodCatalogue.Names.Contains(method)))
            {
                errors.Add($"'{one.Name}' names the method '{method}'");
            }

            foreach (string source in one.Sources.Where(source => !sets.Contains(source)))
            {
                errors.Add($"'{one.Name}' names the source '{source}', which is no row of Table 1");
            }

            if (one.Methods.Contains(RandomSamplingSearch.Name) != one.Sources.IsEmpty)
            {
                errors.Add($"'{one.Name}' must have sources, unless it is about random sampling");
            }
        }
    }
}
