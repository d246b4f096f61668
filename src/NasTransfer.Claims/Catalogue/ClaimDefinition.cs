using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue;

/// <summary>Which rule judges a claim.</summary>
public enum ClaimType
{
    Direction,
    Similarity,
    Ranking,
    Magnitude,
    Spread,
    Existence,
    Arithmetic,
}

/// <summary>A claim of the paper, as the catalogue lists it.</summary>
/// <param name="Id">C01 … C25.</param>
/// <param name="Name">A short name.</param>
/// <param name="Statement">The claim in our words.</param>
/// <param name="Place">Where the paper makes it.</param>
/// <param name="Family">Claims of one family share a Holm correction.</param>
public sealed record ClaimDefinition(
    string Id,
    string Name,
    string Statement,
    string Place,
    string Family,
    ClaimType Type,
    ClaimSubject Subject = ClaimSubject.Experiment
);
