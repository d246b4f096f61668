using System.Collections.Immutable;

namespace NasTransfer.Engine.Data;

/// <summary>The parts of a data set, under the same classes and at the same size.</summary>
/// <param name="Train">What is trained on; searches split it once more.</param>
/// <param name="Test">What accuracy is reported on; nothing else looks at it.</param>
/// <param name="Validation">The set's own third part, if it has one.</param>
public sealed record ImageSplits(ImageSet Train, ImageSet Test, ImageSet? Validation = null)
{
    /// <summary>What was left out while reading, a sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
