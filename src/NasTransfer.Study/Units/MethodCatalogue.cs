using System.Collections.Immutable;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Engine.Search.RandomSampling;

namespace NasTransfer.Study.Units;

/// <summary>The paper's methods by the names that it uses.</summary>
public static class MethodCatalogue
{
    private static readonly ImmutableSortedDictionary<string, ISearchOptions> Originals = new Dictionary<
        string,
        ISearchOptions
    >
    {
        [DartsSearch.Name] = new DartsOptions(),
        [EnasSearch.Name] = new EnasOptions(),
        [NaoSearch.Name] = new NaoOptions(),
        [NsgaNetSearch.Name] = new NsgaNetOptions(),
        [RandomSamplingSearch.Name] = new RandomSamplingOptions(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>All five.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Originals.Keys];

    /// <summary>Those that search, and so have settings; random sampling has none.</summary>
    public static ImmutableArray<string> WithSettings { get; } = Names.Remove(RandomSamplingSearch.Name);

    /// <summary>A method at its published budget.</summary>
    public static ISearchOptions Original(string name) => Originals[name];

    public static string NameOf(ISearchOptions options) =>
        Originals.First(method => method.Value.GetType() == options.GetType()).Key;

    /// <summary>The same search with another stem.</summary>
    public static ISearchOptions WithStem(ISearchOptions options, Stem stem) =>
        options switch
        {
            DartsOptions darts => darts with { Stem = stem },
            EnasOptions enas => enas with { Stem = stem },
            NaoOptions nao => nao with { Stem = stem },
            NsgaNetOptions nsga => nsga with { Stem = stem },
            _ => options,
        };

    /// <summary>C and L of the network that a search trains.</summary>
    public static (int Channels, int Cells) SizeOf(ISearchOptions options) =>
        options switch
        {
            DartsOptions darts => (darts.Channels, darts.Cells),
            EnasOptions enas => (enas.Channels, enas.Cells),
            NaoOptions nao => (nao.Channels, nao.Cells),
            NsgaNetOptions nsga => (nsga.Channels, nsga.Cells),
            _ => throw new ArgumentException($"{NameOf(options)} trains no network.", nameof(options)),
        };
}
