using NasTransfer.Engine.Data;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Search;

/// <summary>What a search may look at: the training part of a source, split in two.</summary>
/// <param name="Train">Images that weights are trained on.</param>
/// <param name="Validation">Images that architectures are judged on; none of them is in <paramref name="Train"/>.</param>
public sealed record SearchData(IImageSource Train, IImageSource Validation)
{
    public Preprocessing Preprocessing { get; init; } = new();
}

/// <summary>A search method: from a source and a seed to a genotype.</summary>
public interface ISearch
{
    /// <summary>The method's name, as the field writes it.</summary>
    string Method { get; }

    /// <param name="data">The source.</param>
    /// <param name="seed">The search seed; the same seed gives the same result, bit for bit.</param>
    /// <param name="progress">Told after every step and every epoch.</param>
    /// <param name="checkpoint">
    /// Where to keep a checkpoint after each epoch, and to resume from if it is there; null for none. An interrupted and
    /// resumed search gives the same bits as an unbroken one.
    /// </param>
    /// <exception cref="BadInputException">The options or the data do not allow a search.</exception>
    SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    );
}

/// <summary>How far a search is.</summary>
/// <param name="Epoch">Epochs, generations or rounds that have ended.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Steps done over the whole search.</param>
/// <param name="Steps">Steps there will be.</param>
/// <param name="Trace">The epoch that has just ended, or null within one.</param>
public sealed record SearchProgress(int Epoch, int Epochs, long Step, long Steps, SearchEpoch? Trace);
