using NasTransfer.Engine.Networks;
using static NasTransfer.Engine.OptionCheck;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>Which architecture of the pool a step of the child trains.</summary>
public enum NaoSampling
{
    /// <summary>Each with the same probability (NAO_pytorch).</summary>
    Uniform,

    /// <summary>
    /// After the first round in proportion to the parameters of its network, so that large ones, which learn more slowly,
    /// are trained more often (NAS-Benchmark).
    /// </summary>
    ByParameters,
}

/// <summary>What becomes of the pool when a round has found new architectures.</summary>
public enum NaoPoolUpdate
{
    /// <summary>They replace as many of its worst (NAO_pytorch).</summary>
    ReplaceWorst,

    /// <summary>They are added, and the pool grows (NAS-Benchmark).</summary>
    KeepAll,
}

/// <summary>
/// How the encoder–predictor–decoder learns that the order of a node's two edges means nothing. A swap exchanges the edges
/// of one random node in each cell.
/// </summary>
public enum NaoSymmetry
{
    /// <summary>Each architecture is swapped afresh in every epoch (NAO_pytorch).</summary>
    OnTheFly,

    /// <summary>
    /// Each stands in the training data once as it is and <see cref="NaoOptions.Expansion"/> − 1 times swapped; a tenth of
    /// the pool is held out (NAS-Benchmark).
    /// </summary>
    Expanded,
}

/// <summary>Initial weights of the encoder–predictor–decoder.</summary>
public enum NaoInitialisation
{
    /// <summary>PyTorch's defaults for each layer (NAO_pytorch).</summary>
    LayerDefaults,

    /// <summary>U(−0.04, 0.04) for every weight (NAS-Benchmark).</summary>
    Uniform,
}

/// <summary>
/// NAO with weight sharing, with the defaults of its authors' PyTorch code (NAO_pytorch, NAO_V1) on CIFAR-10; the child is
/// the single-path supernet of the common search space.
/// </summary>
public sealed record NaoOptions
{
    /// <summary>Passes of the child over the training images. NAO_pytorch: 150; NAS-Benchmark: 200.</summary>
    public int Epochs { get; init; } = 150;

    /// <summary>
    /// Epochs between two rounds; after the last epoch the pool is evaluated once more, without a round. NAO_pytorch: 30;
    /// NAS-Benchmark: 50.
    /// </summary>
    public int EvaluateEvery { get; init; } = 30;

    /// <summary>Images of a training step. NAO_pytorch: 64; the TensorFlow code: 160.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// Images of the one random validation batch that judges an architecture; the whole validation part where that is
    /// smaller. All sources: 500.
    /// </summary>
    public int EvaluationBatchSize { get; init; } = 500;

    /// <summary>C of the child. NAO_pytorch: 20.</summary>
    public int Channels { get; init; } = 20;

    /// <summary>L of the child. NAO_pytorch: 11 (three normal cells a stage); here 8, as for all methods.</summary>
    public int Cells { get; init; } = 8;

    public Stem Stem { get; init; } = Stem.Cifar;

    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    /// <summary>Child: SGD, cosine from here …  NAO_pytorch: 0.025.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>… to here. NAO_pytorch: 0.001.</summary>
    public double MinimumLearningRate { get; init; } = 0.001;

    /// <summary>NAO_pytorch: 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>L2, added to the child's gradient. NAO_pytorch: 3e-4.</summary>
    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Largest global L2 norm of the child's gradient. NAO_pytorch: 5.</summary>
    public double GradientClip { get; init; } = 5;

    /// <summary>Which architecture a step trains. NAO_pytorch: uniform.</summary>
    public NaoSampling Sampling { get; init; } = NaoSampling.Uniform;

    /// <summary>Random architectures to start with. NAO_pytorch: 600; the TensorFlow code: 1000.</summary>
    public int PoolSize { get; init; } = 600;

    /// <summary>Architectures that a round looks for by gradient. NAO_pytorch: 300; the TensorFlow code: 500.</summary>
    public int NewPerRound { get; init; } = 300;

    /// <summary>Fresh random architectures a round. NAO_pytorch: 0; the TensorFlow code: 50; NAS-Benchmark: 100.</summary>
    public int RandomPerRound { get; init; }

    /// <summary>NAO_pytorch: the new replace the worst.</summary>
    public NaoPoolUpdate PoolUpdate { get; init; } = NaoPoolUpdate.ReplaceWorst;

    /// <summary>Best architectures of the pool from which gradient steps start. All sources: 100.</summary>
    public int Seeds { get; init; } = 100;

    /// <summary>Largest λ of a gradient step; λ = 1, 2, … until enough are found. NAO_pytorch: 50; TensorFlow: 100.</summary>
    public int MaximumStep { get; init; } = 50;

    /// <summary>
    /// Units of the LSTMs of encoder and decoder; the encoder's embedding has half as many. NAO_pytorch: 96. Even.
    /// </summary>
    public int HiddenSize { get; init; } = 96;

    /// <summary>Hidden layers of the predictor. All sources: 3.</summary>
    public int PredictorLayers { get; init; } = 3;

    /// <summary>Units of each. NAO_pytorch: 200; the TensorFlow code: 100.</summary>
    public int PredictorWidth { get; init; } = 200;

    /// <summary>Probability that a unit of the predictor is dropped in training. All sources: 0.1.</summary>
    public double PredictorDropout { get; init; } = 0.1;

