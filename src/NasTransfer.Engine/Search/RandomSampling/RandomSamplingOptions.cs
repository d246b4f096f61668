namespace NasTransfer.Engine.Search.RandomSampling;

/// <summary>Random sampling has no options: a genotype follows from the seed.</summary>
public sealed record RandomSamplingOptions : ISearchOptions
{
    public ISearch CreateSearch() => new RandomSamplingSearch();
}
