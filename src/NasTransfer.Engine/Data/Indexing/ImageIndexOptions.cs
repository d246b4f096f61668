using System.Collections.Immutable;

namespace NasTransfer.Engine.Data.Indexing;

/// <summary>How a data set is listed.</summary>
public sealed record ImageIndexOptions
{
    /// <summary>The first folders below which images are looked for, in trees and tar shards; others are no part of the set.</summary>
    public ImmutableArray<string> Splits { get; init; } = ["train", "test", "val"];

    /// <summary>
    /// Where the indices of tar files are kept, so that each is walked once; null keeps none. Several processes may share it.
    /// </summary>
    public string? CacheFolder { get; init; }
}
