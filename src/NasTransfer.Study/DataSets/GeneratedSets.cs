using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Engine.Data.Generated;

namespace NasTransfer.Study.DataSets;

/// <summary>
/// Six drawn sets that mimic the paper's six in what its claims speak of: how many classes and images a class, resolution in
/// order, fine classes inside coarse ones, objects against scenes against one subject, and the long tail of ImageNet22K.
/// Counts are those of the real sets, scaled to minutes on two cores.
/// </summary>
public static class GeneratedSets
{
    // CIFAR's images are smaller than those of the other four.
    private const int SmallImages = 16;
    private const int LargeImages = 24;

    /// <summary>In the order of Table 1; each is named after the set that it mimics.</summary>
    public static ImmutableArray<GeneratedSpec> All { get; } =
    [
        // 67 classes of 80 and 20.
        new()
        {
            Name = "MIT67",
            Domain = ImageDomain.Rooms,
            Classes = 14,
            TrainPerClass = 64,
            TestPerClass = 15,
            Size = LargeImages,
            Seed = 67,
            Difficulty = 0.3,
        },
        // 102 classes of 40 to 258.
        new()
        {
            Name = "FLOWERS102",
            Domain = ImageDomain.Flowers,
            Classes = 20,
            TrainPerClass = 64,
            Imbalance = 4,
            TestPerClass = 12,
            Size = LargeImages,
            Seed = 102,
            Difficulty = 0.35,
        },
        new()
        {
            Name = "CIFAR10",
            Domain = ImageDomain.Objects,
            Classes = 10,
            TrainPerClass = 200,
            TestPerClass = 20,
            Size = SmallImages,
            Seed = 10,
            Difficulty = 0.65,
        },
        // Ten times the classes of CIFAR10 with a tenth of the images each; here twice and half.
        new()
        {
            Name = "CIFAR100",
            Domain = ImageDomain.FineObjects,
            Classes = 20,
            TrainPerClass = 100,
            TestPerClass = 10,
            Size = SmallImages,
            Seed = 100,
            Difficulty = 0.35,
        },
        new()
        {
            Name = "ImageNet1K",
            Domain = ImageDomain.Photographs,
            Classes = 30,
            TrainPerClass = 40,
            TestPerClass = 8,
            Size = LargeImages,
            Seed = 1000,
            Difficulty = 0.4,
        },
        new()
        {
            Name = "ImageNet22K",
            Domain = ImageDomain.Taxonomy,
            Classes = 48,
            TrainPerClass = 220,
            Imbalance = 16,
            TestPerClass = 5,
            Size = LargeImages,
            Seed = 22000,
            Difficulty = 0.3,
        },
    ];

    /// <param name="name">Of the set that it mimics; case does not matter.</param>
    /// <exception cref="BadInputException">There is none of that name.</exception>
    public static GeneratedSpec Find(string name) =>
        All.FirstOrDefault(spec => string.Equals(spec.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(
            $"There is no generated set '{name}'; it must be one of {string.Join(", ", All.Select(spec => spec.Name))}."
        );
}
