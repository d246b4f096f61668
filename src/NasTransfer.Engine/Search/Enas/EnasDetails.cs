using System.Collections.Immutable;
using System.Text.Json;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>What <see cref="SearchResult.Details"/> holds after an ENAS search.</summary>
/// <param name="Options">As they were, so that a run with an option of another implementation says so.</param>
/// <param name="Candidates">The final architectures in the order in which they were sampled.</param>
/// <param name="Winner">Which of them is the result.</param>
public sealed record EnasDetails(EnasOptions Options, ImmutableArray<EnasCandidate> Candidates, int Winner)
{
    /// <summary>What an epoch's trace shows: the architectures that were sampled after it.</summary>
    internal static JsonElement StateOf(ImmutableArray<EnasCandidate> sampled) => SearchJson.Of(new { sampled });

    public JsonElement ToJson() => SearchJson.Of(this);

    public static EnasDetails FromJson(JsonElement json) => SearchJson.Read<EnasDetails>(json);
}

/// <summary>An architecture that the controller proposed at the end.</summary>
/// <param name="Accuracy">On the held-out images, 0 to 1.</param>
public sealed record EnasCandidate(Genotype Genotype, double Accuracy);
