using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Search.RandomSampling;

/// <summary>
/// Random sampling: one architecture a seed, drawn uniformly from the search space, with no search at all. It never looks
/// at the source.
/// </summary>
public sealed class RandomSamplingSearch : ISearch
{
    /// <summary>As the paper writes it.</summary>
    public const string Name = "RandomSampling";

    public string Method => Name;

    public SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    ) => new(Method, seed, SamplingLaw.Sample(new CounterRandom(seed, "architecture")), [], SearchCost.Zero);
}
