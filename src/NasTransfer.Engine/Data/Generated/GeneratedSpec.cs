namespace NasTransfer.Engine.Data.Generated;

/// <summary>What generated images show.</summary>
public enum ImageDomain
{
    /// <summary>One patterned object before a cluttered ground.</summary>
    Objects,
}

/// <summary>
/// A data set drawn in the process. The images are a function of this record alone, and of less: an image does not depend
/// on how many others there are, nor a class on how many classes there are.
/// </summary>
public sealed record GeneratedSpec
{
    private const int SmallestSize = 8;

    private const int LargestSize = 256;

    public required string Name { get; init; }

    public required int Classes { get; init; }

    public required int TrainPerClass { get; init; }

    public required int TestPerClass { get; init; }

    /// <summary>Height and width in px. Another size shows the same scenes.</summary>
    public int Size { get; init; } = 32;

    /// <summary>Which classes there are, and every image of them.</summary>
    public ulong Seed { get; init; }

    /// <summary>0 … 1: pixel noise, clutter, and how far the images of a class differ.</summary>
    public double Difficulty { get; init; } = 0.5;

    public ImageDomain Domain { get; init; } = ImageDomain.Objects;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(Name), "name", $"'{Name}'", "what results call the set");
        Require(Enum.IsDefined(Domain), "domain", Domain, $"one of {string.Join(", ", Enum.GetNames<ImageDomain>())}");
        int most = IImageFamily.Of(Domain).MaximumClasses;
        Require(Classes >= 2 && Classes <= most, "classes", Classes, $"2 to {most}");
        Require(TrainPerClass >= 1, "train-per-class", TrainPerClass, "1 or more");
        Require(TestPerClass >= 1, "test-per-class", TestPerClass, "1 or more");
        Require(Size is >= SmallestSize and <= LargestSize, "size", Size, $"{SmallestSize} to {LargestSize} px");
        Require(Difficulty is >= 0 and <= 1, "difficulty", Difficulty, "0 to 1");
        long bytes = (long)Classes * Math.Max(TrainPerClass, TestPerClass) * Size * Size * ImageSet.Channels;
        Require(bytes <= Array.MaxLength, "size of one split", $"{bytes} bytes", $"{Array.MaxLength} or less");
    }

    private void Require(bool holds, string name, object value, string right)
    {
        if (!holds)
        {
            throw new BadInputException(
                FormattableString.Invariant($"{name} of the generated set {Name} is {value}; it must be {right}.")
            );
        }
    }
}
