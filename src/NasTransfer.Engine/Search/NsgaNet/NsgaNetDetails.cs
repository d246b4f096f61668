using System.Collections.Immutable;
using System.Text.Json;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>An architecture of the last population.</summary>
/// <param name="Error">100 − top-1 on the validation part, in percent.</param>
/// <param name="Macs">Multiply-adds of one image, forward.</param>
/// <param name="Generation">Where it was born; 0 is the random initial population.</param>
public sealed record NsgaNetIndividual(Genotype Genotype, double Error, double Macs, int Generation);

/// <summary>What NSGA-Net leaves beside its genotype, as <see cref="SearchResult.Details"/>.</summary>
/// <param name="Options">All of them, named variants included.</param>
/// <param name="Choice">The result: the lowest error of the last population, of equals the fewest multiply-adds.</param>
/// <param name="Front">Its individuals that none dominates, by rising error.</param>
/// <param name="Population">All of it, by front and then by falling crowding distance.</param>
/// <param name="Evaluations">How often a fitness was asked for: population + (generations − 1) · offspring.</param>
/// <param name="Trainings">How many of them were trained; the others had been before.</param>
public sealed record NsgaNetDetails(
    NsgaNetOptions Options,
    NsgaNetIndividual Choice,
    ImmutableArray<NsgaNetIndividual> Front,
    ImmutableArray<NsgaNetIndividual> Population,
    int Evaluations,
    int Trainings
)
{
    /// <summary>What a generation's trace shows: the population that survived it.</summary>
    internal static JsonElement StateOf(IEnumerable<NsgaNetIndividual> population) => SearchJson.Of(new { population });

    public JsonElement ToJson() => SearchJson.Of(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static NsgaNetDetails FromJson(JsonElement json) => SearchJson.Read<NsgaNetDetails>(json);
}
