using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks.Fused;
using NasTransfer.Engine.Networks.Operations;
using NasTransfer.Engine.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>An edge that mixes all primitives: ō(x) = Σ_o w_o·o(x).</summary>
internal sealed class MixedOperation : Module<Tensor, Tensor[], Tensor>
{
    // Column k of α. None contributes nothing, so nothing is computed for it.
    private readonly Module<Tensor, Tensor>[] operations;

    public MixedOperation(int channels, int stride, BatchNormForm form, bool normalisePools)
        : base(nameof(MixedOperation))
    {
        operations =
        [
            .. Enum.GetValues<Primitive>()
                .Where(primitive => primitive != Primitive.None)
                .Select(primitive => Operation.Create(primitive, channels, stride, form, normalisePools)),
        ];
        register_module("_ops", ModuleList<Module>([.. operations]));
    }

    /// <param name="x">N×C×H×W.</param>
    /// <param name="weights">One scalar a primitive.</param>
    public override Tensor forward(Tensor x, Tensor[] weights) => AddTo(null, new EdgeInput(x), weights);

    /// <summary>Adds the mixture to <paramref name="sum"/> in place, or starts a sum.</summary>
    public Tensor AddTo(Tensor? sum, EdgeInput input, Tensor[] weights)
    {
        for (int k = 0; k < operations.Length; k++)
        {
            Tensor y = operations[k] switch
            {
                ActivatedOperation operation => operation.ForwardActivated(input.Activated),
                Pool pool => input.Pooled(pool),
                var operation => operation.forward(input.State),
            };
            sum = sum is null ? y * weights[k] : sum.AccumulateProduct(y, weights[k]);
        }

        return sum!;
    }

    /// <summary>Its primitives as the fused network computes them, in their order.</summary>
    public FusedOperation[] Fuse() => [.. operations.Cast<IFusible>().Select(operation => operation.Fuse())];

    /// <summary>One primitive alone.</summary>
    public Tensor Apply(Primitive primitive, Tensor x) => operations[(int)primitive].forward(x);
}

/// <summary>A supernet's cell: every node sums a mixed edge from every earlier state; all nodes are concatenated.</summary>
internal sealed class MixedCell : Module<Tensor, Tensor, Tensor[][], Tensor>
{
    private readonly CellInputs inputs;
    private readonly MixedOperation[] edges;

    public MixedCell(CellPlan plan, BatchNormForm form, bool normalisePools)
        : base(nameof(MixedCell))
    {
        inputs = new CellInputs(plan, form, register_module);
        edges =
        [
            .. Enumerable
                .Range(0, SearchSpace.Nodes)
                .SelectMany(node => Enumerable.Range(0, node + 2))
                .Select(predecessor => new MixedOperation(
                    plan.Channels,
                    CellInputs.StrideOf(plan, predecessor),
                    form,
                    normalisePools
                )),
        ];
        register_module("_ops", ModuleList<Module>([.. edges]));
    }

    /// <param name="prevPrev">How many states make the first input, as <paramref name="prev"/>.</param>
    public FusedMixedCell Fuse(int prevPrev, int prev)
    {
        var (preprocess0, preprocess1) = inputs.Fuse(prevPrev, prev);
        return new FusedMixedCell(preprocess0, preprocess1, [.. edges.Select(edge => edge.Fuse())]);
    }

    /// <param name="weights">14 edges × 8 primitives, scalars.</param>
    public override Tensor forward(Tensor prevPrev, Tensor prev, Tensor[][] weights)
    {
        var states = new List<EdgeInput>(SearchSpace.Nodes + SearchSpace.Inputs);
        var (state0, state1) = inputs.Forward(prevPrev, prev);
        states.Add(new EdgeInput(state0));
        states.Add(new EdgeInput(state1));
        for (int node = 0; node < SearchSpace.Nodes; node++)
        {
            Tensor? sum = null;
            for (int predecessor = 0; predecessor < node + 2; predecessor++)
            {
                int edge = SearchSpace.EdgeIndex(node, predecessor);
                sum = edges[edge].AddTo(sum, states[predecessor], weights[edge]);
            }

            states.Add(new EdgeInput(sum!));
        }

        return cat([.. states.Skip(SearchSpace.Inputs).Select(input => input.State)], 1);
    }

    /// <summary>The path of one architecture through the shared edges; nothing else is computed.</summary>
    public Tensor ForwardPath(Tensor prevPrev, Tensor prev, Cell path)
    {
        var states = new List<Tensor>(SearchSpace.Nodes + SearchSpace.Inputs);
        var (state0, state1) = inputs.Forward(prevPrev, prev);
        states.Add(state0);
        states.Add(state1);
        for (int node = 0; node < SearchSpace.Nodes; node++)
        {
            states.Add(Along(node, path.Nodes[node].First).Plus(Along(node, path.Nodes[node].Second)));
        }

        return cat([.. states.Skip(SearchSpace.Inputs)], 1);

        Tensor Along(int node, Edge edge) =>
            edges[SearchSpace.EdgeIndex(node, edge.Predecessor)].Apply(edge.Primitive, states[edge.Predecessor]);
    }
}
