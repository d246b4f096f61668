using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Nao;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Search.Nao;

public sealed class EncoderPredictorDecoderTests
{
    private static readonly NaoOptions Small = new()
    {
        HiddenSize = 8,
        PredictorWidth = 10,
        PredictorLayers = 2,
    };

    // 279,774 from the sizes of NAO_pytorch with 13 tokens in place of 12; a second way, layer by layer, below.
    [Test]
    public void Parameters_AtTheOriginalSizes_AreAsManyAsInTheReference()
    {
        using var network = new EncoderPredictorDecoder(new NaoOptions(), 2);
        const int hidden = 96;
        const int lstm = 4 * hidden * (hidden + hidden) + 2 * 4 * hidden;
        int encoder = 13 * 48 + lstm;
        int predictor = (hidden * 200 + 200) + 2 * (200 * 200 + 200) + (200 + 1);
        int decoder = 13 * hidden + lstm + hidden * hidden + 2 * hidden * hidden + hidden * 13 + 13;
        Assert.Multiple(() =>
        {
            Assert.That(network.parameters().Sum(parameter => parameter.numel()), Is.EqualTo(279_774));
            Assert.That(encoder + predictor + decoder, Is.EqualTo(279_774));
        });
    }

    [Test]
    public void InitialWeights_OfOneSeed_AreTheSameWhateverTorchDrew()
    {
        using var scope = NewDisposeScope();
        using var one = new EncoderPredictorDecoder(Small, 2);
        rand(7);
        using var same = new EncoderPredictorDecoder(Small, 2);
        using var other = new EncoderPredictorDecoder(Small, 3);
        Assert.Multiple(() =>
        {
            Assert.That(Flat(same), Is.EqualTo(Flat(one)));
            Assert.That(Flat(other), Is.Not.EqualTo(Flat(one)));
        });
    }

    [Test]
    public void InitialWeights_OfEachLayer_LieWithinItsBound()
    {
        using var network = new EncoderPredictorDecoder(Small, 2);
        foreach (var (name, parameter) in network.named_parameters())
        {
            double largest = parameter.abs().max().ToDouble();
            double bound =
                name.Contains("embedding", StringComparison.Ordinal) ? 5
                : name.StartsWith("decoder.attention_out", StringComparison.Ordinal) ? 1 / Math.Sqrt(16)
                : name is "predictor.layers.1.weight" or "predictor.layers.1.bias"
                || name.StartsWith("predictor.output", StringComparison.Ordinal)
                    ? 1 / Math.Sqrt(10)
                : 1 / Math.Sqrt(8);
            Assert.That(largest, Is.LessThanOrEqualTo(bound + 1e-7), name);
            Assert.That(largest, Is.GreaterThan(bound / 8), name);
        }
    }

    [Test]
    public void InitialWeights_OfTheUniformVariant_AreAllBelowFourHundredths()
    {
        using var network = new EncoderPredictorDecoder(Small with { Initialisation = NaoInitialisation.Uniform }, 2);
        Assert.That(Flat(network).Select(Math.Abs), Is.All.LessThanOrEqualTo(0.04f));
    }

