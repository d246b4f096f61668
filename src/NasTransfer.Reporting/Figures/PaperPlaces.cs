using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;

namespace NasTransfer.Reporting.Figures;

/// <summary>A figure or a table of the paper, and where the report draws it again.</summary>
/// <param name="Name">"Figure 1".</param>
/// <param name="Link">From the front page.</param>
public sealed record PaperPlace(string Name, string Link)
{
    internal static PaperPlace Figure(int number) =>
        new($"Figure {number}", $"{PaperPlaces.FiguresPage}#figure-{number}");

    internal static PaperPlace Table(int number) => new($"Table {number}", $"{PaperPlaces.TablesPage}#table-{number}");
}

/// <summary>Which figures and tables of the paper a claim is about.</summary>
public static class PaperPlaces
{
    public const string FiguresPage = "figures.html";

    public const string TablesPage = "tables.html";

    // Claim, figures, tables.
    private static readonly ImmutableDictionary<string, (int[] Figures, int[] Tables)> Claims = new Dictionary<
        string,
        (int[], int[])
    >
    {
        ["C01"] = ([1], [1, 2]),
        ["C02"] = ([1], [2]),
        ["C03"] = ([1], [2]),
        ["C04"] = ([1], [2]),
        ["C05"] = ([1], [2]),
        ["C06"] = ([1], [2]),
        ["C07"] = ([1, 3], [2]),
        ["C08"] = ([2], [3]),
        ["C09"] = ([2], [1]),
        ["C10"] = ([2], [1]),
        ["C11"] = ([2], [1]),
        ["C12"] = ([2], []),
        ["C13"] = ([3], []),
        ["C14"] = ([3], []),
        ["C15"] = ([2], [2]),
        ["C16"] = ([2], [2]),
        ["C17"] = ([], [2]),
        ["C18"] = ([4], []),
        ["C19"] = ([], [3]),
        ["C20"] = ([], [4]),
        // C21 is about the supplement, C22 about a sentence of the text.
        ["C21"] = ([], []),
        ["C22"] = ([], []),
        ["C23"] = ([], [1]),
        ["C24"] = ([3], []),
        ["C25"] = ([], [2, 3, 4]),
    }.ToImmutableDictionary();

    public static IEnumerable<PaperPlace> Of(ClaimDefinition claim)
    {
        var (figures, tables) = Claims[claim.Id];
        return [.. figures.Select(PaperPlace.Figure), .. tables.Select(PaperPlace.Table)];
    }

    /// <summary>The claims about a figure or a table.</summary>
    public static IEnumerable<ClaimDefinition> ClaimsOf(PaperPlace place) =>
        ClaimCatalogue.All.Where(claim => Of(claim).Contains(place));
}
