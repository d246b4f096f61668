using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search;

/// <summary>
/// The weights that all architectures of a single-path search share: a supernet of which each step trains one path, and in
/// which any path is judged with batch statistics on held-out images as they are.
/// </summary>
internal sealed class SharedWeights : IDisposable
{
    private readonly NetworkOptions size;
    private readonly Supernet network;
    private readonly FlatParameters weights;
    private readonly Sgd optimizer;

    /// <param name="judgeBatchSize">Held-out images that one judgement sees.</param>
    /// <param name="initialise">Overwrites the network's default weights; null keeps them.</param>
    /// <exception cref="BadInputException">The images do not fit the network.</exception>
    public SharedWeights(
        NetworkOptions size,
        SearchData data,
        ulong seed,
        int batchSize,
        int judgeBatchSize,
        double momentum,
        double weightDecay,
        bool nesterov = false,
        Action<Supernet>? initialise = null
    )
    {
        this.size = size;
        network = new Supernet(size, seed, SupernetForm.SinglePath);
        network.ValidateImageSize(data.Train.Size);
        initialise?.Invoke(network);
        weights = new FlatParameters(network.parameters());
        optimizer = new Sgd(weights, momentum, weightDecay, nesterov);
        Train = data.Preprocessing.TrainLoader(data.Train, size.Stem, batchSize, seed);
        // Shuffled even where all are seen: statistics come from the batch, and a set may be sorted by class.
        Validation = data.Preprocessing.TestLoader(data.Validation, size.Stem, judgeBatchSize, seed, shuffle: true);
    }

    public BatchLoader Train { get; }

    public BatchLoader Validation { get; }

    /// <summary>Weights and momentum, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        [("weights", weights.Values), ("weights.momentum", optimizer.Buffer)];

    /// <summary>
    /// Trains one path on a batch. Decay and momentum move the weights off the path too, as in PyTorch once every weight
    /// has had a gradient.
    /// </summary>
    /// <param name="gradientClip">Largest global L2 norm of the gradient; null for none.</param>
    public void Step(
        Batch batch,
        Genotype path,
        double learningRate,
        double? gradientClip,
        Tally tally,
        FeatureDropout? dropout = null
    )
    {
        using var scope = NewDisposeScope();
        weights.ZeroGradients();
        Tensor labels = batch.Labels.to(TorchRuntime.Device);
        Tensor logits = network.ForwardPath(batch.Images.to(TorchRuntime.Device), path, dropout);
        Tensor loss = nn.functional.cross_entropy(logits, labels);
        loss.backward();
        if (gradientClip is double clip)
        {
            weights.ClipGradients(clip);
        }

        optimizer.Step(learningRate);
        tally.Add(loss, logits, labels);
    }

    /// <summary>How many images of a batch a path classifies rightly.</summary>
    public long Hits(Batch batch, Genotype path)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor logits = network.ForwardPath(batch.Images.to(TorchRuntime.Device), path);
        return logits.argmax(1).eq(batch.Labels.to(TorchRuntime.Device)).sum().Integer();
    }

    /// <summary>Multiply-adds of a path, one image, forward.</summary>
    public double MacsOf(Genotype path) => NetworkCost.Of(path, size, Train.Set.Size).Macs;

    public void Dispose()
    {
        optimizer.Dispose();
        weights.Dispose();
        network.Dispose();
    }
}
