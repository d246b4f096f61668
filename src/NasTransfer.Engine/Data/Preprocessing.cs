using System.Text.Json.Serialization;
using NasTransfer.Engine.Networks;

namespace NasTransfer.Engine.Data;

/// <summary>Which transforms stand between images and a network.</summary>
public enum TransformFamily
{
    /// <summary>Squares of the size: <see cref="CifarTrainTransform"/>, <see cref="EvaluationTransform"/>.</summary>
    Cifar,

    /// <summary>Photographs of any shape: <see cref="PhotoTrainTransform"/>, <see cref="PhotoEvaluationTransform"/>.</summary>
    Photo,
}

/// <summary>How images come to a network: through which transforms, and prepared by how many threads.</summary>
public sealed record Preprocessing
{
    /// <summary>Null: those of photographs for photographs under the ImageNet stem, and otherwise CIFAR's.</summary>
    public TransformFamily? Transforms { get; init; }

    /// <summary>Changes of colour in training photographs; null for none. CIFAR's transforms know none.</summary>
    public ColourJitter? Jitter { get; init; } = new();

    /// <summary>Threads that read, decode and transform; 0 leaves it to the network's. Changes no result.</summary>
    [JsonIgnore]
    public int Threads { get; init; } = 1;

    /// <summary>Whose part of each batch is wanted.</summary>
    [JsonIgnore]
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>The transforms of these images.</summary>
    public TransformFamily FamilyOf(IImageSource images, Stem stem) =>
        Transforms
        ?? (images.HoldsPhotographs && stem == Stem.ImageNet ? TransformFamily.Photo : TransformFamily.Cifar);

    /// <summary>The changes of colour of these images; null for none.</summary>
    public ColourJitter? JitterOf(IImageSource images, Stem stem) =>
        FamilyOf(images, stem) == TransformFamily.Photo ? Jitter : null;

    /// <summary>Batches of training images.</summary>
    /// <param name="cutoutLength">Side of the blanked square in px; 0 is off.</param>
    /// <exception cref="BadInputException">A value is out of range, or the images do not fill a batch.</exception>
    public BatchLoader TrainLoader(
        IImageSource images,
        Stem stem,
        int batchSize,
        ulong seed,
        int cutoutLength = 0,
        bool shuffle = true
    )
    {
        Normalization normalization = Normalization.For(stem);
        ImageTransform transform =
            FamilyOf(images, stem) == TransformFamily.Photo
                ? new PhotoTrainTransform(normalization, Jitter, cutoutLength)
                : new CifarTrainTransform(normalization, cutoutLength);
        return new BatchLoader(images, transform, Options(batchSize, shuffle), seed);
    }

    /// <summary>Batches of images as they are.</summary>
    /// <exception cref="BadInputException">A value is out of range, or the images do not fill a batch.</exception>
    public BatchLoader TestLoader(IImageSource images, Stem stem, int batchSize, ulong seed = 0, bool shuffle = false)
    {
        Normalization normalization = Normalization.For(stem);
        ImageTransform transform =
            FamilyOf(images, stem) == TransformFamily.Photo
                ? new PhotoEvaluationTransform(normalization)
                : new EvaluationTransform(normalization);
        return new BatchLoader(images, transform, Options(batchSize, shuffle), seed);
    }

    private BatchLoaderOptions Options(int batchSize, bool shuffle) =>
        new()
        {
            BatchSize = batchSize,
            Shuffle = shuffle,
            Threads = Threads,
            Shard = Shard,
        };
}
