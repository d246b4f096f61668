using NasTransfer.Study.Units;

namespace NasTransfer.Study.Proxies;

/// <summary>Which classes a proxy takes (Table 1, "Selection Method").</summary>
public enum ProxySelection
{
    /// <summary>Every class.</summary>
    All,

    /// <summary>So many classes at random.</summary>
    Random,

    /// <summary>So many classes, evenly over the classes sorted by size.</summary>
    Uniform,
}

/// <summary>Where the images of a proxy's parts come from.</summary>
public enum ProxyParts
{
    /// <summary>Those of the source: training images from its training part, the others from what it reports on.</summary>
    Source,

    /// <summary>The source's training part, cut in halves; nothing that is reported on.</summary>
    Halves,

    /// <summary>The source's training part, cut 40/40/20; nothing that is reported on.</summary>
    FortyFortyTwenty,
}

/// <summary>
/// A proxy set as an object: what a small JSON file says. With the class sizes of its source it decides every class and
/// every count, with the file names every file.
/// </summary>
public sealed record ProxyDefinition
{
    /// <summary>The paper's name, such as ImNet1K P1, or one's own.</summary>
    public required string Name { get; init; }

    /// <summary>The set that it is taken from.</summary>
    public required string Source { get; init; }

    public required ProxySelection Selection { get; init; }

    /// <summary>How many classes; null for all.</summary>
    public int? Classes { get; init; }

    /// <summary>The share of images that every class keeps, rounded to the nearest; halves up.</summary>
    public decimal Fraction { get; init; } = 1;

    /// <summary>
    /// How many images the proxy has in all: a uniform selection leaves out the smallest or the largest classes until
    /// the total fits best.
    /// </summary>
    public int? Total { get; init; }

    /// <summary>As <see cref="Total"/>, with the total of another proxy of the paper.</summary>
    public string? TotalOf { get; init; }

    public ProxyParts Parts { get; init; } = ProxyParts.Source;

    /// <summary>A class is left out unless its training and its validation part keep so many images each.</summary>
    public int KeepAtLeast { get; init; } = 1;

    public ulong Seed { get; init; }

    /// <summary>It is nothing but its source.</summary>
    public bool IsWhole => Selection == ProxySelection.All && Fraction == 1 && Parts == ProxyParts.Source;

    /// <summary>SHA-256 of the canonical JSON.</summary>
    public string Sha256 => CanonicalJson.Sha256(ToJson());

    /// <summary>As a file holds it.</summary>
    public string ToJson() =>
        CanonicalJson.Pretty(
            new
            {
                Name,
                Source,
                Selection = Word(Selection),
                Classes,
                Fraction,
                Total,
                TotalOf,
                Parts = Word(Parts),
                KeepAtLeast,
                Seed,
            }
        );

    /// <summary>What contradicts itself, or nothing.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Selection == ProxySelection.All && Classes is not null)
        {
            yield return $"classes is {Classes}, but selection all takes every class; leave one of the two out";
        }

        if (Selection == ProxySelection.Random && Classes is null)
        {
            yield return "classes is missing; a random selection needs their number";
        }

        if (Fraction is <= 0 or > 1)
        {
            yield return FormattableString.Invariant($"fraction is {Fraction}; it must be above 0, and at most 1");
        }

        if ((Total is not null || TotalOf is not null) && (Selection != ProxySelection.Uniform || Classes is null))
        {
            yield return "a total needs selection uniform and a number of classes; nothing else can be matched to it";
        }

        if (Total is not null && TotalOf is not null)
        {
            yield return "total and totalOf exclude each other; give one of them";
        }
    }

    private static string Word(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{value}");
}
