using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Tests.Networks.Reference;

/// <summary>
/// The networks as their equations read: edge by edge, one libtorch operation after the other, planes of a channel in
/// memory (NCHW), nothing shared and nothing left out. It is the oracle of everything that computes them faster.
/// </summary>
/// <param name="network">Whose weights it takes, by their names; it copies them.</param>
internal sealed class ReferenceForm(Module network, NetworkOptions options, ScalarType type)
{
    private static readonly int Primitives = Enum.GetValues<Primitive>().Length;

    private readonly Dictionary<string, Tensor> weights = network
        .named_parameters()
        .ToDictionary(
            named => named.name,
            named => named.parameter.detach().clone().to(type).requires_grad_(true).DetachFromDisposeScope()
        );

    private readonly MacroPlan plan = MacroPlan.Of(options, SearchSpace.Nodes, SearchSpace.Nodes);

    public Tensor Weight(string name) => weights[name];

    public IEnumerable<KeyValuePair<string, Tensor>> Weights => weights;

    /// <summary>The supernet's class scores: every edge is Σ_o w_o·o(x).</summary>
    /// <param name="normal">14×8.</param>
    /// <param name="reduce">14×8.</param>
    public Tensor Mixed(Tensor images, Tensor normal, Tensor reduce) =>
        Network(
            images,
            (cell, node, predecessor, x) =>
            {
                int edge = SearchSpace.EdgeIndex(node, predecessor);
                Tensor w = plan.Cells[cell].IsReduction ? reduce : normal;
                Tensor? sum = null;
                for (int k = 0; k < Primitives; k++)
                {
                    Tensor y =
                        Apply((Primitive)k, $"cells.{cell}._ops.{edge}._ops.{k}", x, Stride(cell, predecessor))
                        * w[edge, k];
                    sum = sum is null ? y : sum.Plus(y);
                }

                return sum!;
            }
        );

    /// <summary>The class scores of one architecture in a supernet.</summary>
    public Tensor Path(Tensor images, Genotype path) =>
        Discrete(images, path, (cell, _, edge, k) => $"cells.{cell}._ops.{edge}._ops.{k}", masks: null).Logits;

    /// <summary>The class scores of a network that is trained from scratch, and the feature maps that a head looks at.</summary>
    /// <param name="masks">Of drop path: by cell and position, one factor an image; null for none.</param>
    public (Tensor Logits, Tensor Tapped) Augment(Tensor images, Genotype genotype, Func<int, int, Tensor>? masks) =>
        Discrete(images, genotype, (cell, position, _, _) => $"cells.{cell}._ops.{position}", masks);

    private (Tensor Logits, Tensor Tapped) Discrete(
        Tensor images,
        Genotype genotype,
        Func<int, int, int, int, string> name,
        Func<int, int, Tensor>? masks
    )
    {
        Tensor tapped = images;
        Tensor logits = Network(
            images,
            (cell, node, predecessor, x) =>
            {
                Node wanted = (plan.Cells[cell].IsReduction ? genotype.Reduce : genotype.Normal).Nodes[node];
                Tensor? sum = null;
                for (int side = 0; side < 2; side++)
                {
                    Edge edge = side == 0 ? wanted.First : wanted.Second;
                    if (edge.Predecessor != predecessor)
                    {
                        continue;
                    }

                    int stride = Stride(cell, predecessor);
                    string at = name(
                        cell,
                        2 * node + side,
                        SearchSpace.EdgeIndex(node, predecessor),
                        (int)edge.Primitive
                    );
                    Tensor y = Apply(edge.Primitive, at, x, stride);
                    bool identity = edge.Primitive == Primitive.SkipConnect && stride == 1;
                    y = masks is null || identity ? y : y * masks(cell, 2 * node + side);
                    sum = sum is null ? y : sum.Plus(y);
                }

                return sum;
            },
            (cell, output) => tapped = cell == plan.AuxiliaryCell ? output : tapped
        );
        return (logits, tapped);
    }

    private Tensor Network(Tensor images, Func<int, int, int, Tensor, Tensor?> edge, Action<int, Tensor>? after = null)
    {
        var (prevPrev, prev) = Stem(images.to(type));
        for (int cell = 0; cell < plan.Cells.Length; cell++)
        {
            string at = $"cells.{cell}";
            List<Tensor> states =
            [
                plan.Cells[cell].FollowsReduction
                    ? Reduce(prevPrev, $"{at}.preprocess0")
                    : ReluConvBn(prevPrev, $"{at}.preprocess0"),
                ReluConvBn(prev, $"{at}.preprocess1"),
            ];
            for (int node = 0; node < SearchSpace.Nodes; node++)
            {
                Tensor? sum = null;
                for (int predecessor = 0; predecessor < node + SearchSpace.Inputs; predecessor++)
                {
                    Tensor? y = edge(cell, node, predecessor, states[predecessor]);
                    sum =
                        y is null ? sum
                        : sum is null ? y
                        : sum.Plus(y);
                }

                states.Add(sum!);
            }

            (prevPrev, prev) = (prev, cat(states.Skip(SearchSpace.Inputs).ToArray(), 1));
            after?.Invoke(cell, prev);
        }

        return functional.linear(prev.mean([2, 3]), weights["classifier.weight"], weights["classifier.bias"]);
    }

