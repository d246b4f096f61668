using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>The shared weights: a supernet of which each step trains, and each reward tests, a single path.</summary>
internal sealed class SupernetChild : IEnasChild, IDisposable
{
    private readonly EnasOptions options;
    private readonly NetworkOptions networkOptions;
    private readonly ulong seed;
    private readonly int imageSize;
    private readonly Supernet network;
    private readonly FlatParameters weights;
    private readonly Sgd optimizer;
    private readonly BatchLoader trainLoader;
    private readonly BatchLoader rewardLoader;

    /// <exception cref="BadInputException">The images do not fit.</exception>
    public SupernetChild(EnasOptions options, SearchData data, ulong seed)
    {
        (this.options, this.seed, imageSize) = (options, seed, data.Train.Size);
        networkOptions = new NetworkOptions
        {
            Channels = options.Channels,
            Cells = options.Cells,
            Classes = data.Train.Classes.Length,
            Stem = options.Stem,
            PoolBatchNorm = options.PoolBatchNorm,
        };
        Normalization normalization = Normalization.For(options.Stem);
        trainLoader = new BatchLoader(
            data.Train,
            new CifarTrainTransform(normalization),
            new BatchLoaderOptions { BatchSize = options.BatchSize },
            seed
        );
        // Held-out images as they are. Shuffled even where all are seen: statistics come from the batch, and a set may be
        // sorted by class.
        rewardLoader = new BatchLoader(
            data.Validation,
            new EvaluationTransform(normalization),
            new BatchLoaderOptions { BatchSize = options.RewardBatchSize },
            seed
        );
        network = new Supernet(networkOptions, seed, SupernetForm.SinglePath);
        network.ValidateImageSize(imageSize);
        if (options.Initialisation == ChildInitialisation.HeNormal)
        {
            HeInitialisation.Apply(network, seed);
        }

        weights = new FlatParameters(network.parameters());
        optimizer = new Sgd(weights, options.Momentum, options.WeightDecay, options.Nesterov);
    }

    public int StepsPerEpoch => trainLoader.StepsPerEpoch;

    public IEnumerable<(string Name, Tensor Tensor)> State =>
        [("weights", weights.Values), ("weights.momentum", optimizer.Buffer)];

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
        foreach (Batch batch in trainLoader.Epoch(epoch, cancellation))
        {
            using (batch)
            {
                Step(batch, paths[step], Dropout(epoch, step), tally);
                optimizer.Step(learningRate);
                images += batch.Count;
                macs += batch.Count * MacsOf(paths[step]) * SearchCost.PassesOfForwardAndBackward;
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
        using Batch batch = rewardLoader.Draw(epoch, draw);
        return Judge(path, [batch]);
    }

    // The same batches for each architecture, whatever was judged before.
    public Judgement JudgeWhole(Genotype path, CancellationToken cancellation) =>
        Judge(path, rewardLoader.Epoch(0, cancellation));

    public void Dispose()
    {
        optimizer.Dispose();
        weights.Dispose();
        network.Dispose();
    }

    private void Step(Batch batch, Genotype path, FeatureDropout? dropout, Tally tally)
    {
        using var scope = NewDisposeScope();
        weights.ZeroGradients();
        Tensor labels = batch.Labels.to(TorchRuntime.Device);
        Tensor logits = network.ForwardPath(batch.Images.to(TorchRuntime.Device), path, dropout);
        Tensor loss = nn.functional.cross_entropy(logits, labels);
        loss.backward();
        if (options.GradientClip is double clip)
        {
            weights.ClipGradients(clip);
        }

        tally.Add(loss, logits, labels);
    }

    private FeatureDropout? Dropout(int epoch, int step) =>
        options.ClassifierDropout > 0
            ? new FeatureDropout(options.ClassifierDropout, new CounterRandom(seed, "classifier-dropout", epoch, step))
            : null;

    private Judgement Judge(Genotype path, IEnumerable<Batch> batches)
    {
        using var _ = no_grad();
        long hits = 0;
        long images = 0;
        foreach (Batch batch in batches)
        {
            using (batch)
            {
                using var scope = NewDisposeScope();
                Tensor logits = network.ForwardPath(batch.Images.to(TorchRuntime.Device), path);
                hits += logits.argmax(1).eq(batch.Labels.to(TorchRuntime.Device)).sum().ToInt64();
                images += batch.Count;
            }
        }

        return new Judgement((double)hits / images, new SearchCost(0, images, images * MacsOf(path)));
    }

    private double MacsOf(Genotype path) => NetworkCost.Of(path, networkOptions, imageSize).Macs;
}
