using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>One line of a unit's events.jsonl. In JSON its kind stands under "event". No event holds a time.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(UnitStarted), "start")]
[JsonDerivedType(typeof(SearchEpochEnded), "search-epoch")]
[JsonDerivedType(typeof(AugmentEpochEnded), "augment-epoch")]
[JsonDerivedType(typeof(UnitEnded), "end")]
public abstract record UnitEvent;

/// <summary>A process begins with the unit, or goes on with it.</summary>
/// <param name="DataSha256">Content of the images by what they are for: train, test, split.</param>
public sealed record UnitStarted(
    string Phase,
    string Title,
    ulong Seed,
    Numerics Numerics,
    ImmutableSortedDictionary<string, string> DataSha256
) : UnitEvent
{
    public static UnitStarted Of(Unit unit) =>
        new(
            unit.Phase,
            unit.Title,
            unit.Seed,
            unit.Numerics,
            Hashes(unit)
                .Where(hash => hash.Sha256 is not null)
                .ToImmutableSortedDictionary(hash => hash.Name, hash => hash.Sha256!, StringComparer.Ordinal)
        );

    private static (string Name, string? Sha256)[] Hashes(Unit unit) =>
        unit switch
        {
            SearchUnit search => [("train", search.Source?.TrainSha256), ("split", search.SplitSha256)],
            AugmentUnit augment => [("train", augment.Target.TrainSha256), ("test", augment.Target.TestSha256)],
            _ => throw new ArgumentException($"There is no unit of phase {unit.Phase}.", nameof(unit)),
        };
}

/// <summary>An epoch, generation or round of a search: genotype and losses. A resumed run may tell one twice.</summary>
public sealed record SearchEpochEnded(SearchEpoch Epoch) : UnitEvent;

/// <summary>An epoch of a training: losses and accuracies. A resumed run may tell one twice.</summary>
public sealed record AugmentEpochEnded(AugmentEpoch Epoch) : UnitEvent;

/// <summary>How the unit ended in a process that lived to tell.</summary>
/// <param name="Reason">One sentence; null for a unit that is done.</param>
public sealed record UnitEnded(UnitStatus Status, string? Reason = null) : UnitEvent;

/// <summary>How a unit ended.</summary>
public enum UnitStatus
{
    /// <summary>Its result is stored.</summary>
    Done,

    /// <summary>An error stopped it.</summary>
    Failed,

    /// <summary>It was told to stop.</summary>
    Cancelled,
}
