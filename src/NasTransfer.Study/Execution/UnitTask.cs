using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>An augment unit that waits for a genotype.</summary>
public sealed record AugmentOrder
{
    public required UnitData Target { get; init; }

    public required NetworkOptions Network { get; init; }

    public required AugmentOptions Options { get; init; }

    public required ulong Seed { get; init; }

    public required Numerics Numerics { get; init; }

    /// <summary>The unit, now that its search has ended.</summary>
    public AugmentUnit For(Genotype genotype) =>
        new()
        {
            Genotype = genotype,
            Target = Target,
            Network = Network,
            Options = Options,
            Seed = Seed,
            Numerics = Numerics,
        };
}

/// <summary>
/// A node of a study's DAG: a search, or a training that waits for one. It holds all that whoever runs it has to know, so
/// that it can be sent to another process or machine as JSON.
/// </summary>
/// <param name="Title">What it is in the study, in a few words.</param>
/// <param name="Search">The search itself, or the one whose genotype is trained.</param>
/// <param name="Augment">Null for a search.</param>
public sealed record UnitTask(string Title, SearchUnit Search, AugmentOrder? Augment)
{
    /// <summary>The unit; null while the store lacks the search whose genotype it is about.</summary>
    /// <param name="distrusted">Told why a search's result that is there is not used.</param>
    public Unit? UnitIn(RunStore store, Action<string>? distrusted = null) =>
        Augment is null ? Search
        : store.Find<SearchResult>(Search, distrusted) is { } found ? Augment.For(found.Result.Genotype)
        : null;

    /// <summary>Its result is in the store.</summary>
    public bool IsDoneIn(RunStore store) => UnitIn(store) is { } unit && store.Has(unit);
}