    // Seeds, scales and steps that make extreme scores likely.
    [TestCase(0.1)]
    [TestCase(1)]
    [TestCase(30)]
    public void Decode_OnRandomWeights_IsAlwaysAGenotypeOfTheSpace(double scale)
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            using var scope = NewDisposeScope();
            using var network = new EncoderPredictorDecoder(Small, seed);
            Scale(network, scale);
            Tensor outputs = network.Encode(RandomSentences(40, seed));
            Tensor gradient = network.GradientAt(outputs);
            int[][] decoded = network.DecodeShifted(outputs, gradient, [0, 1, 50, 1_000_000]);
            Assert.That(decoded, Has.Length.EqualTo(4 * 40));
            Assert.That(decoded.Select(tokens => SearchSpace.Contains(TokenCodec.Decode(tokens))), Is.All.True);
        }
    }

    [Test]
    public void Decode_OnWeightsThatAreNoNumbers_IsStillAGenotypeOfTheSpace()
    {
        using var scope = NewDisposeScope();
        using var network = new EncoderPredictorDecoder(Small, 2);
        Scale(network, double.NaN);
        Tensor outputs = network.Encode(RandomSentences(3, 2));
        int[][] decoded = network.DecodeShifted(outputs, outputs, [1]);
        Assert.That(decoded.Select(tokens => SearchSpace.Contains(TokenCodec.Decode(tokens))), Is.All.True);
    }

    [Test]
    public void DecodeShifted_ByZero_IsTheReconstruction()
    {
        using var scope = NewDisposeScope();
        using var network = new EncoderPredictorDecoder(Small, 2);
        Tensor outputs = network.Encode(RandomSentences(30, 2));
        Tensor gradient = network.GradientAt(outputs);
        int[][] reconstruction = network.DecodeShifted(outputs, zeros_like(outputs), [1]);
        Assert.Multiple(() =>
        {
            Assert.That(network.DecodeShifted(outputs, gradient, [0]), Is.EqualTo(reconstruction));
            Assert.That(network.DecodeShifted(outputs, gradient * 1e3, [50]), Is.Not.EqualTo(reconstruction));
        });
    }

    // Sentences do not touch each other, so many λ in one batch give what each gives alone.
    [Test]
    public void DecodeShifted_BySeveralSteps_IsEachOfThemInTurn()
    {
        using var scope = NewDisposeScope();
        using var network = new EncoderPredictorDecoder(Small, 2);
        Tensor outputs = network.Encode(RandomSentences(5, 2));
        Tensor gradient = network.GradientAt(outputs) * 1e3;
        int[][] together = network.DecodeShifted(outputs, gradient, [1, 2, 7]);
        int[][] apart = [.. ((int[])[1, 2, 7]).SelectMany(step => network.DecodeShifted(outputs, gradient, [step]))];
        Assert.That(together, Is.EqualTo(apart));
    }

    // Greedy decoding feeds back what it chose, so scores given these tokens must choose them again.
    [Test]
    public void Decode_StepByStep_AgreesWithTheScoresOfTheWholeSentence()
    {
        using var scope = NewDisposeScope();
        using var network = new EncoderPredictorDecoder(Small, 4);
        Tensor sentences = RandomSentences(6, 4);
        Tensor outputs = network.Encode(sentences);
        int[][] decoded = network.DecodeShifted(outputs, zeros_like(outputs), [0]);
        Tensor before = cat([zeros([6, 1], ScalarType.Int64), Tokens(decoded).narrow(1, 0, TokenCodec.Length - 1)], 1);
        Tensor scores = network.forward(sentences, before, null).Scores;
        for (int i = 0; i < decoded.Length; i++)
        {
            for (int position = 0; position < TokenCodec.Length; position++)
            {
                float[] row = scores[i][position].data<float>().ToArray();
                int first = TokenCodec.IsSecondPredecessor(position)
                    ? decoded[i][TokenCodec.FirstPredecessorBefore(position)]
                    : -1;
                int best = Enumerable
                    .Range(0, TokenCodec.Vocabulary)
                    .Where(token => TokenCodec.IsLegal(position, token) && token != first)
                    .MaxBy(token => row[token]);
                Assert.That(decoded[i][position], Is.EqualTo(best), $"sentence {i}, place {position}");
            }
        }
    }

    [Test]
    public void Encode_OfAnySentence_GivesOutputsAndPointsOfLengthOne()
    {
        using var scope = NewDisposeScope();
        using var network = new EncoderPredictorDecoder(Small, 2);
        Tensor outputs = network.Encode(RandomSentences(5, 2));
        Assert.Multiple(() =>
        {
            Assert.That(outputs.shape, Is.EqualTo((long[])[5, 16, 8]));
            Assert.That((outputs.norm(-1) - 1).abs().max().ToDouble(), Is.LessThan(1e-5));
            Assert.That((SequenceEncoder.PointOf(outputs).norm(-1) - 1).abs().max().ToDouble(), Is.LessThan(1e-5));
        });
    }

    // ∂f/∂e of the sum over a batch is each sentence's own, since no sentence touches another; checked in float64 by
    // central differences.
    [Test]
    public void GradientAt_OfEachEntry_AgreesWithACentralDifference()
    {
        using var scope = NewDisposeScope();
        using var network = new EncoderPredictorDecoder(Small, 2);
        network.to(ScalarType.Float64);
        Tensor outputs = network.Encode(RandomSentences(2, 2));
        Tensor gradient = network.GradientAt(outputs);
        const double small = 1e-5;
        foreach (
            long[] at in (long[][])
                [
                    [0, 0, 0],
                    [0, 7, 3],
                    [1, 15, 7],
                    [1, 4, 2],
                ]
        )
        {
            using Tensor nudge = zeros_like(outputs);
            nudge[at[0], at[1], at[2]] = small;
            double difference = (network.PredictAt(outputs + nudge) - network.PredictAt(outputs - nudge))
                .sum()
                .ToDouble();
            Assert.That(gradient[at[0], at[1], at[2]].ToDouble(), Is.EqualTo(difference / (2 * small)).Within(1e-7));
        }
    }

    // libtorch runs an LSTM in float32 through another library than in float64, so one checks the other, passes and
    // gradients.
    [Test]
    public void TrainingPass_InSinglePrecision_AgreesWithDoublePrecision()
    {
        using var scope = NewDisposeScope();
        var options = new NaoOptions { HiddenSize = 32, PredictorWidth = 20 };
        using var single = new EncoderPredictorDecoder(options, 2);
        using var twice = new EncoderPredictorDecoder(options, 2);
        twice.to(ScalarType.Float64);
        Tensor sentences = RandomSentences(20, 2);
        double one = Loss(single, sentences);
        double other = Loss(twice, sentences);
        Assert.That(one, Is.EqualTo(other).Within(1e-5));
        foreach (var ((name, a), (_, b)) in single.named_parameters().Zip(twice.named_parameters()))
        {
            Tensor expected = b.grad!;
            double error = (a.grad!.to(ScalarType.Float64) - expected).norm().ToDouble();
            Assert.That(error, Is.LessThan(1e-4 * expected.norm().ToDouble() + 1e-7), name);
        }
    }

    // c′ = σ(f)·c + σ(i)·tanh(g), h′ = σ(o)·tanh(c′), gates in the order i, f, g, o.
    [Test]
    public void Encode_OfASentence_FollowsTheEquationsOfAnLstm()
    {
        using var scope = NewDisposeScope();
        using var network = new EncoderPredictorDecoder(Small, 5);
        var weights = network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        Tensor sentences = RandomSentences(3, 5);
        Tensor outputs = network.Encode(sentences);
        Tensor embedding = weights["encoder.embedding.weight"];
        Tensor h = zeros(3, 8);
        Tensor c = zeros(3, 8);
        for (int edge = 0; edge < 16; edge++)
        {
            Tensor x = cat(
                [
                    embedding.index_select(0, sentences.select(1, 2 * edge)),
                    embedding.index_select(0, sentences.select(1, 2 * edge + 1)),
                ],
                1
            );
            Tensor[] gates = (
                x.matmul(weights["encoder.rnn.weight_ih_l0"].t())
                + weights["encoder.rnn.bias_ih_l0"]
                + h.matmul(weights["encoder.rnn.weight_hh_l0"].t())
                + weights["encoder.rnn.bias_hh_l0"]
            ).chunk(4, 1);
            c = gates[1].sigmoid() * c + gates[0].sigmoid() * gates[2].tanh();
            h = gates[3].sigmoid() * c.tanh();
            Tensor unit = h / h.norm(1, keepdim: true);
            Assert.That((unit - outputs.select(1, edge)).abs().max().ToDouble(), Is.LessThan(1e-5), $"edge {edge}");
        }
    }

    private static double Loss(EncoderPredictorDecoder network, Tensor sentences)
    {
        Tensor before = cat(
            [zeros([sentences.shape[0], 1], ScalarType.Int64), sentences.narrow(1, 0, TokenCodec.Length - 1)],
            1
        );
        EpdOutputs outputs = network.forward(sentences, before, null);
        Tensor loss =
            outputs.Accuracies.square().sum()
            + nn.functional.cross_entropy(outputs.Scores.view(-1, TokenCodec.Vocabulary), sentences.reshape(-1));
        loss.backward();
        return loss.ToDouble();
    }

    private static Tensor RandomSentences(int count, ulong seed)
    {
        var draws = new CounterRandom(seed, "sentences");
        return Tokens([
            .. Enumerable.Range(0, count).Select(_ => TokenCodec.Encode(SamplingLaw.Sample(draws)).ToArray()),
        ]);
    }

    private static Tensor Tokens(int[][] sentences) =>
        tensor(sentences.SelectMany(tokens => tokens.Select(token => (long)token)).ToArray(), [sentences.Length, 32]);

    private static void Scale(EncoderPredictorDecoder network, double factor)
    {
        using var _ = no_grad();
        foreach (var parameter in network.parameters())
        {
            parameter.mul_(factor);
        }
    }

    private static float[] Flat(EncoderPredictorDecoder network) =>
        [.. network.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
}
