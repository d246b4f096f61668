using System.Collections.Immutable;
using NasTransfer.Engine;

namespace NasTransfer.Study.DataSets.Splits;

/// <summary>Into which parts each class is cut, in percent. What whole images cannot give goes to the last part.</summary>
/// <param name="Name">As definitions and results spell it.</param>
/// <param name="Train">For weights.</param>
/// <param name="Validation">For the choice of architectures; 0 for none.</param>
/// <param name="Test">What is reported; 0 for none.</param>
public sealed record SplitRule(string Name, int Train, int Validation, int Test)
{
    private const int Whole = 100;

    /// <summary>
    /// FLOWERS102 in Table 1: 6.5K and 1.7K of 8,189 images. The lists published with Yang et al. (2020) have 6,507 and 1,682,
    /// which is 0.4 images a class short of four fifths: the fifth is rounded up.
    /// </summary>
    public static SplitRule EightyTwenty { get; } = new("80/20", 80, 0, 20);

    /// <summary>What the paper's text says of its data sets, and its Table 1 does not show.</summary>
    public static SplitRule FortyFortyTwenty { get; } = new("40/40/20", 40, 40, 20);

    /// <summary>ImageNet22K, which has no official test part: half to train on, half to report on.</summary>
    public static SplitRule HalfReported { get; } = new("50/50", 50, 0, 50);

    public static ImmutableArray<SplitRule> All { get; } = [EightyTwenty, FortyFortyTwenty, HalfReported];

    /// <param name="name">As <see cref="Name"/> spells it.</param>
    /// <exception cref="BadInputException">There is no such rule.</exception>
    public static SplitRule Find(string name) =>
        All.FirstOrDefault(rule => rule.Name == name)
        ?? throw new BadInputException(
            $"There is no split rule '{name}'; it must be one of {string.Join(", ", All.Select(rule => rule.Name))}."
        );

    /// <summary>How many images of a class go into each part; they sum to <paramref name="images"/>.</summary>
    public PartCounts Of(int images)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(images);
        int train = Floor(images, Train);
        int both = Floor(images, Train + Validation);
        return Test > 0 ? new(train, both - train, images - both) : new(train, images - train, 0);
    }

    private static int Floor(int images, int percent) => (int)((long)images * percent / Whole);
}

/// <summary>Images of one class in the parts of a split.</summary>
public readonly record struct PartCounts(int Train, int Validation, int Test)
{
    public static PartCounts operator +(PartCounts a, PartCounts b) =>
        new(a.Train + b.Train, a.Validation + b.Validation, a.Test + b.Test);

    public int All => Train + Validation + Test;
}
