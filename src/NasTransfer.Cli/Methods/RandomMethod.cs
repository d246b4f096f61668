using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.RandomSampling;

namespace NasTransfer.Cli.Methods;

/// <summary>Random sampling on the command line: a genotype follows from the seed alone.</summary>
internal sealed class RandomMethod : SearchMethod
{
    public override bool NeedsImages => false;

    public override void AddTo(Command command) { }

    public override (ISearch Search, object? Options) Read(ParseResult parsed) => (new RandomSamplingSearch(), null);

    public override void ShowOptions(ParseResult parsed, Terminal terminal) =>
        terminal.Out.WriteLine(
            parsed.GetValue(SharedOptions.Json)
                ? JsonOutput.Of(new { options = Array.Empty<OptionRow>() })
                : "Random sampling has no options: a genotype follows from the seed."
        );
}
