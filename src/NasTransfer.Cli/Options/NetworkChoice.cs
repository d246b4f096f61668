using System.CommandLine;
using System.Text.Json;
using NasTransfer.Engine;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;

namespace NasTransfer.Cli.Options;

/// <summary>Which network: the genotype and the sizes around its cells, the same for every verb that takes one.</summary>
internal sealed class NetworkChoice
{
    // Both are the paper's, for every data set.
    private const int PaperChannels = 36;
    private const int PaperCells = 20;
    private const int CifarClasses = 10;

    public Setting<string> GenotypeText { get; } =
        Setting<string>.Mandatory(
            "--genotype",
            "A published name (DARTS_V2), a printed genotype, or a file that holds one, as `search --out` writes it."
        );

    public Setting<int> Channels { get; } =
        Setting<int>.Of("--channels", "C: channels of a node in the first stage.", PaperChannels);

    public Setting<int> Cells { get; } = Setting<int>.Of("--cells", "L: number of cells.", PaperCells);

    public Setting<int> Classes { get; } = Setting<int>.Of("--classes", "K: number of classes.", CifarClasses);

    public Setting<Stem> Stem { get; } =
        Setting<Stem>.Of("--stem", "What stands before the first cell.", Engine.Networks.Stem.Cifar);

    public Setting<PoolBatchNorm> PoolBatchNorm { get; } =
        Setting<PoolBatchNorm>.Of(
            "--pool-bn",
            "Where a pool is followed by batch normalisation: in the supernet only, always, or never.",
            Engine.Networks.PoolBatchNorm.Always
        );

    public Setting<ConcatRule?> Concat { get; } =
        Setting<ConcatRule?>.Of(
            "--concat",
            "Nodes that a cell's output concatenates: all, or those that no other node looks at; unless said, those that the genotype names.",
            null
        );

    /// <param name="withClasses">False where the images say how many classes there are.</param>
    public void AddTo(Command command, bool withClasses = true)
    {
        command.Add(GenotypeText);
        command.Add(Channels);
        command.Add(Cells);
        if (withClasses)
        {
            command.Add(Classes);
        }

        command.Add(Stem);
        command.Add(PoolBatchNorm);
        command.Add(Concat);
    }

    /// <exception cref="BadInputException">It is no genotype.</exception>
    public Genotype Genotype(ParseResult parsed)
    {
        Genotype genotype = Resolve(parsed.Get(GenotypeText));
        return parsed.Get(Concat) is { } rule ? rule.Apply(genotype) : genotype;
    }

    /// <exception cref="BadInputException">A size is zero or negative, or does not fit.</exception>
    public NetworkOptions Network(ParseResult parsed, int? classes = null)
    {
        var options = new NetworkOptions
        {
            Channels = parsed.Get(Channels),
            Cells = parsed.Get(Cells),
            Classes = classes ?? parsed.Get(Classes),
            Stem = parsed.Get(Stem),
            PoolBatchNorm = parsed.Get(PoolBatchNorm),
        };
        options.Validate();
        return options;
    }

    /// <summary>What the engine understands, and besides a search result, which holds the genotype under its name.</summary>
    /// <exception cref="BadInputException">It is no genotype.</exception>
    public static Genotype Resolve(string given) =>
        Engine.Architectures.Genotype.Resolve(GenotypeInResult(given) ?? given);

    private static string? GenotypeInResult(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("genotype", out JsonElement genotype)
                ? genotype.ValueKind == JsonValueKind.String
                    ? genotype.GetString()
                    : genotype.GetRawText()
                : null;
        }
        catch (JsonException)
        {
            return null; // A printed genotype, or something that the engine has the right words for.
        }
    }
}
