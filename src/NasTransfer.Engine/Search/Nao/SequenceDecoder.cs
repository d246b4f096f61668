using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>
/// From a point back to tokens: an LSTM that starts in the point and is fed the token before, and that looks at the
/// encoder's outputs. score_t = (W_in·h)·e_t, context = Σ softmax(score)_t·e_t, o = tanh(W_out·[context; h]).
/// </summary>
internal sealed class SequenceDecoder : Module<Tensor, Tensor, Tensor, Tensor>
{
    // Places × tokens: what a place forbids, whatever stands before it.
    private static readonly bool[][] Forbidden =
    [
        .. Enumerable
            .Range(0, TokenCodec.Length)
            .Select(position =>
                Enumerable
                    .Range(0, TokenCodec.Vocabulary)
                    .Select(token => !TokenCodec.IsLegal(position, token))
                    .ToArray()
            ),
    ];

    private readonly Embedding embedding;
    private readonly LSTM recurrent;
    private readonly Linear attentionIn;
    private readonly Linear attentionOut;
    private readonly Linear output;

    public SequenceDecoder(int hidden)
        : base(nameof(SequenceDecoder))
    {
        embedding = Embedding(TokenCodec.Vocabulary, hidden);
        recurrent = LSTM(hidden, hidden, batchFirst: true);
        attentionIn = Linear(hidden, hidden, hasBias: false);
        attentionOut = Linear(2 * hidden, hidden, hasBias: false);
        output = Linear(hidden, TokenCodec.Vocabulary);
        register_module("embedding", embedding);
        register_module("rnn", recurrent);
        register_module("attention_in", attentionIn);
        register_module("attention_out", attentionOut);
        register_module("output", output);
    }

    /// <summary>Scores of every token at every place, given the true tokens before it.</summary>
    /// <param name="before">N×32: the start, then all tokens but the last.</param>
    /// <param name="outputs">e: N×16×H.</param>
    /// <param name="point">z: N×H.</param>
    /// <returns>N×32×13, before softmax.</returns>
    public override Tensor forward(Tensor before, Tensor outputs, Tensor point)
    {
        Tensor start = point.unsqueeze(0);
        return Scores(recurrent.forward(embedding.forward(before), (start, start)).Item1, outputs);
    }

    /// <summary>
    /// The likeliest legal token, place by place, each given those before it. Always a genotype of the search space,
    /// whatever the weights are.
    /// </summary>
    /// <returns>N sentences of 32 tokens.</returns>
    public int[][] Greedy(Tensor outputs, Tensor point)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        long count = point.shape[0];
        Tensor hidden = point.unsqueeze(0);
        Tensor memory = hidden;
        using Scalar start = TokenCodec.Start.ToScalar();
        using Scalar lowest = double.NegativeInfinity.ToScalar();
        Tensor token = full([count, 1], start, ScalarType.Int64, point.device);
        var sentence = new List<Tensor>(TokenCodec.Length);
        for (int position = 0; position < TokenCodec.Length; position++)
        {
            (Tensor h, hidden, memory) = recurrent.forward(embedding.forward(token), (hidden, memory));
            Tensor scores = Scores(h, outputs).squeeze(1);
            Tensor forbidden = tensor(Forbidden[position], device: scores.device).expand_as(scores);
            if (TokenCodec.IsSecondPredecessor(position))
            {
                Tensor first = sentence[TokenCodec.FirstPredecessorBefore(position)];
                forbidden = forbidden.scatter(1, first, ones_like(first, ScalarType.Bool));
            }

            // Filled, not added, so that a score that is not a number forbids nothing and allows nothing.
            token = scores.masked_fill(forbidden, lowest).argmax(1, keepdim: true);
            sentence.Add(token);
        }

        long[] flat = cat([.. sentence], 1).cpu().data<long>().ToArray();
        return [.. flat.Chunk(TokenCodec.Length).Select(tokens => tokens.Select(value => (int)value).ToArray())];
    }

    private Tensor Scores(Tensor h, Tensor outputs)
    {
        Tensor weights = attentionIn.forward(h).bmm(outputs.transpose(1, 2)).softmax(-1);
        Tensor context = weights.bmm(outputs);
        return output.forward(attentionOut.forward(cat([context, h], -1)).tanh());
    }
}
