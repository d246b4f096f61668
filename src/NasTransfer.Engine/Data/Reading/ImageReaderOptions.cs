namespace NasTransfer.Engine.Data.Reading;

/// <summary>What is read of a data set, and at which size.</summary>
public sealed record ImageReaderOptions
{
    /// <summary>
    /// Height and width of every image, in px. Images of another size are scaled until the short side fits and cropped at
    /// the centre; images of this size keep every byte.
    /// </summary>
    public required int Size { get; init; }

    /// <summary>What results call the set; null for the name of the folder or file.</summary>
    public string? Name { get; init; }

    /// <summary>Leaves out what cannot be decoded, with a warning, instead of refusing the set.</summary>
    public bool SkipUnreadable { get; init; }

    public string TrainSplit { get; init; } = "train";

    /// <summary>What accuracy is reported on.</summary>
    public string TestSplit { get; init; } = "test";

    /// <summary>A third part beside the test split; takes its place in a set that has none.</summary>
    public string ValidationSplit { get; init; } = "val";

    /// <summary>Reads a random choice of so many classes; null for all.</summary>
    public int? MaximumClasses { get; init; }

    /// <summary>Reads a random choice of so many training images a class; null for all.</summary>
    public int? ImagesPerClass { get; init; }

    /// <summary>Reads a random choice of so many images a class of the test and the validation split; null for all.</summary>
    public int? TestImagesPerClass { get; init; }

    /// <summary>Where indices of tar files are kept between runs; null walks the files each time.</summary>
    public string? IndexCacheFolder { get; init; }

    /// <summary>Seed of the random choices.</summary>
    public ulong Seed { get; init; }

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        Require(Size >= 1, "size", Size, "1 or more pixels");
        Require(MaximumClasses is null or >= 2, "classes", MaximumClasses, "2 or more");
        Require(ImagesPerClass is null or >= 1, "images-per-class", ImagesPerClass, "1 or more");
        Require(TestImagesPerClass is null or >= 1, "test-images-per-class", TestImagesPerClass, "1 or more");
        Require(TrainSplit != TestSplit, "test split", TestSplit, "another one than the train split");
        Require(TrainSplit != ValidationSplit, "validation split", ValidationSplit, "another one than the train split");
    }

    private static void Require(bool holds, string name, object? value, string right)
    {
        if (!holds)
        {
            throw new BadInputException(FormattableString.Invariant($"{name} is {value}; it must be {right}."));
        }
    }
}
