using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Methods;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Cli.Verbs;

/// <summary><c>nastransfer search</c>: from images and a seed to a genotype.</summary>
internal static class SearchVerb
{
    public const string Name = "search";

    private static readonly ImageSet NoImages = new("no images", 1, ["none"], [], [], []);

    /// <param name="name">The method whose options the verb takes.</param>
    public static Command Create(Terminal terminal, MethodName name)
    {
        var method = new OptionTable<ISearchOptions>(SearchMethods.Original(name));
        Setting<MethodName> methodName = Setting<MethodName>.Of(
            SearchMethods.OptionName,
            "How to search; each method has options of its own.",
            SearchMethods.Default
        );
        Setting<Preset> preset = Setting<Preset>.Of(
            "--preset",
            "Where the method's options start from: its published budget, or a profile of the study.",
            Preset.Original
        );
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
        Setting<string?> checkpoint = Setting<string?>.Of(
            "--checkpoint",
            "A file to keep after every epoch, and to go on from if it is there: an interrupted search loses nothing.",
            null
        );
        Option<bool> showOptions = new("--show-options")
        {
            Description = "List the method's options with value, unit and source, and search nothing.",
        };
        var images = new ImagesChoice();
        var preprocessing = new PreprocessingChoice();

        var command = new Command(Name, "Searches a genotype on the training images of a data set.");
        command.Add(methodName);
        command.Add(preset);
        images.AddTo(command);
        preprocessing.AddTo(command);
        command.Add(seed);
        command.Add(output);
        command.Add(checkpoint);
        command.Add(showOptions);
        method.AddTo(command);
        RuntimeChoice.AddTo(command);
        command.SetAction(parsed =>
        {
            Defaults<ISearchOptions> defaults = Presets.Of(parsed.Get(preset), name);
            ISearchOptions options = method.Read(parsed, defaults);
            if (parsed.GetValue(showOptions))
            {
                method.Show(parsed, terminal, defaults);
                return App.Fine;
            }

            ISearch search = options.CreateSearch();

            string? target = parsed.Get(output);
            OutputFile.Check(output.Name, target);
            OutputFile.Check(checkpoint.Name, parsed.Get(checkpoint));
            bool json = parsed.GetValue(SharedOptions.Json);
            var display = new ProgressDisplay(terminal, json);
            Preprocessing prepared = preprocessing.Read(parsed);
            var (data, chosen) =
                name != MethodName.Random || images.AreNamed(parsed)
                    ? images.ReadForSearch(parsed, prepared, display)
                    : (new SearchData(NoImages, NoImages), null);
            RuntimeEnvironment environment = RuntimeChoice.Start(parsed);
            display.Line(environment);

            SearchResult result = display.Run(
                data.Train.Count == 0
                    ? $"{search.Method}, without images"
                    : $"{search.Method} on {data.Train.Name}: {data.Train.Count} + {data.Validation.Count} images",
                report =>
                    search.Run(
                        data,
                        parsed.Get(seed),
                        new Reporter(report),
                        parsed.Get(checkpoint) is { } file
                            ? new CheckpointFile(file) { PassedOver = terminal.Error.WriteLine }
                            : null
                    )
            );

            object Record(RuntimeEnvironment? around) =>
                new
                {
                    method = Spelling.Of(name),
                    seed = result.Seed,
                    genotype = result.Genotype,
                    text = result.Genotype.ToString(),
                    // By its own type: the method is named already.
                    options = name == MethodName.Random ? null : (object)options,
                    train = ImagesChoice.Describe(data.Train),
                    validation = ImagesChoice.Describe(data.Validation),
                    split = chosen?.Split,
                    transform = chosen is null ? null : prepared.FamilyOf(data.Train, options.Stem) as TransformFamily?,
                    colourJitter = chosen is null ? null : prepared.JitterOf(data.Train, options.Stem),
                    cost = result.Cost,
                    trace = result.Trace,
                    details = result.Details,
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
