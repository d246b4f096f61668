using System.Text.Json.Serialization;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;

namespace NasTransfer.Study.Units;

/// <summary>What numbers a unit gives beside its own settings.</summary>
/// <param name="Version">Counts changes of the engine that change results.</param>
public sealed record Numerics(int Version, string Device, InstructionSet InstructionSet)
{
    /// <summary>Raise it with every change after which the same unit gives other bits.</summary>
    public const int CurrentVersion = 3;
}

/// <summary>A data set as a unit knows it.</summary>
/// <param name="Role">The paper's name.</param>
/// <param name="TrainSha256">Content of the training images.</param>
/// <param name="TestSha256">Content of the reported images; null for a search, which does not see them.</param>
/// <param name="Proxy">The proxy of the set that is searched; null for the whole set.</param>
/// <param name="ProxySha256">Over the proxy's definition, classes and files.</param>
public sealed record UnitData(
    string Role,
    string TrainSha256,
    string? TestSha256,
    string? Proxy = null,
    string? ProxySha256 = null
)
{
    /// <summary>The proxy, or the set where the whole of it is meant: a row of Table 1.</summary>
    [JsonIgnore]
    public string Name => Proxy ?? Role;
}

/// <summary>
/// One search or one augment run: a record of everything that its result depends on. Same key, same result, bit for bit.
/// </summary>
public abstract record Unit
{
    /// <summary>search or augment.</summary>
    [JsonPropertyOrder(-1)]
    public abstract string Phase { get; }

    public required ulong Seed { get; init; }

    public required Numerics Numerics { get; init; }

    /// <summary>SHA-256 of the unit's canonical JSON.</summary>
    [JsonIgnore]
    public string Key => CanonicalJson.Sha256(CanonicalJson.Of(this));

    /// <summary>A few words for progress and logs.</summary>
    [JsonIgnore]
    public abstract string Title { get; }
}

/// <summary>One search. Random sampling is one too: an architecture a seed, from no data.</summary>
public sealed record SearchUnit : Unit
{
    /// <summary>The phase of every search.</summary>
    public const string PhaseName = "search";

    public override string Phase => PhaseName;

    /// <summary>The method with all that sizes it.</summary>
    public required ISearchOptions Options { get; init; }

    /// <summary>Null for random sampling.</summary>
    public UnitData? Source { get; init; }

    /// <summary>Over the file names of the two halves of the source; null for random sampling.</summary>
    public string? SplitSha256 { get; init; }

    /// <summary>The method, as the paper writes it.</summary>
    [JsonIgnore]
    public string Method => MethodCatalogue.NameOf(Options);

    [JsonIgnore]
    public override string Title =>
        Source is null ? $"{Method} seed {Seed}" : $"{Method} on {Source.Name}, seed {Seed}";
}

/// <summary>One training from scratch of the network of a genotype.</summary>
public sealed record AugmentUnit : Unit
{
    /// <summary>The phase of every training.</summary>
    public const string PhaseName = "augment";

    public override string Phase => PhaseName;

    public required Genotype Genotype { get; init; }

    public required UnitData Target { get; init; }

    public required NetworkOptions Network { get; init; }

    public required AugmentOptions Options { get; init; }

    [JsonIgnore]
    public override string Title => $"augment {Target.Role} seed {Seed}";
}
