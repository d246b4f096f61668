using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Benchmarks;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Runtime;

namespace NasTransfer.Cli.Verbs;

/// <summary><c>nastransfer bench</c>: how fast the engine is here.</summary>
internal static class BenchVerb
{
    public static Command Create(Terminal terminal)
    {
        var kind = new Argument<string>("what")
        {
            Description = string.Join(", ", Spelling.All(typeof(BenchmarkKind))) + ".",
        };
        kind.AcceptOnlyFromAmong(Spelling.All(typeof(BenchmarkKind)));
        var options = new OptionTable<BenchmarkOptions>(new BenchmarkOptions());
        Setting<string?> save = Setting<string?>.Of(
            "--save",
            "A calibration file to put the result into; `plan` reckons hours from it.",
            null
        );
        Setting<string?> folder = Setting<string?>.Of(
            "--data",
            "For the loader: a folder or tar shard, of which the training images are streamed as photographs.",
            null
        );
        var command = new Command("bench", "Times steps of the engine, on images drawn in the process unless said.");
        command.Add(kind);
        options.AddTo(command);
        command.Add(save);
        command.Add(folder);
        RuntimeChoice.AddTo(command);
        command.SetAction(parsed =>
        {
            BenchmarkOptions sizes = options.Read(parsed);
            string? target = parsed.Get(save);
            OutputFile.Check(save.Name, target);
            var what = (BenchmarkKind)Spelling.Parse(typeof(BenchmarkKind), parsed.GetValue(kind)!)!;
            if (parsed.Get(folder) is not null && what != BenchmarkKind.Loader)
            {
                throw new BadInputException(
                    $"{folder.Name} is for the loader; {Spelling.Of(what)} is timed on images drawn in the process."
                );
            }

            IImageSource? images = parsed.Get(folder) is { } path ? Stream(path, sizes.Size) : null;
            if (images is not null && target is not null)
            {
                throw new BadInputException(
                    $"{save.Name} keeps what is timed on images drawn in the process; leave {folder.Name} out."
                );
            }

            bool json = parsed.GetValue(SharedOptions.Json);
            var display = new ProgressDisplay(terminal, json);
            RuntimeEnvironment environment = RuntimeChoice.Start(parsed);
            display.Line(environment);
            BenchmarkResult result = display.Run(
                $"{Spelling.Of(what)}: {sizes.WarmUp} steps to warm up, {sizes.Steps} timed",
                report => Benchmark.Run(what, sizes, step => report(step, sizes.WarmUp + sizes.Steps, null), images)
            );
            if (target is not null)
            {
                Calibration.Load(target).With(result).Save(target);
            }

            if (json)
            {
                terminal.Out.WriteLine(JsonOutput.Of(new { result, environment = JsonOutput.Of(environment) }));
            }
            else
            {
                Print(result, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static StreamedImages Stream(string path, int size)
    {
        ImageReaderOptions options = new() { Size = size };
        return ImageSelections.Of(ImageReader.List(path, options), options).Train.Stream(size);
    }

    private static void Print(BenchmarkResult result, TextWriter writer)
    {
        var table = new TextTable(
            "what",
            "median ms",
            "minimum ms",
            "images/s",
            "GMAC a step",
            "GMAC/s",
            "% of a matrix product",
            "peak MiB"
        );
        table.Add(
            Spelling.Of(result.Kind),
            Number(result.MedianMilliseconds),
            Number(result.MinimumMilliseconds),
            Number(result.ImagesPerSecond),
            Number(result.MacsPerStep / 1e9),
            Number(result.MacsPerSecond / 1e9),
            Number(100 * result.ShareOfMatrixProduct),
            Number(result.PeakMemoryBytes / (double)(1 << 20))
        );
        table.Write(writer);
    }

    private static string Number(double value) =>
        value.ToString(value < 10 ? "F2" : "F0", CultureInfo.InvariantCulture);
}
