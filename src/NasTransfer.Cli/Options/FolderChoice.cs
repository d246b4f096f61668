using System.CommandLine;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Study.DataSets.Splits;

namespace NasTransfer.Cli.Options;

/// <summary>Images that a command line chose.</summary>
/// <param name="Validation">What the split rule keeps for the choice of architectures; null where there is no such part.</param>
/// <param name="Parts">How a folder was cut; null for images that were drawn.</param>
internal sealed record ChosenImages(
    IImageSource Train,
    IImageSource? Validation,
    IImageSource Test,
    DataSetParts? Parts = null
)
{
    /// <summary>What a result says of the split; null where the images are in the parts that their owner made.</summary>
    public object? Split => Parts is { Rule: { } rule } ? new { rule = rule.Name, sha256 = Parts.Sha256 } : null;
}

/// <summary>How a folder of images is read: in which parts, into memory or as a stream.</summary>
internal sealed class FolderChoice
{
    private const string OwnersParts = "official";
    private const int BytesPerMebibyte = 1 << 20;
    private const int MostMebibytes = 1024;

    private readonly Setting<string?> splitRule = Setting<string?>.Of(
        "--split-rule",
        $"How --data is cut in each class: {OwnersParts} (the parts that are there), {string.Join(", ", SplitRule.All.Select(rule => rule.Name))} (training, validation and test images in percent). Unless said, as the paper has it: 80/20 for the official files of FLOWERS102, 50/50 for those of ImageNet22K, and otherwise {OwnersParts}.",
        null
    );

    private readonly Option<bool> stream = new("--stream")
    {
        Description = "Read the images of --data as they are needed, instead of holding them in memory.",
    };

    private readonly Setting<int?> window = Setting<int?>.Of(
        "--stream-window",
        $"MiB of encoded images that --stream mixes with each other, and holds; {new StreamOptions().WindowBytes / BytesPerMebibyte} unless said. A set that fits is shuffled as one in memory.",
        null
    );

    private readonly Option<bool> skipUnreadable = new("--skip-unreadable")
    {
        Description = "Leave out files of --data that cannot be decoded, and say how many.",
    };

    private Option[] All => [splitRule, stream, window, skipUnreadable];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <exception cref="BadInputException">An option of folders is given where there is none.</exception>
    public void RefuseWithoutFolder(ParseResult parsed)
    {
        if (All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new BadInputException($"{given.Name} is for images of --data; leave it out with --generated.");
        }
    }

    /// <param name="validationApart">False adds what a rule keeps for validation to the training images.</param>
    /// <exception cref="BadInputException">The images cannot be read, or options contradict each other.</exception>
    public ChosenImages Read(ParseResult parsed, string path, int size, bool validationApart, ProgressDisplay display)
    {
        StreamOptions? streaming = Streaming(parsed);
        ImageReaderOptions options = new() { Size = size, SkipUnreadable = parsed.GetValue(skipUnreadable) };
        DataSetParts parts = Cut(parsed.Get(splitRule), ImageReader.List(path, options));
        if (parts.Rule is { } rule)
        {
            display.Line($"{path} is cut {rule.Name} in each class, SHA-256 {parts.Sha256}.");
        }

        ImageIndex index = validationApart ? parts.Index : parts.WithValidationInTrain();
        bool hasValidation = validationApart && parts.Rule is { Validation: > 0 };
        if (streaming is not null)
        {
            ImageSelections selections = ImageSelections.Of(index, options);
            return new ChosenImages(
                selections.Train.Stream(size, streaming),
                hasValidation ? selections.Validation?.Stream(size, streaming) : null,
                selections.Test.Stream(size, streaming),
                parts
            );
        }

        ImageSplits splits = ImageReader.Open(index, options);
        foreach (string warning in splits.Warnings)
        {
            display.Line(warning);
        }

        return new ChosenImages(splits.Train, hasValidation ? splits.Validation : null, splits.Test, parts);
    }

    private static DataSetParts Cut(string? rule, ImageIndex index) =>
        rule switch
        {
            null => DataSetParts.OfPaper(index),
            OwnersParts => DataSetParts.Of(index, null),
            _ => DataSetParts.Of(index, SplitRule.Find(rule)),
        };

    // Null for images in memory.
    private StreamOptions? Streaming(ParseResult parsed)
    {
        int? mebibytes = parsed.Get(window);
        if (!parsed.GetValue(stream))
        {
            return mebibytes is null
                ? null
                : throw new BadInputException(
                    $"{window.Name} is {mebibytes}, but the images are not streamed; add --stream."
                );
        }

        if (parsed.GetValue(skipUnreadable))
        {
            throw new BadInputException(
                "--skip-unreadable and --stream exclude each other, as a stream meets broken files too late; `nastransfer data check` names them."
            );
        }

        if (mebibytes is < 1 or > MostMebibytes)
        {
            throw new BadInputException($"{window.Name} is {mebibytes}; it must be 1 to {MostMebibytes}.");
        }

        return mebibytes is { } size
            ? new StreamOptions { WindowBytes = size * BytesPerMebibyte }
            : new StreamOptions();
    }
}
