using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks.Fused;
using NasTransfer.Engine.Networks.Operations;
using NasTransfer.Engine.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>A cell of a discrete architecture.</summary>
internal sealed class AugmentCell : Module<Tensor, Tensor, DropPath?, Tensor>
{
    private readonly CellInputs inputs;
    private readonly Cell cell;
    private readonly Module<Tensor, Tensor>[] operations;

    public AugmentCell(Genotype genotype, CellPlan plan, PoolBatchNorm poolBatchNorm)
        : base(nameof(AugmentCell))
    {
        cell = plan.IsReduction ? genotype.Reduce : genotype.Normal;
        inputs = new CellInputs(plan, BatchNormForm.Augment, register_module);
        operations =
        [
            .. cell.Edges.Select(edge =>
                Operation.Create(
                    edge.Primitive,
                    plan.Channels,
                    CellInputs.StrideOf(plan, edge.Predecessor),
                    BatchNormForm.Augment,
                    poolBatchNorm == PoolBatchNorm.Always
                )
            ),
        ];
        register_module("_ops", ModuleList<Module>([.. operations]));
    }

    /// <summary>The cell as the fused network computes it.</summary>
    /// <param name="prevPrev">How many states make the first input, as <paramref name="prev"/>.</param>
    public FusedDiscreteCell Fuse(int prevPrev, int prev)
    {
        var (preprocess0, preprocess1) = inputs.Fuse(prevPrev, prev);
        return new FusedDiscreteCell(
            preprocess0,
            preprocess1,
            [.. operations.Cast<IFusible>().Select(operation => operation.Fuse())],
            cell
        );
    }

    public override Tensor forward(Tensor prevPrev, Tensor prev, DropPath? dropPath)
    {
        var states = new List<Tensor>(cell.Nodes.Length + 2);
        var (state0, state1) = inputs.Forward(prevPrev, prev);
        states.Add(state0);
        states.Add(state1);
        for (int i = 0; i < cell.Nodes.Length; i++)
        {
            Node node = cell.Nodes[i];
            states.Add(
                Along(2 * i, states[node.First.Predecessor], dropPath)
                    .Plus(Along(2 * i + 1, states[node.Second.Predecessor], dropPath))
            );
        }

        return cat([.. cell.Concat.Select(id => states[id])], 1);
    }

    private Tensor Along(int edge, Tensor state, DropPath? dropPath)
    {
        Tensor y = operations[edge].forward(state);
        return dropPath is null || operations[edge] is Skip ? y : dropPath.Apply(y);
    }
}
