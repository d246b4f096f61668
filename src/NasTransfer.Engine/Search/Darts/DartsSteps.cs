using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Darts;

/// <summary>The supernet with its α, and the two steps that a batch takes: α's, then the weights'.</summary>
internal sealed class DartsSteps : IDisposable
{
    private const double AdamEpsilon = 1e-8;

    private readonly DartsOptions options;
    private readonly Supernet network;
    private readonly ArchitectureWeights alphas;
    private readonly FlatParameters weights;
    private readonly Sgd weightOptimizer;
    private readonly Adam alphaOptimizer;
    private readonly AlphaGradient alphaGradient;

    public DartsSteps(DartsOptions options, NetworkOptions size, ulong seed)
    {
        this.options = options;
        network = new Supernet(size, seed);
        alphas = new ArchitectureWeights(seed);
        weights = new FlatParameters(network.parameters());
        weightOptimizer = new Sgd(weights, options.Momentum, options.WeightDecay);
        alphaOptimizer = new Adam(
            alphas.Flat,
            options.AlphaBeta1,
            options.AlphaBeta2,
            AdamEpsilon,
            options.AlphaWeightDecay
        );
        alphaGradient = new AlphaGradient(
            weights,
            alphas.Flat,
            weightOptimizer.Buffer,
            options.Momentum,
            options.WeightDecay
        );
    }

    /// <summary>Weights, α and what the optimisers keep, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        [
            ("weights", weights.Values),
            ("weights.momentum", weightOptimizer.Buffer),
            ("alpha", alphas.Flat.Values),
            .. alphaOptimizer.State,
        ];

    /// <summary>The raw α, 14 rows of 8 each.</summary>
    public (double[][] Normal, double[][] Reduce) Alphas() => alphas.Values();

    /// <exception cref="BadInputException">The size does not halve evenly at every reduction.</exception>
    public void ValidateImageSize(int size) => network.ValidateImageSize(size);

    /// <summary>
    /// Passes of a step of α and one of the weights: those that want every gradient, and those that want α's alone.
    /// </summary>
    public static (int All, int OfAlpha) Passes(DartsOrder order) => order == DartsOrder.First ? (1, 1) : (3, 2);

    /// <param name="learningRate">Of the weights: ξ of the second order.</param>
    /// <returns>The validation loss.</returns>
    public double StepAlpha(Batch train, Batch validation, double learningRate)
    {
        double loss =
            options.Order == DartsOrder.First
                ? alphaGradient.FirstOrder(() => Loss(validation))
                : alphaGradient.SecondOrder(() => Loss(train), () => Loss(validation), learningRate, options.Hessian);
        alphaOptimizer.Step(options.AlphaLearningRate);
        return loss;
    }

    public void StepWeights(Batch train, double learningRate, Tally tally)
    {
        using var scope = NewDisposeScope();
        weights.ZeroGradients();
        Tensor labels = train.Labels.to(TorchRuntime.Device);
        Tensor logits = Logits(train);
        Tensor loss = nn.functional.cross_entropy(logits, labels);
        loss.backward();
        weights.ClipGradients(options.GradientClip);
        weightOptimizer.Step(learningRate);
        tally.Add(loss, logits, labels);
    }

    public void Dispose()
    {
        alphaOptimizer.Dispose();
        weightOptimizer.Dispose();
        weights.Dispose();
        alphas.Dispose();
        network.Dispose();
    }

    private Tensor Loss(Batch batch) =>
        nn.functional.cross_entropy(Logits(batch), batch.Labels.to(TorchRuntime.Device));

    private Tensor Logits(Batch batch)
    {
        var (normal, reduce) = alphas.Probabilities();
        return network.forward(batch.Images.to(TorchRuntime.Device), normal, reduce);
    }
}
