namespace NasTransfer.Engine.Search.RandomSampling;

/// <summary>Random sampling: one architecture a seed, drawn uniformly from the search space, with no search at all.</summary>
public sealed class RandomSamplingSearch : ISearch
{
    public string Method => "RandomSampling";

    public SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default
    ) => throw new NotImplementedException("lands with the engine");
}
