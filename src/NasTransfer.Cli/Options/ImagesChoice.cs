using System.CommandLine;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Search;

namespace NasTransfer.Cli.Options;

/// <summary>Which images: a folder of the user's, or a set drawn in the process.</summary>
internal sealed class ImagesChoice
{
    // The same images for every seed: what differs between seeds is to be the run alone.
    private const ulong SplitSeed = 0;

    private const int DefaultSize = 32;
    private const int DefaultClasses = 10;
    private const int DefaultTrainPerClass = 100;
    private const int DefaultTestPerClass = 20;

    private readonly Setting<string?> folder = Setting<string?>.Of(
        "--data",
        "A folder of images, JPEG or PNG: train/class/file and test/class/file, as folders or as tar shards.",
        null
    );

    private readonly Setting<ImageDomain?> generated = Setting<ImageDomain?>.Of(
        "--generated",
        "Draw the images in the process instead of reading a folder.",
        null
    );

    private readonly Setting<int?> trainImages = Setting<int?>.Of(
        "--train-images",
        "Use only so many of the training images.",
        null
    );

    private readonly Setting<int?> size = Setting<int?>.Of(
        "--size",
        "Height and width that images are brought to, in px; 32 unless said.",
        null
    );

    private readonly Option<bool> skipUnreadable = new("--skip-unreadable")
    {
        Description = "Leave out files of --data that cannot be decoded, and say how many.",
    };

    private readonly Setting<int> classes = Setting<int>.Of(
        "--generated-classes",
        "Classes of a generated set.",
        DefaultClasses
    );

    private readonly Setting<int> trainPerClass = Setting<int>.Of(
        "--generated-train",
        "Training images a class of a generated set.",
        DefaultTrainPerClass
    );

    private readonly Setting<int> testPerClass = Setting<int>.Of(
        "--generated-test",
        "Test images a class of a generated set.",
        DefaultTestPerClass
    );

    private readonly Setting<ulong> generatedSeed = Setting<ulong>.Of(
        "--generated-seed",
        "Which generated set: its classes and their images.",
        0UL
    );

    public void AddTo(Command command)
    {
        command.Add(folder);
        command.Add(generated);
        command.Add(trainImages);
        command.Add(size);
        command.Add(skipUnreadable);
        command.Add(classes);
        command.Add(trainPerClass);
        command.Add(testPerClass);
        command.Add(generatedSeed);
    }

    /// <summary>The command line names images.</summary>
    public bool AreNamed(ParseResult parsed) => parsed.Get(folder) is not null || parsed.Get(generated) is not null;

    /// <exception cref="BadInputException">No images are named, or they cannot be read.</exception>
    public ImageSplits Read(ParseResult parsed, ProgressDisplay display)
    {
        string? path = parsed.Get(folder);
        ImageDomain? domain = parsed.Get(generated);
        if (path is null == domain is null)
        {
            throw new BadInputException(
                path is null
                    ? "There are no images: give --data DIR or --generated objects."
                    : "--data and --generated exclude each other; give one of them."
            );
        }

        ImageSplits splits = domain is { } drawn ? Draw(drawn, parsed) : Open(path!, parsed, display);
        return parsed.Get(trainImages) is { } count ? splits with { Train = Part(splits.Train, count) } : splits;
    }

    /// <summary>The training part alone, in two halves: one for weights, one for architectures.</summary>
    /// <exception cref="BadInputException">No images are named, or they cannot be read.</exception>
    public SearchData ReadForSearch(ParseResult parsed, ProgressDisplay display)
    {
        Split halves = Split.Stratified(Read(parsed, display).Train, SplitSeed);
        return new SearchData(halves.First, halves.Second);
    }

    /// <summary>What a result says about images: enough to tell whether two runs saw the same; null for none.</summary>
    public static object? Describe(ImageSet set) =>
        set.Count == 0
            ? null
            : new
            {
                name = set.Name,
                images = set.Count,
                classes = set.Classes.Length,
                size = set.Size,
                fingerprint = set.Fingerprint,
            };

    private ImageSplits Draw(ImageDomain domain, ParseResult parsed) =>
        GeneratedImages.Create(
            new GeneratedSpec
            {
                Name = $"generated {Spelling.Of(domain)}",
                Domain = domain,
                Classes = parsed.Get(classes),
                TrainPerClass = parsed.Get(trainPerClass),
                TestPerClass = parsed.Get(testPerClass),
                Size = parsed.Get(size) ?? DefaultSize,
                Seed = parsed.Get(generatedSeed),
            }
        );

    private ImageSplits Open(string path, ParseResult parsed, ProgressDisplay display)
    {
        ImageSplits splits = ImageReader.Open(
            path,
            new ImageReaderOptions
            {
                Size = parsed.Get(size) ?? DefaultSize,
                SkipUnreadable = parsed.GetValue(skipUnreadable),
            }
        );
        foreach (string warning in splits.Warnings)
        {
            display.Line(warning);
        }

        return splits;
    }

    private static ImageSet Part(ImageSet train, int count)
    {
        if (count < 1 || count > train.Count)
        {
            throw new BadInputException(
                $"--train-images is {count}; {train.Name} has {train.Count}, so it must be 1 to {train.Count}."
            );
        }

        return count == train.Count ? train : Split.Stratified(train, SplitSeed, (double)count / train.Count).First;
    }
}
