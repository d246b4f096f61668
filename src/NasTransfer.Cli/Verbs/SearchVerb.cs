using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.RandomSampling;

namespace NasTransfer.Cli.Verbs;

/// <summary><c>nastransfer search</c>: from images and a seed to a genotype.</summary>
internal static class SearchVerb
{
    private static readonly ImageSet NoImages = new("no images", 1, ["none"], [], [], []);

    public static Command Create(Terminal terminal)
    {
        Setting<SearchMethod> method = Setting<SearchMethod>.Of("--method", "How to search.", SearchMethod.Darts);
        Setting<ulong> seed = Setting<ulong>.Of(
            "--seed",
            "The search seed; the same seed gives the same bits.",
            SharedOptions.PaperSeed
        );
        Setting<string?> output = Setting<string?>.Of(
            "--out",
            "A JSON file for the result; --genotype of the other verbs takes it.",
            null
        );
        Option<bool> showOptions = new("--show-options")
        {
            Description = "List the method's options with value, unit and source, and search nothing.",
        };
        var images = new ImagesChoice();
        OptionTable<DartsOptions> darts = DartsOptionTable.Create();

        var command = new Command("search", "Searches a genotype on the training images of a data set.");
        command.Add(method);
        images.AddTo(command);
        command.Add(seed);
        command.Add(output);
        command.Add(showOptions);
        darts.AddTo(command);
        RuntimeChoice.AddTo(command);
        command.SetAction(parsed =>
        {
            SearchMethod chosen = parsed.Get(method);
            bool json = parsed.GetValue(SharedOptions.Json);
            DartsOptions options = OptionsOf(chosen, darts, parsed);
            if (parsed.GetValue(showOptions))
            {
                ShowOptions(chosen, darts.Rows(parsed), terminal, json);
                return App.Fine;
            }

            string? target = parsed.Get(output);
            OutputFile.Check(output.Name, target);
            ISearch search = chosen == SearchMethod.Random ? new RandomSamplingSearch() : new DartsSearch(options);
            var display = new ProgressDisplay(terminal, json);
            // Random sampling looks at no image, so it needs none.
            SearchData data =
                chosen == SearchMethod.Random && !images.AreNamed(parsed)
                    ? new SearchData(NoImages, NoImages)
                    : images.ReadForSearch(parsed, display);
            RuntimeEnvironment environment = RuntimeChoice.Start(parsed);
            display.Line(environment);

            SearchResult result = display.Run(
                data.Train.Count == 0
                    ? $"{search.Method}, without images"
                    : $"{search.Method} on {data.Train.Name}: {data.Train.Count} + {data.Validation.Count} images",
                report => search.Run(data, parsed.Get(seed), new Reporter(report))
            );

            object Record(RuntimeEnvironment? around) =>
                new
                {
                    method = Spelling.Of(chosen),
                    seed = result.Seed,
                    genotype = result.Genotype,
                    text = result.Genotype.ToString(),
                    options = chosen == SearchMethod.Darts ? options : null,
                    train = ImagesChoice.Describe(data.Train),
                    validation = ImagesChoice.Describe(data.Validation),
                    cost = result.Cost,
                    trace = result.Trace,
                    environment = around is null ? null : JsonOutput.Of(around),
                };
            if (target is not null)
            {
                // No environment and no time: the same search writes the same bytes.
                OutputFile.WriteText(target, JsonOutput.Of(Record(null)) + "\n");
            }

            terminal.Out.WriteLine(json ? JsonOutput.Of(Record(environment)) : result.Genotype.ToString());
            return App.Fine;
        });
        return command;
    }

    // Options of a method that is not asked for would be passed over in silence.
    private static DartsOptions OptionsOf(SearchMethod method, OptionTable<DartsOptions> darts, ParseResult parsed)
    {
        if (method != SearchMethod.Darts && darts.Given(parsed).FirstOrDefault() is { } given)
        {
            throw new BadInputException(
                $"{given} is an option of darts, and the method is {Spelling.Of(method)}; leave it out or say --method darts."
            );
        }

        DartsOptions options = darts.Read(parsed);
        options.Validate();
        return options;
    }

    private static void ShowOptions(SearchMethod method, ImmutableArray<OptionRow> rows, Terminal terminal, bool json)
    {
        ImmutableArray<OptionRow> own = method == SearchMethod.Darts ? rows : [];
        if (json)
        {
            terminal.Out.WriteLine(JsonOutput.Of(new { method = Spelling.Of(method), options = own }));
            return;
        }

        if (own.IsEmpty)
        {
            terminal.Out.WriteLine(
                $"The method {Spelling.Of(method)} has no options: a genotype follows from the seed."
            );
            return;
        }

        var table = new TextTable("option", "value", "unit", "source", "meaning");
        foreach (OptionRow row in own)
        {
            table.Add(row.Name, row.Value, row.Unit, row.Source, row.Meaning);
        }

        table.Write(terminal.Out);
    }

    private enum SearchMethod
    {
        Darts,
        Random,
    }

    private sealed class Reporter(Action<long, long, string?> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) =>
            report(value.Step, value.Steps, value.Trace is { } epoch ? Line(epoch, value.Epochs) : null);

        private static string Line(SearchEpoch epoch, int epochs) =>
            $"epoch {epoch.Epoch + 1}/{epochs}  "
            + string.Join(
                "  ",
                epoch.Values.Select(value => $"{value.Key} {value.Value.ToString("G4", CultureInfo.InvariantCulture)}")
            );
    }
}
