using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Training;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>The fitness of a genotype, and what it took to learn it.</summary>
/// <param name="Generation">The one that asked first.</param>
internal sealed record TrainedIndividual(Genotype Genotype, Fitness Fitness, SearchCost Cost, int Generation);

/// <summary>
/// Fitness by training: the network of a genotype from fresh weights, always from the same seed, tested once, after its
/// last epoch, on validation images as they are.
/// </summary>
internal sealed class IndividualTraining(NsgaNetOptions options, SearchData data)
{
    private readonly NetworkOptions network = new()
    {
        Channels = options.Channels,
        Cells = options.Cells,
        Classes = data.Train.Classes.Length,
        Stem = options.Stem,
        PoolBatchNorm = options.PoolBatchNorm,
    };

    /// <summary>Steps of one training.</summary>
    public long Steps { get; } =
        (long)options.Epochs
        * data.Preprocessing.TrainLoader(
            data.Train,
            options.Stem,
            options.BatchSize,
            options.TrainingSeed
        ).StepsPerEpoch;

    /// <summary>Multiply-adds of the dearest genotype of the space: separable 5×5 convolutions on all edges.</summary>
    public double LargestMacs
    {
        get
        {
            Edge Dearest(int predecessor) => new(Primitive.SepConv5x5, predecessor);
            Node[] nodes = [.. Enumerable.Repeat(new Node(Dearest(0), Dearest(1)), SearchSpace.Nodes)];
            Cell cell = new([.. nodes], ConcatRule.All.ConcatOf([.. nodes]));
            return MacsOf(new Genotype(cell, cell));
        }
    }

    public TrainedIndividual Train(
        Genotype genotype,
        int generation,
        IProgress<AugmentProgress>? progress,
        CancellationToken cancellation
    )
    {
        using var run = new AugmentRun(genotype, network, options.Training, options.TrainingSeed)
        {
            Preprocessing = data.Preprocessing,
            TestsEveryEpoch = false,
            Shuffles = options.TrainOrder == NsgaNetTrainOrder.Shuffled,
        };
        AugmentResult result = run.Run(data.Train, data.Validation, progress, checkpoint: null, cancellation);
        // What diverged has learnt nothing.
        double error = 100 - (result.Diverged ? 0 : result.Top1Last);
        long tested = result.Diverged ? 0 : data.Validation.Count;
        double passes = (double)SearchCost.PassesOfForwardAndBackward * result.TrainedImages + tested;
        return new TrainedIndividual(
            genotype,
            new Fitness(error, MacsOf(genotype)),
            new SearchCost(result.TrainedImages, tested, passes * result.Macs),
            generation
        );
    }

    private long MacsOf(Genotype genotype) =>
        NetworkCost.Of(genotype, network, options.MacsImageSize ?? data.Train.Size).Macs;
}
