using NasTransfer.Engine.Networks.Fused;
using NasTransfer.Engine.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training;

/// <summary>
/// Stochastic gradient descent with momentum and L2: g ← g + λ·w, b ← μ·b + g, w ← w − lr·b; with Nesterov's momentum
/// w ← w − lr·(g + μ·b).
/// </summary>
public sealed class Sgd : IDisposable
{
    private readonly FlatParameters parameters;

    private readonly Scalar momentumScalar;
    private readonly Scalar decayScalar;

    /// <param name="momentum">μ.</param>
    /// <param name="weightDecay">λ, added to the gradient.</param>
    public Sgd(FlatParameters parameters, double momentum, double weightDecay, bool nesterov = false)
    {
        this.parameters = parameters;
        (Momentum, WeightDecay, Nesterov) = (momentum, weightDecay, nesterov);
        (momentumScalar, decayScalar) = (momentum.ToScalar(), weightDecay.ToScalar());
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
        if (Buffer.device_type == DeviceType.CPU && Buffer.dtype == ScalarType.Float32)
        {
            SgdKernel.Step(
                TensorMemory.Floats(parameters.Values),
                TensorMemory.Floats(Buffer),
                TensorMemory.Floats(parameters.Gradients),
                (float)Momentum,
                (float)WeightDecay,
                (float)learningRate,
                Nesterov
            );
            return;
        }

        StepOfTensors(learningRate);
    }

    /// <summary>The same by libtorch, on any device and in any type.</summary>
    internal void StepOfTensors(double learningRate)
    {
        using var _ = no_grad();
        parameters.Gradients.add_(parameters.Values, alpha: decayScalar);
        Buffer.mul_(momentumScalar).Accumulate(parameters.Gradients);
        Tensor direction = Nesterov ? parameters.Gradients.add_(Buffer, alpha: momentumScalar) : Buffer;
        using Scalar step = (-learningRate).ToScalar();
        parameters.Values.add_(direction, alpha: step);
    }

    public void Dispose()
    {
        Buffer.Dispose();
        momentumScalar.Dispose();
        decayScalar.Dispose();
    }
}
