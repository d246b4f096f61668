using System.Collections.Immutable;
using NasTransfer.Study.DataSets.Splits;

namespace NasTransfer.Study.DataSets.Catalogue;

/// <summary>One of the paper's data sets: where it comes from, and what must be in it.</summary>
public sealed record CatalogueEntry
{
    /// <summary>The paper's name.</summary>
    public required string Name { get; init; }

    /// <summary>Folder below the data folder.</summary>
    public required string Folder { get; init; }

    public required string Description { get; init; }

    /// <summary>The owner's page.</summary>
    public required Uri Page { get; init; }

    /// <summary>What its owners say of its use.</summary>
    public required string Licence { get; init; }

    public required int Classes { get; init; }

    /// <summary>Images to train on, by <see cref="Split"/>.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images that accuracy is reported on, by <see cref="Split"/>.</summary>
    public required int ReportedImages { get; init; }

    /// <summary>How the parts come about, and why so.</summary>
    public required string Split { get; init; }

    /// <summary>The rule that cuts all images of a class; null where the owner's parts are used.</summary>
    public SplitRule? Rule { get; init; }

    /// <summary>Null where anyone may download; else what to do instead.</summary>
    public string? Account { get; init; }

    public required ImmutableArray<OfficialFile> Files { get; init; }
}
