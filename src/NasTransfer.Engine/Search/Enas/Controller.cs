using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>
/// The policy of ENAS: an LSTM that decides an architecture step by step. For each node it chooses two predecessors by
/// attention over the nodes so far, then two operations; the reduction cell goes on from the state in which the normal
/// cell ended. 41,991 parameters with seven operations.
/// </summary>
/// <remarks>
/// Many architectures are decided side by side, one a row. It lives on the CPU whatever the device: it is too small for
/// anything else to be faster.
/// </remarks>
internal sealed class Controller : IDisposable
{
    /// <summary>H: width of state and embeddings.</summary>
    public const int Hidden = 64;

    // All weights start from U(−0.1, 0.1).
    private const double InitialBound = 0.1;

    // The learned bias of the separable convolutions where OperationBias asks for it; tanh saturates there.
    private const float InitialBias = 10;

    // What their logits get after the tanh in the normal cell, and the others lose.
    private const double FixedBias = 0.25;

    // Instead of −∞, which would make 0·∞ of an entropy's terms and of gradients: e^(−10⁹) is 0 all the same.
    private const double Impossible = -1e9;

    private static readonly int Operations = SearchSpace.DiscretePrimitives.Length;

    private readonly EnasOptions options;
    private readonly ScalarType type;
    private readonly Parameter lstm;
    private readonly Parameter start;
    private readonly Parameter operationEmbedding;
    private readonly Parameter operationWeight;
    private readonly Parameter operationBias;
    private readonly Parameter attentionAnchor;
    private readonly Parameter attentionQuery;
    private readonly Parameter attentionScore;
    private readonly Tensor fixedBias;

    private readonly Scalar impossible = Impossible.ToScalar();

    /// <param name="seed">Of the initial weights.</param>
    /// <param name="type">float32; float64 is for tests.</param>
    public Controller(EnasOptions options, ulong seed, ScalarType type = ScalarType.Float32)
    {
        (this.options, this.type) = (options, type);
        lstm = Uniform("lstm", 2 * Hidden, 4 * Hidden);
        start = Uniform("start", 1, Hidden);
        operationEmbedding = Uniform("operation-embedding", Operations, Hidden);
        operationWeight = Uniform("operation-weight", Hidden, Operations);
        operationBias = Create(PerOperation(InitialBias, 0), Operations);
        attentionAnchor = Uniform("attention-anchor", Hidden, Hidden);
        attentionQuery = Uniform("attention-query", Hidden, Hidden);
        attentionScore = Uniform("attention-score", Hidden, 1);
        fixedBias = tensor(PerOperation(FixedBias, -FixedBias), dtype: type).DetachFromDisposeScope();
        Parameters = new FlatParameters([
            lstm,
            start,
            operationEmbedding,
            operationWeight,
            operationBias,
            attentionAnchor,
            attentionQuery,
            attentionScore,
        ]);

        Parameter Uniform(string name, int rows, int columns)
        {
            var draws = new CounterRandom(seed, $"enas/controller/{name}");
            var values = new double[rows * columns];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = draws.NextDouble(-InitialBound, InitialBound);
            }

            return Create(values, rows, columns);
        }

        Parameter Create(double[] values, params long[] shape)
        {
            using Tensor source = tensor(values, shape, dtype: type);
            return new Parameter(source.clone().DetachFromDisposeScope());
        }