    private (Tensor PrevPrev, Tensor Prev) Stem(Tensor x)
    {
        if (options.Stem == Engine.Networks.Stem.Cifar)
        {
            Tensor y = Norm(Conv(x, "stem.0", padding: 1), "stem.1");
            return (y, y);
        }

        Tensor half = Norm(Conv(x, "stem0.0", 2, 1), "stem0.1").relu();
        Tensor quarter = Norm(Conv(half, "stem0.3", 2, 1), "stem0.4");
        return (quarter, Norm(Conv(quarter.relu(), "stem1.1", 2, 1), "stem1.2"));
    }

    private Tensor Apply(Primitive primitive, string at, Tensor x, int stride) =>
        primitive switch
        {
            Primitive.None => x.slice(2, 0, long.MaxValue, stride).slice(3, 0, long.MaxValue, stride).Times(0),
            Primitive.MaxPool3x3 => PoolNorm(functional.max_pool2d(x, 3, stride, padding: 1), at),
            Primitive.AvgPool3x3 => PoolNorm(
                functional.avg_pool2d(x, 3, stride, padding: 1, count_include_pad: false),
                at
            ),
            Primitive.SkipConnect => stride == 1 ? x : Reduce(x, at),
            Primitive.SepConv3x3 => Separable(x, at, 3, stride),
            Primitive.SepConv5x5 => Separable(x, at, 5, stride),
            Primitive.DilConv3x3 => Dilated(x, at, 3, stride),
            Primitive.DilConv5x5 => Dilated(x, at, 5, stride),
            _ => throw new ArgumentOutOfRangeException(nameof(primitive)),
        };

    private Tensor PoolNorm(Tensor x, string at) =>
        options.PoolBatchNorm == PoolBatchNorm.Never
        || (options.PoolBatchNorm == PoolBatchNorm.Search && network is AugmentNetwork)
            ? x
            : Norm(x, $"{at}.1");

    private Tensor Separable(Tensor x, string at, int k, int stride)
    {
        long channels = x.shape[1];
        Tensor y = Conv(x.relu(), $"{at}.op.1", stride, k / 2, groups: channels);
        y = Norm(Conv(y, $"{at}.op.2"), $"{at}.op.3");
        y = Conv(y.relu(), $"{at}.op.5", 1, k / 2, groups: channels);
        return Norm(Conv(y, $"{at}.op.6"), $"{at}.op.7");
    }

    private Tensor Dilated(Tensor x, string at, int k, int stride)
    {
        Tensor y = Conv(x.relu(), $"{at}.op.1", stride, k - 1, dilation: 2, groups: x.shape[1]);
        return Norm(Conv(y, $"{at}.op.2"), $"{at}.op.3");
    }

    private Tensor ReluConvBn(Tensor x, string at) => Norm(Conv(x.relu(), $"{at}.op.1"), $"{at}.op.2");

    private Tensor Reduce(Tensor x, string at)
    {
        Tensor y = x.relu();
        Tensor shifted = y.slice(2, 1, long.MaxValue, 1).slice(3, 1, long.MaxValue, 1);
        return Norm(cat([Conv(y, $"{at}.conv_1", 2), Conv(shifted, $"{at}.conv_2", 2)], 1), $"{at}.bn");
    }

    private Tensor Conv(Tensor x, string at, long stride = 1, long padding = 0, long dilation = 1, long groups = 1) =>
        functional.conv2d(
            x,
            weights[$"{at}.weight"],
            strides: [stride, stride],
            padding: [padding, padding],
            dilation: [dilation, dilation],
            groups: groups
        );

    // Batch statistics, ε = 1e-5.
    private Tensor Norm(Tensor x, string at) =>
        functional.batch_norm(
            x,
            null,
            null,
            weights.GetValueOrDefault($"{at}.weight"),
            weights.GetValueOrDefault($"{at}.bias"),
            training: true
        );

    private int Stride(int cell, int predecessor) =>
        plan.Cells[cell].IsReduction && predecessor < SearchSpace.Inputs ? 2 : 1;
}
