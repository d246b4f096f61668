using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>
/// From tokens to a point: the embeddings of the two tokens of an edge, end to end, go through an LSTM, one edge a step;
/// each output has length 1, and so has the point, their normalised mean.
/// </summary>
internal sealed class SequenceEncoder : Module<Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly LSTM recurrent;
    private readonly int hidden;

    public SequenceEncoder(int hidden)
        : base(nameof(SequenceEncoder))
    {
        this.hidden = hidden;
        // Two tokens together are as wide as the LSTM.
        embedding = Embedding(TokenCodec.Vocabulary, hidden / TokenCodec.TokensOfEdge);
        recurrent = LSTM(hidden, hidden, batchFirst: true);
        register_module("embedding", embedding);
        register_module("rnn", recurrent);
    }

    /// <param name="tokens">N×32.</param>
    /// <returns>e: N×16×H, each row of length 1.</returns>
    public override Tensor forward(Tensor tokens)
    {
        Tensor edges = embedding.forward(tokens).view(-1, TokenCodec.Length / TokenCodec.TokensOfEdge, hidden);
        return Unit(recurrent.forward(edges).Item1);
    }

    /// <summary>z = normalise(mean_t e_t): N×H.</summary>
    public static Tensor PointOf(Tensor outputs) => Unit(outputs.mean([1]));

    /// <summary>Scales the last dimension to length 1.</summary>
    public static Tensor Unit(Tensor x) => functional.normalize(x, 2, -1);
}
