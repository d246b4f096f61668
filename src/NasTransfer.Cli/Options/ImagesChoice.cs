using System.CommandLine;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;
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

    private readonly FolderChoice reading = new();

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
        reading.AddTo(command);
        command.Add(classes);
        command.Add(trainPerClass);
        command.Add(testPerClass);
        command.Add(generatedSeed);
    }

    /// <summary>The command line names images.</summary>
    public bool AreNamed(ParseResult parsed) => parsed.Get(folder) is not null || parsed.Get(generated) is not null;

    /// <summary>Images to train on, and images to report on.</summary>
    /// <exception cref="BadInputException">No images are named, or they cannot be read.</exception>
    public ChosenImages Read(ParseResult parsed, ProgressDisplay display)
    {
        ChosenImages all = ReadAll(parsed, validationApart: false, display);
        return parsed.Get(trainImages) is { } count
            ? all with
            {
                Train = Part(all.Train, Checked(count, all.Train.Count, all.Train.Name)),
            }
            : all;
    }

    /// <summary>
    /// Images that a search may see: one part for weights, one for architectures. A rule that keeps validation images says
    /// which; otherwise the training images are halved.
    /// </summary>
    /// <exception cref="BadInputException">No images are named, or they cannot be read.</exception>
    public (SearchData Data, ChosenImages Images) ReadForSearch(
        ParseResult parsed,
        Preprocessing preprocessing,
        ProgressDisplay display
    )
    {
        ChosenImages all = ReadAll(parsed, validationApart: true, display);
        int there = all.Train.Count + (all.Validation?.Count ?? 0);
        int count = parsed.Get(trainImages) is { } wanted ? Checked(wanted, there, all.Train.Name) : there;
        if (all.Validation is { } validation)
        {
            // In proportion, rounded down for weights.
            int forWeights = (int)((long)count * all.Train.Count / there);
            return (Data(Part(all.Train, forWeights), Part(validation, count - forWeights)), all);
        }

        Split halves = Split.Stratified(Part(all.Train, count), SplitSeed);
        return (Data(halves.First, halves.Second), all);

        SearchData Data(IImageSource train, IImageSource held) =>
            new SearchData(train, held) { Preprocessing = preprocessing };
    }

    /// <summary>What a result says about images: enough to tell whether two runs saw the same; null for none.</summary>
    public static object? Describe(IImageSource set) =>
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

    private ChosenImages ReadAll(ParseResult parsed, bool validationApart, ProgressDisplay display)
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

        if (domain is { } drawn)
        {
            reading.RefuseWithoutFolder(parsed);
            ImageSplits splits = Draw(drawn, parsed);
            return new ChosenImages(splits.Train, null, splits.Test);
        }

        return reading.Read(parsed, path!, parsed.Get(size) ?? DefaultSize, validationApart, display);
    }

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

    private static int Checked(int count, int there, string name) =>
        count >= 1 && count <= there
            ? count
            : throw new BadInputException(
                $"--train-images is {count}; {name} has {there}, so it must be 1 to {there}."
            );

    private static IImageSource Part(IImageSource images, int count) =>
        count == images.Count ? images : Split.Stratified(images, SplitSeed, (double)count / images.Count).First;
}
