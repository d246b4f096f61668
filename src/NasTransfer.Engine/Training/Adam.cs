using NasTransfer.Engine.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training;

/// <summary>
/// Adam with L2 in the gradient (not AdamW): g ← g + λw, m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
/// w ← w − lr·(m/(1 − β₁ᵗ)) / (√(v/(1 − β₂ᵗ)) + ε).
/// </summary>
public sealed class Adam : IDisposable
{
    private readonly FlatParameters parameters;
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly double weightDecay;
    private readonly Tensor first;
    private readonly Tensor second;
    private readonly Tensor steps;

    public Adam(FlatParameters parameters, double beta1, double beta2, double epsilon, double weightDecay)
    {
        this.parameters = parameters;
        (this.beta1, this.beta2, this.epsilon, this.weightDecay) = (beta1, beta2, epsilon, weightDecay);
        first = zeros_like(parameters.Values).DetachFromDisposeScope();
        second = zeros_like(parameters.Values).DetachFromDisposeScope();
        steps = zeros([1], ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>m, v and t, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        [("adam.first", first), ("adam.second", second), ("adam.steps", steps)];

    /// <summary>One step from the gradients, which it may overwrite.</summary>
    public void Step(double learningRate)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        long t = steps.Increment().Integer();
        using Scalar decay = weightDecay.ToScalar();
        using Scalar b1 = beta1.ToScalar();
        using Scalar c1 = (1 - beta1).ToScalar();
        using Scalar b2 = beta2.ToScalar();
        using Scalar c2 = (1 - beta2).ToScalar();
        using Scalar bias2 = (1 - Math.Pow(beta2, t)).ToScalar();
        using Scalar small = epsilon.ToScalar();
        using Scalar step = (-learningRate / (1 - Math.Pow(beta1, t))).ToScalar();
        Tensor gradient = parameters.Gradients.add_(parameters.Values, alpha: decay);
        first.mul_(b1).add_(gradient, alpha: c1);
        second.mul_(b2).addcmul_(gradient, gradient, c2);
        Tensor scale = (second / bias2).sqrt_().Shift(small);
        parameters.Values.addcdiv_(first, scale, step);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        steps.Dispose();
    }
}
