using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>
/// The three networks of NAO (Luo, Tian, Qin, Chen and Liu, NeurIPS 2018): architectures become points of a space in which
/// accuracy has a gradient, and points become architectures.
/// </summary>
internal sealed class EncoderPredictorDecoder : Module<Tensor, Tensor, IReadOnlyList<Tensor>?, EpdOutputs>
{
    // NAS-Benchmark's bound.
    private const double UniformBound = 0.04;

    private readonly SequenceEncoder encoder;
    private readonly AccuracyPredictor predictor;
    private readonly SequenceDecoder decoder;

    /// <param name="seed">Of the initial weights.</param>
    public EncoderPredictorDecoder(NaoOptions options, ulong seed)
        : base(nameof(EncoderPredictorDecoder))
    {
        encoder = new SequenceEncoder(options.HiddenSize);
        predictor = new AccuracyPredictor(options.HiddenSize, options.PredictorLayers, options.PredictorWidth);
        decoder = new SequenceDecoder(options.HiddenSize);
        register_module("encoder", encoder);
        register_module("predictor", predictor);
        register_module("decoder", decoder);
        Initialise(options, seed);
        this.to(TorchRuntime.Device);
    }

    /// <summary>The training pass.</summary>
    /// <param name="tokens">N×32.</param>
    /// <param name="before">N×32: the start, then all tokens but the last.</param>
    /// <param name="dropout">Factors for the predictor's units; null for none.</param>
    public override EpdOutputs forward(Tensor tokens, Tensor before, IReadOnlyList<Tensor>? dropout)
    {
        Tensor outputs = encoder.forward(tokens);
        Tensor point = SequenceEncoder.PointOf(outputs);
        return new EpdOutputs(predictor.forward(point, dropout), decoder.forward(before, outputs, point));
    }

    /// <summary>What the predictor says of each architecture: N.</summary>
    /// <param name="tokens">N×32.</param>
    public Tensor Predict(Tensor tokens) => PredictAt(encoder.forward(tokens));

    /// <summary>e of each architecture: N×16×H, detached.</summary>
    public Tensor Encode(Tensor tokens)
    {
        using var _ = no_grad();
        return encoder.forward(tokens);
    }

    /// <summary>∂f/∂e, where f is the predicted accuracy and e the normalised outputs of the encoder.</summary>
    /// <param name="outputs">e: N×16×H.</param>
    public Tensor GradientAt(Tensor outputs)
    {
        using var scope = NewDisposeScope();
        Tensor variable = outputs.detach().clone().requires_grad_(true);
        return autograd.grad([PredictAt(variable).sum()], [variable])[0].MoveToOuterDisposeScope();
    }

    /// <summary>e′_t = normalise(e_t + λ·∂f/∂e_t), z′ = normalise(mean e′), decoded greedily.</summary>
    /// <param name="outputs">e: N×16×H.</param>
    /// <param name="gradient">Of the same shape.</param>
    /// <param name="steps">Each λ; 0 gives the reconstruction.</param>
    /// <returns>Sentences of 32 tokens: N for the first λ, N for the second, ….</returns>
    public int[][] DecodeShifted(Tensor outputs, Tensor gradient, IReadOnlyCollection<int> steps)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor shifted = SequenceEncoder.Unit(cat([.. steps.Select(step => outputs.Plus(gradient.Times(step)))]));
        return decoder.Greedy(shifted, SequenceEncoder.PointOf(shifted));
    }

    /// <summary>What the predictor says where the encoder gave these outputs: N.</summary>
    /// <param name="outputs">e: N×16×H.</param>
    public Tensor PredictAt(Tensor outputs) => predictor.forward(SequenceEncoder.PointOf(outputs));

    // Every tensor draws from a stream of its own name. PyTorch's defaults: embeddings N(0, 1); LSTMs, biases included,
    // U(±1/√hidden); linear layers, biases included, U(±1/√inputs).
    private void Initialise(NaoOptions options, ulong seed)
    {
        using var _ = no_grad();
        foreach (var (name, parameter) in named_parameters())
        {
            var draws = new CounterRandom(seed, $"nao/weights/{name}");
            double? uniform = BoundOf(name, options);
            var values = new float[parameter.numel()];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(uniform is { } bound ? draws.NextDouble(-bound, bound) : draws.NextGaussian());
            }

            using Tensor source = tensor(values, parameter.shape);
            parameter.copy_(source);
        }
    }

    // Null for N(0, 1).
    private static double? BoundOf(string name, NaoOptions options)
    {
        if (options.Initialisation == NaoInitialisation.Uniform)
        {
            return UniformBound;
        }

        if (name.Contains("embedding", StringComparison.Ordinal))
        {
            return null;
        }

        bool afterPredictorLayer =
            name.StartsWith("predictor.", StringComparison.Ordinal)
            && options.PredictorLayers > 0
            && !name.StartsWith("predictor.layers.0.", StringComparison.Ordinal);
        int inputs =
            afterPredictorLayer ? options.PredictorWidth
            : name.StartsWith("decoder.attention_out", StringComparison.Ordinal) ? 2 * options.HiddenSize
            : options.HiddenSize;
        return 1 / Math.Sqrt(inputs);
    }
}

/// <summary>What a training pass gives.</summary>
/// <param name="Accuracies">N, on (0, 1).</param>
/// <param name="Scores">N×32×13, before softmax.</param>
internal sealed record EpdOutputs(Tensor Accuracies, Tensor Scores);