    /// <summary>NAO_pytorch: the layers' defaults.</summary>
    public NaoInitialisation Initialisation { get; init; } = NaoInitialisation.LayerDefaults;

    /// <summary>Passes over the pool in which a round trains the encoder–predictor–decoder. All sources: 1000.</summary>
    public int PredictorEpochs { get; init; } = 1000;

    /// <summary>Architectures of such a step. All sources: 100.</summary>
    public int PredictorBatchSize { get; init; } = 100;

    /// <summary>Of Adam (0.9, 0.999), which starts afresh each round; the weights go on. All sources: 1e-3.</summary>
    public double PredictorLearningRate { get; init; } = 1e-3;

    /// <summary>L2, added to its gradient. All sources: 1e-4.</summary>
    public double PredictorWeightDecay { get; init; } = 1e-4;

    /// <summary>Largest global L2 norm of its gradient. All sources: 5.</summary>
    public double PredictorGradientClip { get; init; } = 5;

    /// <summary>w of the loss w·MSE(predictor) + (1 − w)·NLL(decoder). All sources: 0.8.</summary>
    public double PredictorWeight { get; init; } = 0.8;

    /// <summary>NAO_pytorch: on the fly.</summary>
    public NaoSymmetry Symmetry { get; init; } = NaoSymmetry.OnTheFly;

    /// <summary>Copies of an architecture under <see cref="NaoSymmetry.Expanded"/>. NAS-Benchmark: 8.</summary>
    public int Expansion { get; init; } = 8;

    /// <summary>
    /// Best architectures of the final pool that are trained from scratch for a few epochs and ranked anew; 0 (default)
    /// takes the best of the pool as it is. NAO_pytorch: 5; NAS-Benchmark removed it.
    /// </summary>
    public int Finalists { get; init; }

    /// <summary>Epochs of that training, at the child's size. NAO_pytorch: 10.</summary>
    public int FinalistEpochs { get; init; } = 10;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        Require(Epochs >= 1, "epochs", Epochs, "1 or more");
        Require(EvaluateEvery >= 1, "evaluate-every", EvaluateEvery, "1 or more");
        Require(BatchSize >= 2, "batch", BatchSize, "2 or more (batch normalisation needs two images)");
        Require(
            EvaluationBatchSize >= 2,
            "evaluation-batch",
            EvaluationBatchSize,
            "2 or more (batch normalisation needs two images)"
        );
        Require(Channels >= 1, "channels", Channels, "1 or more");
        Require(Cells >= 1, "cells", Cells, "1 or more");
        Require(LearningRate > 0, "lr", LearningRate, "above 0");
        Require(
            MinimumLearningRate >= 0 && MinimumLearningRate <= LearningRate,
            "min-lr",
            MinimumLearningRate,
            "between 0 and lr"
        );
        Require(Momentum is >= 0 and < 1, "momentum", Momentum, "at least 0 and below 1");
        Require(WeightDecay >= 0, "weight-decay", WeightDecay, "0 or more");
        Require(GradientClip > 0, "grad-clip", GradientClip, "above 0");
        ValidatePool();
        ValidatePredictor();
    }

    private void ValidatePool()
    {
        Require(PoolSize >= 2, "pool", PoolSize, "2 or more");
        Require(NewPerRound >= 1, "new-per-round", NewPerRound, "1 or more");
        Require(RandomPerRound >= 0, "random-per-round", RandomPerRound, "0 or more");
        Require(
            PoolUpdate == NaoPoolUpdate.KeepAll || NewPerRound + RandomPerRound < PoolSize,
            "new-per-round",
            NewPerRound,
            $"below {PoolSize - RandomPerRound}, since new and random ones replace a part of the pool of {PoolSize}"
        );
        Require(Seeds >= 1, "seeds", Seeds, "1 or more");
        Require(MaximumStep >= 1, "max-step", MaximumStep, "1 or more");
        Require(Finalists >= 0 && Finalists <= PoolSize, "finalists", Finalists, $"between 0 and {PoolSize}");
        Require(FinalistEpochs >= 1, "finalist-epochs", FinalistEpochs, "1 or more");
    }

    private void ValidatePredictor()
    {
        Require(HiddenSize >= 2 && HiddenSize % 2 == 0, "hidden", HiddenSize, "even, and 2 or more");
        Require(PredictorLayers >= 0, "predictor-layers", PredictorLayers, "0 or more");
        Require(PredictorWidth >= 1, "predictor-width", PredictorWidth, "1 or more");
        Require(PredictorDropout is >= 0 and < 1, "predictor-dropout", PredictorDropout, "at least 0 and below 1");
        Require(PredictorEpochs >= 1, "predictor-epochs", PredictorEpochs, "1 or more");
        Require(PredictorBatchSize >= 1, "predictor-batch", PredictorBatchSize, "1 or more");
        Require(PredictorLearningRate > 0, "predictor-lr", PredictorLearningRate, "above 0");
        Require(PredictorWeightDecay >= 0, "predictor-weight-decay", PredictorWeightDecay, "0 or more");
        Require(PredictorGradientClip > 0, "predictor-grad-clip", PredictorGradientClip, "above 0");
        Require(PredictorWeight is >= 0 and <= 1, "predictor-weight", PredictorWeight, "between 0 and 1");
        Require(Expansion >= 1, "expansion", Expansion, "1 or more");
    }
}
