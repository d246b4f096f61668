using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Training;
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
    private readonly SharedWeights shared;

    /// <exception cref="BadInputException">The images do not fit the network.</exception>
    public NaoChild(NaoOptions options, NetworkOptions size, SearchData data, ulong seed)
    {
        (this.options, this.seed) = (options, seed);
        shared = new SharedWeights(
            size,
            data,
            seed,
            options.BatchSize,
            options.EvaluationBatchSize,
            options.Momentum,
            options.WeightDecay
        );
    }

    public int StepsPerEpoch => shared.Train.StepsPerEpoch;

    /// <summary>So far.</summary>
    public SearchCost Cost { get; set; } = SearchCost.Zero;

    /// <summary>Weights and momentum, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State => shared.State;

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
        foreach (Batch batch in shared.Train.Epoch(epoch, cancellation))
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
        using Batch batch = shared.Validation.Draw(round, place);
        Cost = Cost with
        {
            ForwardImages = Cost.ForwardImages + batch.Count,
            Macs = Cost.Macs + (double)batch.Count * shared.MacsOf(path),
        };
        return 100.0 * shared.Hits(batch, path) / batch.Count;
    }

    public void Dispose() => shared.Dispose();

    private void Step(Batch batch, Genotype path, double learningRate, Tally tally)
    {
        shared.Step(batch, path, learningRate, options.GradientClip, tally);
        Cost = Cost with
        {
            ForwardBackwardImages = Cost.ForwardBackwardImages + batch.Count,
            Macs = Cost.Macs + (double)SearchCost.PassesOfForwardAndBackward * batch.Count * shared.MacsOf(path),
        };
    }
}
