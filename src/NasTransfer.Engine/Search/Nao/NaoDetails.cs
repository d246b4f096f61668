using System.Collections.Immutable;
using System.Text.Json;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>Where an architecture of the pool comes from.</summary>
public enum NaoSource
{
    /// <summary>Random, from the start.</summary>
    InitialPool,

    /// <summary>Decoded after a step along the predictor's gradient.</summary>
    GradientStep,

    /// <summary>Random, added in a round.</summary>
    Random,
}

/// <param name="Source">How it was found.</param>
/// <param name="Round">The round that found it, from 1; 0 for the initial pool.</param>
/// <param name="Step">λ of the gradient step; 0 where there was none.</param>
public sealed record NaoOrigin(NaoSource Source, int Round = 0, int Step = 0)
{
    public static NaoOrigin InitialPool { get; } = new(NaoSource.InitialPool);
}

/// <summary>An architecture of the pool.</summary>
/// <param name="Genotype">In canonical form.</param>
/// <param name="Accuracy">In the last evaluation, in percent; null before its first.</param>
public sealed record NaoCandidate(Genotype Genotype, NaoOrigin Origin, double? Accuracy = null);

/// <summary>A candidate that was trained from scratch.</summary>
/// <param name="Top1">Validation top-1 after that training, in percent.</param>
public sealed record NaoFinalist(NaoCandidate Candidate, double Top1);

/// <summary>What a NAO search knows besides its genotype.</summary>
/// <param name="Options">All of them, named variants included.</param>
/// <param name="Winner">The genotype that the search returns: where it comes from, and its accuracy in the child.</param>
/// <param name="Best">The best of the final pool, best first.</param>
/// <param name="Finalists">Those trained from scratch, best first; empty without that training.</param>
/// <param name="PoolBySource">Architectures of the final pool by where they come from.</param>
public sealed record NaoDetails(
    NaoOptions Options,
    NaoCandidate Winner,
    ImmutableArray<NaoCandidate> Best,
    ImmutableArray<NaoFinalist> Finalists,
    ImmutableSortedDictionary<NaoSource, int> PoolBySource
)
{
    /// <summary>What an epoch's trace shows: the best of the pool, best first.</summary>
    internal static JsonElement StateOf(IEnumerable<NaoCandidate> best) => SearchJson.Of(new { best });

    public JsonElement ToJson() => SearchJson.Of(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static NaoDetails FromJson(JsonElement json) => SearchJson.Read<NaoDetails>(json);
}
