using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>An operation that begins with ReLU, so that edges from one state can share it.</summary>
internal abstract class ActivatedOperation(string name) : Module<Tensor, Tensor>(name)
{
    public override Tensor forward(Tensor x) => ForwardActivated(x.relu());

    /// <summary>The rest of the operation.</summary>
    /// <param name="activated">ReLU of the input, N×C×H×W.</param>
    public abstract Tensor ForwardActivated(Tensor activated);
}
