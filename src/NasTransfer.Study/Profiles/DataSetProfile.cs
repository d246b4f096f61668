using NasTransfer.Engine.Data.Generated;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Training;

namespace NasTransfer.Study.Profiles;

/// <summary>What plays one of the paper's data sets.</summary>
public sealed record DataSetProfile
{
    /// <summary>The paper's name: CIFAR10, CIFAR100, MIT67, FLOWERS102, ImageNet1K, ImageNet22K.</summary>
    public required string Role { get; init; }

    /// <summary>Folder below the data folder that holds real images.</summary>
    public required string Folder { get; init; }

    /// <summary>The split that accuracy is reported on: test or val.</summary>
    public required string ReportedSplit { get; init; }

    /// <summary>Set when the folder holds other images than the role says; such results never carry the role's name alone.</summary>
    public string? StandIn { get; init; }

    /// <summary>Height and width in px.</summary>
    public required int Size { get; init; }

    /// <summary>How many classes are used; null for all.</summary>
    public int? Classes { get; init; }

    /// <summary>Most training images of a class; null for all.</summary>
    public int? ImagesPerClass { get; init; }

    /// <summary>Most reported images of a class; null for all.</summary>
    public int? TestImagesPerClass { get; init; }

    /// <summary>Training images that a search uses, half of them as its validation part; null for all.</summary>
    public int? SearchImages { get; init; }

    /// <summary>
    /// How networks are trained on it: section <c>augment</c> of the profile, over it section <c>augment</c> of the set,
    /// and its own epochs. One set may be worth many GPUs, and its neighbour one.
    /// </summary>
    public required AugmentOptions Augment { get; init; }

    public required Stem Stem { get; init; }

    /// <summary>How images are drawn where there are no real ones; null when the profile wants real images.</summary>
    public GeneratedProfile? Generated { get; init; }
}

/// <summary>The part of a generated set that is not in <see cref="DataSetProfile"/>.</summary>
/// <param name="Seed">Which classes there are, and every image.</param>
/// <param name="Difficulty">0 … 1.</param>
/// <param name="Domain">What the images show.</param>
/// <param name="Imbalance">How often the largest class has the training images of the smallest.</param>
public sealed record GeneratedProfile(
    ulong Seed,
    double Difficulty,
    ImageDomain Domain = ImageDomain.Objects,
    double Imbalance = 1
);
