using NasTransfer.Engine.Networks.Fused;
using NasTransfer.Engine.Networks.Operations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>Brings the outputs of the two cells before to this cell's channels and resolution.</summary>
internal sealed class CellInputs
{
    private readonly Module<Tensor, Tensor> preprocess0;
    private readonly Module<Tensor, Tensor> preprocess1;

    public CellInputs(CellPlan plan, BatchNormForm form, Action<string, Module> register)
    {
        preprocess0 = plan.FollowsReduction
            ? new FactorizedReduce(plan.ChannelsPrevPrev, plan.Channels, form)
            : new ReluConvBn(plan.ChannelsPrevPrev, plan.Channels, form);
        preprocess1 = new ReluConvBn(plan.ChannelsPrev, plan.Channels, form);
        register("preprocess0", preprocess0);
        register("preprocess1", preprocess1);
    }

    /// <summary>Both inputs as the fused network computes them.</summary>
    /// <param name="prevPrev">How many states make the first input, as <paramref name="prev"/>.</param>
    public (FusedOperation Preprocess0, FusedOperation Preprocess1) Fuse(int prevPrev, int prev) =>
        (((IFusible)preprocess0).Fuse(prevPrev), ((IFusible)preprocess1).Fuse(prev));

    /// <returns>The states 0 and 1 of the cell.</returns>
    public (Tensor State0, Tensor State1) Forward(Tensor prevPrev, Tensor prev) =>
        (preprocess0.forward(prevPrev), preprocess1.forward(prev));

    /// <summary>An edge from an input of a reduction cell has stride 2, every other 1.</summary>
    public static int StrideOf(CellPlan plan, int predecessor) => plan.IsReduction && predecessor < 2 ? 2 : 1;
}
