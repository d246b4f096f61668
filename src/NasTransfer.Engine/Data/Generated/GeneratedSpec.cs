namespace NasTransfer.Engine.Data.Generated;

/// <summary>What generated images show.</summary>
public enum ImageDomain
{
    /// <summary>One patterned object before a cluttered ground.</summary>
    Objects,

    /// <summary>Fine classes inside coarse ones: patterns on objects of one shape.</summary>
    FineObjects,

    /// <summary>Blossoms before green: one subject in many kinds.</summary>
    Flowers,

    /// <summary>Furnished rooms: a scene without a subject.</summary>
    Rooms,

    /// <summary>Things with parts in their surroundings.</summary>
    Photographs,

    /// <summary>The same things, with kinds of them as classes beside them.</summary>
    Taxonomy,
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

    /// <summary>Training images of the largest class; of each, unless the set is imbalanced.</summary>
    public required int TrainPerClass { get; init; }

    public required int TestPerClass { get; init; }

    /// <summary>Height and width in px. Another size shows the same scenes.</summary>
    public int Size { get; init; } = 32;

    /// <summary>Which classes there are, and every image of them.</summary>
    public ulong Seed { get; init; }

    /// <summary>0 … 1: pixel noise, clutter, and how far the images of a class differ.</summary>
    public double Difficulty { get; init; } = 0.5;

    public ImageDomain Domain { get; init; } = ImageDomain.Objects;

    /// <summary>
    /// How often the largest class has the training images of the smallest, 1 or more; sizes fall along a hyperbola between, in
    /// an order of the seed's. Test images are as many for each.
    /// </summary>
    public double Imbalance { get; init; } = 1;

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
        Require(
            Imbalance >= 1 && Imbalance <= TrainPerClass,
            "imbalance",
            Imbalance,
            $"1 to {TrainPerClass}, the images of the largest class"
        );
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
