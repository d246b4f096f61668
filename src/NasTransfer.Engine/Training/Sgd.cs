using static TorchSharp.torch;

namespace NasTransfer.Engine.Training;

/// <summary>
/// Stochastic gradient descent with momentum and L2: g ← g + λ·w, b ← μ·b + g, w ← w − lr·b; with Nesterov's momentum
/// w ← w − lr·(g + μ·b).
/// </summary>
public sealed class Sgd : IDisposable
{
    private readonly FlatParameters parameters;

    /// <param name="momentum">μ.</param>
    /// <param name="weightDecay">λ, added to the gradient.</param>
    public Sgd(FlatParameters parameters, double momentum, double weightDecay, bool nesterov = false)
    {
        this.parameters = parameters;
        (Momentum, WeightDecay, Nesterov) = (momentum, weightDecay, nesterov);
        // Zero before the first step, which then equals the plain gradient.
        Buffer = zeros_like(parameters.Values).DetachFromDisposeScope();
    }

    public double Momentum { get; }

    public double WeightDecay { get; }

    public bool Nesterov { get; }

    /// <summary>b.</summary>
    public Tensor Buffer { get; }

    /// <summary>One step from the gradients, which it may overwrite.</summary>
    public void Step(double learningRate)
    {
        using var _ = no_grad();
        parameters.Gradients.add_(parameters.Values, alpha: WeightDecay);
        Buffer.mul_(Momentum).add_(parameters.Gradients);
        Tensor direction = Nesterov ? parameters.Gradients.add_(Buffer, alpha: Momentum) : Buffer;
        parameters.Values.add_(direction, alpha: -learningRate);
    }

    public void Dispose() => Buffer.Dispose();
}