        double[] PerOperation(double separable, double other) =>
            [
                .. SearchSpace.DiscretePrimitives.Select(primitive =>
                    options.OperationBias == OperationBias.None ? 0
                    : primitive is Primitive.SepConv3x3 or Primitive.SepConv5x5 ? separable
                    : other
                ),
            ];
    }

    public FlatParameters Parameters { get; }

    /// <summary>Draws architectures from the policy.</summary>
    /// <param name="draws">A stream for each architecture, which it alone uses.</param>
    public PolicyRun Sample(IReadOnlyList<CounterRandom> draws) =>
        Run(draws.Count, (row, _, probabilities) => Draw(probabilities, draws[row].NextDouble()));

    /// <summary>What the policy thinks of given architectures.</summary>
    public PolicyRun Score(IReadOnlyList<Genotype> genotypes)
    {
        int[][] decisions = [.. genotypes.Select(Decisions.Of)];
        return Run(genotypes.Count, (row, decision, _) => decisions[row][decision]);
    }

    public void Dispose()
    {
        Parameters.Dispose();
        impossible.Dispose();
        foreach (
            Tensor tensor in (Tensor[])
                [
                    lstm,
                    start,
                    operationEmbedding,
                    operationWeight,
                    operationBias,
                    attentionAnchor,
                    attentionQuery,
                    attentionScore,
                    fixedBias,
                ]
        )
        {
            tensor.Dispose();
        }
    }

    private delegate int Choose(int row, int decision, ReadOnlySpan<double> probabilities);

    private PolicyRun Run(int rows, Choose choose)
    {
        using var scope = NewDisposeScope();
        var choices = new Choices(rows, choose);
        Tensor zero = zeros([rows, Hidden], type);
        State state = new(zero, zero);
        state = DecideCell(choices, state, isNormal: true);
        DecideCell(choices, state, isNormal: false);
        return choices.End();
    }

    private State DecideCell(Choices choices, State state, bool isNormal)
    {
        Tensor begin = start.expand(choices.Rows, Hidden);
        var anchors = new List<Tensor>();
        var attended = new List<Tensor>();

        // The cell's inputs: anchors of zeros, but states of their own for the attention.
        for (int input = 0; input < SearchSpace.Inputs; input++)
        {
            state = Step(begin, state);
            AddAnchor(zeros_like(state.Hidden));
        }

        for (int node = 0; node < SearchSpace.Nodes; node++)
        {
            Tensor known = stack(anchors, 1);
            Tensor attendedSoFar = stack(attended, 1);
            Tensor next = begin;
            Tensor? first = null;
            for (int side = 0; side < 2; side++)
            {
                state = Step(next, state);
                Tensor predecessor = choices.Decide(PredecessorLogits(attendedSoFar, state, first));
                first ??= predecessor;
                next = known
                    .gather(1, predecessor.view(-1, 1, 1).expand(choices.Rows, 1, Hidden))
                    .view(choices.Rows, Hidden);
            }

            for (int side = 0; side < 2; side++)
            {
                state = Step(next, state);
                Tensor operation = choices.Decide(OperationLogits(state, isNormal));
                next = operationEmbedding.index_select(0, operation);
            }

            state = Step(next, state);
            AddAnchor(state.Hidden);
        }

        return state;

        void AddAnchor(Tensor anchor)
        {
            anchors.Add(anchor);
            attended.Add(state.Hidden.mm(attentionAnchor));
        }
    }

    // (i, f, o, g) = [x, h]·W;  c ← σ(f)⊙c + σ(i)⊙tanh(g);  h ← σ(o)⊙tanh(c). No biases.
    private State Step(Tensor x, State state)
    {
        Tensor all = cat([x, state.Hidden], 1).mm(lstm);
        Tensor[] gates = all.narrow(1, 0, 3 * Hidden).sigmoid().chunk(3, 1);
        Tensor candidate = all.narrow(1, 3 * Hidden, Hidden).tanh();
        Tensor cell = (gates[1] * state.Cell).AccumulateProduct(gates[0], candidate);
        return new State(cell, gates[2] * cell.tanh());
    }

    /// <param name="attended">N×k×H: W₁ applied to the states of the k nodes so far.</param>
    /// <param name="first">The predecessor that is taken already, or null.</param>
    /// <returns>N×k.</returns>
    private Tensor PredecessorLogits(Tensor attended, State state, Tensor? first)
    {
        // vᵀ·tanh(W₁·a_k + W₂·h)
        Tensor query = state.Hidden.mm(attentionQuery).unsqueeze(1);
        Tensor logits = Shape(attended.Plus(query).tanh().matmul(attentionScore).squeeze(2), reduction: 1);
        // A node looks at two distinct states: the first cannot be chosen twice.
        return first is null
            ? logits
            : logits.scatter(1, first.unsqueeze(1), full([first.shape[0], 1], impossible, type));
    }

    private Tensor OperationLogits(State state, bool isNormal)
    {
        Tensor logits = Shape(
            state.Hidden.mm(operationWeight).Plus(operationBias),
            reduction: options.OperationTanhReduction
        );
        return isNormal && options.OperationBias != OperationBias.None ? logits.Plus(fixedBias) : logits;
    }

    // (c/r)·tanh(logit/T)
    private Tensor Shape(Tensor logits, double reduction)
    {
        Tensor tempered = options.Temperature is double temperature ? logits.Over(temperature) : logits;
        return options.TanhConstant is double constant ? tempered.tanh().Times(constant / reduction) : tempered;
    }

    /// <summary>The choice whose share of [0, 1) holds <paramref name="uniform"/>.</summary>
    internal static int Draw(ReadOnlySpan<double> probabilities, double uniform)
    {
        double sum = 0;
        int last = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            sum += probabilities[k];
            if (uniform < sum)
            {
                return k;
            }

            last = probabilities[k] > 0 ? k : last;
        }

        // Rounding left the sum a little short of 1.
        return last;
    }

    private readonly record struct State(Tensor Cell, Tensor Hidden);

    /// <summary>The decisions of one run, as they fall.</summary>
    private sealed class Choices(int rows, Choose choose)
    {
        private readonly int[][] decisions = [.. Enumerable.Range(0, rows).Select(_ => new int[Decisions.Count])];
        private readonly double[] entropies = new double[rows];
        private readonly List<Tensor> logProbabilities = new(Decisions.Count);

        public int Rows => rows;

        /// <param name="logits">N×k.</param>
        /// <returns>N choices, int64.</returns>
        public Tensor Decide(Tensor logits)
        {
            Tensor logs = nn.functional.log_softmax(logits, 1);
            double[] values = logs.detach().to(ScalarType.Float64).data<double>().ToArray();
            int choicesEach = values.Length / rows;
            var chosen = new long[rows];
            var probabilities = new double[choicesEach];
            int decision = logProbabilities.Count;
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<double> log = values.AsSpan(row * choicesEach, choicesEach);
                for (int k = 0; k < choicesEach; k++)
                {
                    probabilities[k] = Math.Exp(log[k]);
                    // H = −Σ p·log p
                    entropies[row] -= probabilities[k] * log[k];
                }

                decisions[row][decision] = choose(row, decision, probabilities);
                chosen[row] = decisions[row][decision];
            }

            Tensor picks = tensor(chosen);
            logProbabilities.Add(logs.gather(1, picks.unsqueeze(1)));
            return picks;
        }

        public PolicyRun End() =>
            new(
                [.. decisions.Select(row => Decisions.ToGenotype(row))],
                cat(logProbabilities, 1).sum(1).MoveToOuterDisposeScope(),
                entropies
            );
    }
}

/// <summary>Architectures that a policy has decided.</summary>
/// <param name="Genotypes">N, with the edges in the order in which they were decided.</param>
/// <param name="LogProbabilities">N: log π of each, a sum over its 32 decisions, with its graph.</param>
/// <param name="Entropies">N: the entropy of each, summed over its decisions, in nats.</param>
internal sealed record PolicyRun(
    IReadOnlyList<Genotype> Genotypes,
    Tensor LogProbabilities,
    IReadOnlyList<double> Entropies
) : IDisposable
{
    public void Dispose() => LogProbabilities.Dispose();
}
