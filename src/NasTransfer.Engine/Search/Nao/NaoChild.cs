using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>
/// The child: a supernet of which each step trains one architecture of the pool, and in which all of them are judged with
/// batch statistics. Counts what it costs.
/// </summary>
internal sealed class NaoChild : IDisposable
{
    private readonly NaoOptions options;
    private readonly ulong seed;
    private readonly NetworkOptions size;
    private readonly Supernet network;
    private readonly FlatParameters weights;
    private readonly Sgd optimizer;
    private readonly BatchLoader train;
    private readonly BatchLoader validation;

    /// <exception cref="BadInputException">The images do not fit the network.</exception>
    public NaoChild(NaoOptions options, NetworkOptions size, SearchData data, ulong seed)
    {
        (this.options, this.size, this.seed) = (options, size, seed);
        network = new Supernet(size, seed, SupernetForm.SinglePath);
        network.ValidateImageSize(data.Train.Size);
        weights = new FlatParameters(network.parameters());
        optimizer = new Sgd(weights, options.Momentum, options.WeightDecay);
        var normalization = Normalization.For(options.Stem);
        train = new BatchLoader(
            data.Train,
            new CifarTrainTransform(normalization),
            new BatchLoaderOptions { BatchSize = options.BatchSize },
            seed
        );
        // An architecture is judged on images as they are.
        validation = new BatchLoader(
            data.Validation,
            new EvaluationTransform(normalization),
            new BatchLoaderOptions { BatchSize = options.EvaluationBatchSize },
            seed
        );
    }

    public int StepsPerEpoch => train.StepsPerEpoch;

    /// <summary>So far.</summary>
    public SearchCost Cost { get; set; } = SearchCost.Zero;

    /// <summary>Weights and momentum, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        [("weights", weights.Values), ("weights.momentum", optimizer.Buffer)];

    /// <summary>One pass over the training images; each step trains an architecture of its own.</summary>
    /// <param name="afterStep">Told the number of the step, from 1.</param>
    public Tally Train(
        int epoch,
        ArchitectureSampler sampler,
        double learningRate,
        Action<int> afterStep,
        CancellationToken cancellation
    )
    {
        var tally = new Tally();
        int step = 0;
        foreach (Batch batch in train.Epoch(epoch, cancellation))
        {
            using (batch)
            {
                Genotype path = sampler.Draw(new CounterRandom(seed, "nao/child", epoch, step));
                Step(batch, path, learningRate, tally);
            }

            afterStep(++step);
        }

        return tally;
    }

    /// <summary>Top-1 of one architecture on one random validation batch, in percent; batch statistics, no augmentation.</summary>
    /// <param name="round">Which evaluation of the pool, from 0.</param>
    /// <param name="place">The architecture's place in the pool: each has a batch of its own.</param>
    public double Accuracy(Genotype path, int round, int place)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using Batch batch = validation.Draw(round, place);
        Tensor labels = batch.Labels.to(TorchRuntime.Device);
        Tensor logits = network.ForwardPath(batch.Images.to(TorchRuntime.Device), path);
        Cost = Cost with
        {
            ForwardImages = Cost.ForwardImages + batch.Count,
            Macs = Cost.Macs + (double)batch.Count * MacsOf(path),
        };
        return 100.0 * logits.argmax(1).eq(labels).sum().ToInt64() / batch.Count;
    }

    public void Dispose()
    {
        optimizer.Dispose();
        weights.Dispose();
        network.Dispose();
    }

    private void Step(Batch batch, Genotype path, double learningRate, Tally tally)
    {
        using var scope = NewDisposeScope();
        weights.ZeroGradients();
        Tensor labels = batch.Labels.to(TorchRuntime.Device);
        Tensor logits = network.ForwardPath(batch.Images.to(TorchRuntime.Device), path);
        Tensor loss = nn.functional.cross_entropy(logits, labels);
        loss.backward();
        weights.ClipGradients(options.GradientClip);
        // Decay and momentum move the weights off the path too, as in PyTorch once every weight has had a gradient.
        optimizer.Step(learningRate);
        tally.Add(loss, logits, labels);
        Cost = Cost with
        {
            ForwardBackwardImages = Cost.ForwardBackwardImages + batch.Count,
            Macs = Cost.Macs + (double)SearchCost.PassesOfForwardAndBackward * batch.Count * MacsOf(path),
        };
    }

    private long MacsOf(Genotype path) => NetworkCost.Of(path, size, train.Set.Size).Macs;
}
