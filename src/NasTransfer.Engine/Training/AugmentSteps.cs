using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training.Ranks;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training;

/// <summary>How the steps of an epoch came to an end.</summary>
internal enum EpochEnd
{
    /// <summary>All of them were taken.</summary>
    Complete,

    /// <summary>A loss became NaN or infinite.</summary>
    Diverged,

    /// <summary>A rank was told to stop.</summary>
    Stopped,
}

/// <summary>The steps of an augment run, on this rank.</summary>
internal sealed class AugmentSteps : IDisposable
{
    private readonly AugmentNetwork network;
    private readonly AugmentOptions options;
    private readonly ulong seed;
    private readonly DataParallel ranks;
    private readonly FlatParameters parameters;
    private readonly Sgd optimizer;

    /// <param name="seed">Of drop path.</param>
    public AugmentSteps(AugmentNetwork network, AugmentOptions options, ulong seed, DataParallel ranks)
    {
        (this.network, this.options, this.seed, this.ranks) = (network, options, seed, ranks);
        parameters = new FlatParameters(network.parameters());
        optimizer = new Sgd(parameters, options.Momentum, options.WeightDecay);
    }

    public Tensor Momentum => optimizer.Buffer;

    /// <summary>Takes the steps of an epoch.</summary>
    /// <param name="loader">Of this rank.</param>
    /// <param name="firstStep">Those before it were taken earlier.</param>
    /// <param name="tally">Of all ranks; added to.</param>
    /// <param name="stop">Heard by all ranks after the same step.</param>
    /// <param name="ended">Told after each step how many of the epoch have been taken.</param>
    /// <returns>The end, and how many steps of the epoch have been taken.</returns>
    public (EpochEnd End, int Steps) Epoch(
        int epoch,
        BatchLoader loader,
        int firstStep,
        Tally tally,
        Action<int> ended,
        CancellationToken stop,
        CancellationToken cancellation
    )
    {
        double learningRate = options.LearningRateAt(epoch);
        int step = firstStep;
        network.train();
        foreach (Batch batch in loader.Epoch(epoch, firstStep, cancellation))
        {
            // Before the sum that tells it to the others.
            bool stops = stop.IsCancellationRequested;
            Tally own = ranks.IsAlone ? tally : new Tally();
            using (batch)
            {
                int images = loader.ImagesAt(step);
                Take(batch, images, DropPathOf(epoch, step, images), learningRate, own);
            }

            step++;
            stops = ranks.IsAlone ? stops : ranks.Add(own, tally, stops);
            if (!double.IsFinite(tally.MeanLoss))
            {
                return (EpochEnd.Diverged, step);
            }

            ended(step);
            if (stops)
            {
                return (EpochEnd.Stopped, step);
            }
        }

        return (EpochEnd.Complete, step);
    }

    /// <summary>loss = CE(logits) + w·CE(auxiliary); the gradient is clipped with the auxiliary part in it.</summary>
    /// <param name="batch">This rank's share.</param>
    /// <param name="images">Of all shares.</param>
    /// <param name="tally">Of this rank.</param>
    public void Take(Batch batch, int images, DropPath? dropPath, double learningRate, Tally tally)
    {
        using var scope = NewDisposeScope();
        parameters.ZeroGradients();
        Tensor inputs = batch.Images.to(parameters.Values.device);
        Tensor labels = batch.Labels.to(parameters.Values.device);
        var (logits, auxiliary) = network.ForwardWithAuxiliary(inputs, dropPath);
        Tensor loss = CrossEntropy(logits, labels);
        if (auxiliary is not null)
        {
            loss = loss.Plus(CrossEntropy(auxiliary, labels).Times(options.AuxiliaryWeight));
        }

        ranks.PartOf(loss, labels.shape[0], images).backward();
        ranks.SumGradients(parameters);
        parameters.ClipGradients(options.GradientClip);
        tally.Add(loss, logits, labels);
        optimizer.Step(learningRate);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        parameters.Dispose();
    }

    private DropPath? DropPathOf(int epoch, int step, int images)
    {
        double probability = options.DropPathProbability * epoch / options.Epochs;
        return probability > 0
            ? new DropPath(
                probability,
                new CounterRandom(seed, "drop-path", epoch, step),
                ranks.IsAlone ? null : ranks.Shard,
                images
            )
            : null;
    }

    private Tensor CrossEntropy(Tensor logits, Tensor labels) =>
        nn.functional.cross_entropy(logits, labels, label_smoothing: options.LabelSmoothing);
}
