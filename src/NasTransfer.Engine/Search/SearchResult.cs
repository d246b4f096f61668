using System.Collections.Immutable;
using System.Text.Json;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Search;

/// <summary>What a search cost, in units that do not depend on the machine.</summary>
/// <param name="ForwardBackwardImages">Images that went forward and backward.</param>
/// <param name="ForwardImages">Images that went forward only.</param>
/// <param name="Macs">Multiply-adds; a backward pass counts as two forward ones.</param>
public sealed record SearchCost(long ForwardBackwardImages, long ForwardImages, double Macs)
{
    /// <summary>A backward pass computes two products, for the input and for the weights, where a forward one computes one.</summary>
    public const int PassesOfForwardAndBackward = 3;

    public static SearchCost Zero { get; } = new(0, 0, 0);
}

/// <summary>One epoch of a search.</summary>
/// <param name="Epoch">From 0.</param>
/// <param name="Genotype">What the search would return if it ended here.</param>
/// <param name="Cost">Of the search so far.</param>
/// <param name="Values">Named figures of the method: losses, rewards, entropy, rate, number of skip connections, …</param>
public sealed record SearchEpoch(
    int Epoch,
    Genotype Genotype,
    SearchCost Cost,
    ImmutableSortedDictionary<string, double> Values
)
{
    /// <summary>What the search knew, in the method's own form: α, the population, the best of the pool, the samples.</summary>
    public JsonElement? State { get; init; }
}

/// <summary>What one search leaves behind. Nothing in it depends on time or machine.</summary>
public sealed record SearchResult(
    string Method,
    ulong Seed,
    Genotype Genotype,
    ImmutableArray<SearchEpoch> Trace,
    SearchCost Cost
)
{
    /// <summary>What the method has to say beside the genotype, in a form of its own; null where that is nothing.</summary>
    public JsonElement? Details { get; init; }
}
