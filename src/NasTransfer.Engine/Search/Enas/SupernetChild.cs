using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Training;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>The shared weights: a supernet of which each step trains, and each reward tests, a single path.</summary>
internal sealed class SupernetChild : IEnasChild, IDisposable
{
    private readonly EnasOptions options;
    private readonly ulong seed;
    private readonly SharedWeights shared;

    /// <exception cref="BadInputException">The images do not fit.</exception>
    public SupernetChild(EnasOptions options, SearchData data, ulong seed)
    {
        (this.options, this.seed) = (options, seed);
        var size = new NetworkOptions
        {
            Channels = options.Channels,
            Cells = options.Cells,
            Classes = data.Train.Classes.Length,
            Stem = options.Stem,
            PoolBatchNorm = options.PoolBatchNorm,
        };
        shared = new SharedWeights(
            size,
            data,
            seed,
            options.BatchSize,
            options.RewardBatchSize,
            options.Momentum,
            options.WeightDecay,
            options.Nesterov,
            options.Initialisation == ChildInitialisation.HeNormal
                ? network => HeInitialisation.Apply(network, seed)
                : null
        );
    }

    public int StepsPerEpoch => shared.Train.StepsPerEpoch;

    public IEnumerable<(string Name, Tensor Tensor)> State => shared.State;

    public ChildEpoch Train(int epoch, IReadOnlyList<Genotype> paths, Action stepped, CancellationToken cancellation)
    {
        double learningRate = SgdrSchedule.At(
            epoch,
            options.LearningRate,
            options.MinimumLearningRate,
            options.RestartPeriod,
            options.RestartMultiplier
        );
        var tally = new Tally();
        long images = 0;
        double macs = 0;
        int step = 0;
        foreach (Batch batch in shared.Train.Epoch(epoch, cancellation))
        {
            using (batch)
            {
                shared.Step(batch, paths[step], learningRate, options.GradientClip, tally, Dropout(epoch, step));
                images += batch.Count;
                macs += batch.Count * shared.MacsOf(paths[step]) * SearchCost.PassesOfForwardAndBackward;
            }

            step++;
            if (!double.IsFinite(tally.MeanLoss))
            {
                throw new BadInputException(
                    $"lr is {learningRate}, under which training diverged in epoch {epoch}; it must be lower, or grad-clip set."
                );
            }

            stepped();
        }

        return new ChildEpoch(learningRate, tally.MeanLoss, tally.Top1, new SearchCost(images, 0, macs));
    }

    public Judgement Judge(Genotype path, int epoch, int draw)
    {
        using Batch batch = shared.Validation.Draw(epoch, draw);
        return Judge(path, [batch]);
    }

    // The same batches for each architecture, whatever was judged before.
    public Judgement JudgeWhole(Genotype path, CancellationToken cancellation) =>
        Judge(path, shared.Validation.Epoch(0, cancellation));

    public void Dispose() => shared.Dispose();

    private FeatureDropout? Dropout(int epoch, int step) =>
        options.ClassifierDropout > 0
            ? new FeatureDropout(options.ClassifierDropout, new CounterRandom(seed, "classifier-dropout", epoch, step))
            : null;

    private Judgement Judge(Genotype path, IEnumerable<Batch> batches)
    {
        long hits = 0;
        long images = 0;
        foreach (Batch batch in batches)
        {
            using (batch)
            {
                hits += shared.Hits(batch, path);
                images += batch.Count;
            }
        }

        return new Judgement((double)hits / images, new SearchCost(0, images, images * shared.MacsOf(path)));
    }
}
