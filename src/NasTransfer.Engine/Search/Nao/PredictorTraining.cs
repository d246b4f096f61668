using System.Collections.Immutable;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>How well the encoder–predictor–decoder knows the pool after a round's training.</summary>
/// <param name="PredictorLoss">Mean squared error of the normalised accuracy, over the last epoch.</param>
/// <param name="DecoderLoss">Negative log-likelihood of a token, over the last epoch.</param>
internal readonly record struct PredictorLosses(double PredictorLoss, double DecoderLoss);

/// <summary>One round's training of the encoder–predictor–decoder: w·MSE(f, target) + (1 − w)·NLL(decoder).</summary>
internal sealed class PredictorTraining(
    EncoderPredictorDecoder network,
    FlatParameters parameters,
    NaoOptions options,
    ulong seed
)
{
    private const double AdamBeta1 = 0.9;
    private const double AdamBeta2 = 0.999;
    private const double AdamEpsilon = 1e-8;

    /// <param name="samples">Sentences and normalised accuracies.</param>
    /// <param name="round">From 0; the key of all that is drawn.</param>
    /// <param name="afterEpoch">Told after every pass.</param>
    public PredictorLosses Run(
        ImmutableArray<PredictorSample> samples,
        int round,
        Action? afterEpoch,
        CancellationToken cancellation
    )
    {
        using var optimizer = new Adam(parameters, AdamBeta1, AdamBeta2, AdamEpsilon, options.PredictorWeightDecay);
        PredictorLosses losses = default;
        for (int epoch = 0; epoch < options.PredictorEpochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            losses = Epoch(samples, round, epoch, optimizer);
            afterEpoch?.Invoke();
        }

        return losses;
    }

    private PredictorLosses Epoch(ImmutableArray<PredictorSample> samples, int round, int epoch, Adam optimizer)
    {
        using var scope = NewDisposeScope();
        int[] order = new CounterRandom(seed, "nao/predictor-order", round, epoch).Permutation(samples.Length);
        var (tokens, before, targets) = Arrange(samples, order, new(seed, "nao/swap", round, epoch));
        int steps = (samples.Length + options.PredictorBatchSize - 1) / options.PredictorBatchSize;
        double squares = 0;
        double surprise = 0;
        for (int step = 0; step < steps; step++)
        {
            using var stepScope = NewDisposeScope();
            int start = step * options.PredictorBatchSize;
            int count = Math.Min(options.PredictorBatchSize, samples.Length - start);
            Tensor batch = tokens.narrow(0, start, count);
            parameters.ZeroGradients();
            EpdOutputs outputs = network.forward(
                batch,
                before.narrow(0, start, count),
                Dropout(count, new(seed, "nao/dropout", round, (long)epoch * steps + step))
            );
            Tensor predictor = nn.functional.mse_loss(outputs.Accuracies, targets.narrow(0, start, count));
            Tensor decoder = nn.functional.cross_entropy(
                outputs.Scores.view(-1, TokenCodec.Vocabulary),
                batch.reshape(-1)
            );
            predictor.Times(options.PredictorWeight).Plus(decoder.Times(1 - options.PredictorWeight)).backward();
            parameters.ClipGradients(options.PredictorGradientClip);
            optimizer.Step(options.PredictorLearningRate);
            squares += predictor.Number() * count;
            surprise += decoder.Number() * count;
        }

        return new PredictorLosses(squares / samples.Length, surprise / samples.Length);
    }

    // The whole epoch as tensors, in its order: N×32, N×32, N.
    private (Tensor Tokens, Tensor Before, Tensor Targets) Arrange(
        ImmutableArray<PredictorSample> samples,
        int[] order,
        CounterRandom swaps
    )
    {
        var tokens = new long[samples.Length * TokenCodec.Length];
        var before = new long[tokens.Length];
        var targets = new float[samples.Length];
        int[] sentence = new int[TokenCodec.Length];
        for (int i = 0; i < order.Length; i++)
        {
            PredictorSample sample = samples[order[i]];
            sample.Tokens.CopyTo(sentence);
            if (options.Symmetry == NaoSymmetry.OnTheFly)
            {
                SymmetryAugmentation.Swap(sentence, swaps);
            }

            targets[i] = sample.Target;
            for (int k = 0; k < TokenCodec.Length; k++)
            {
                tokens[i * TokenCodec.Length + k] = sentence[k];
                before[i * TokenCodec.Length + k] = k == 0 ? TokenCodec.Start : sentence[k - 1];
            }
        }

        Device device = TorchRuntime.Device;
        long[] shape = [samples.Length, TokenCodec.Length];
        return (
            tensor(tokens, shape, device: device),
            tensor(before, shape, device: device),
            tensor(targets, device: device)
        );
    }

    // 0 with probability p, else 1/(1 − p), for each unit of each layer.
    private Tensor[]? Dropout(int count, CounterRandom draws)
    {
        if (options.PredictorDropout == 0)
        {
            return null;
        }

        double keep = 1 - options.PredictorDropout;
        float kept = (float)(1 / keep);
        uint threshold = (uint)(keep * uint.MaxValue);
        var masks = new Tensor[options.PredictorLayers];
        var mask = new float[count * options.PredictorWidth];
        for (int layer = 0; layer < masks.Length; layer++)
        {
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] = draws.NextUInt32() <= threshold ? kept : 0;
            }

            masks[layer] = tensor(mask, [count, options.PredictorWidth], device: TorchRuntime.Device);
        }

        return masks;
    }
}
