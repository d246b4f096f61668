using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Tests.Documentation;

/// <summary>Draws so many architectures and keeps the one with the most parameters; trains nothing.</summary>
public sealed record LargestOfOptions : ISearchOptions
{
    // Command line, profiles, checks and help texts are made from this line.
    [Option("samples", "Architectures that are drawn.", "our own", Least = 1)]
    public int Samples { get; init; } = 20;

    public ISearch CreateSearch() => new LargestOfSearch(this);
}

/// <inheritdoc cref="LargestOfOptions"/>
public sealed class LargestOfSearch(LargestOfOptions options) : ISearch
{
    public const string Name = "LargestOf";

    public string Method => Name;

    public SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    )
    {
        options.Validate();
        // Randomness comes from the seed, what it is for, and a number: never from a generator that others share.
        IEnumerable<Genotype> drawn = Enumerable
            .Range(0, options.Samples)
            .Select(index => SamplingLaw.Sample(new CounterRandom(seed, "largest-of", index: index)));
        NetworkOptions network = new()
        {
            Channels = 16,
            Cells = 8,
            Classes = data.Train.Classes.Length,
        };
        Genotype largest = drawn.MaxBy(genotype => NetworkCost.Of(genotype, network, data.Train.Size).Parameters)!;
        SearchEpoch ended = new(0, largest, SearchCost.Zero, ImmutableSortedDictionary<string, double>.Empty);
        progress?.Report(new SearchProgress(Epoch: 1, Epochs: 1, Step: 1, Steps: 1, ended));
        return new SearchResult(Method, seed, largest, [ended], SearchCost.Zero);
    }
}
