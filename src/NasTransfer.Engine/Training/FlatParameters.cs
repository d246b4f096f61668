using NasTransfer.Engine.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training;

/// <summary>
/// All trainable values of a network in one vector, and all gradients in another: parameters and their gradients become
/// views into them, so that a norm, a step or a copy is one operation instead of hundreds.
/// </summary>
public sealed class FlatParameters : IDisposable
{
    private readonly Tensor[] gradientViews;
    private readonly Parameter[] parameters;

    /// <param name="parameters">In the order of the vector; they must not be moved or re-created afterwards.</param>
    public FlatParameters(IEnumerable<Parameter> parameters)
    {
        this.parameters = [.. parameters];
        Parameter first = this.parameters[0];
        long count = this.parameters.Sum(parameter => parameter.numel());
        Values = empty([count], first.dtype, first.device).DetachFromDisposeScope();
        Gradients = zeros([count], first.dtype, first.device).DetachFromDisposeScope();
        gradientViews = new Tensor[this.parameters.Length];

        using var _ = no_grad();
        long offset = 0;
        for (int i = 0; i < this.parameters.Length; i++)
        {
            Parameter parameter = this.parameters[i];
            long size = parameter.numel();
            Tensor view = Values.narrow(0, offset, size).view(parameter.shape);
            view.copy_(parameter);
            parameter.set_(view);
            gradientViews[i] = Gradients.narrow(0, offset, size).view(parameter.shape).DetachFromDisposeScope();
            parameter.grad = gradientViews[i];
            offset += size;
        }
    }

    /// <summary>Every parameter, end to end.</summary>
    public Tensor Values { get; }

    /// <summary>Every gradient, in the same order. A backward pass adds to it.</summary>
    public Tensor Gradients { get; }

    public void ZeroGradients() => Gradients.zero_();

    /// <summary>Until it is disposed of, a network's passes leave these gradients out, and what they cost.</summary>
    public Freezing Freeze() => new(parameters);

    /// <summary>Scales the gradient down to a global L2 norm of <paramref name="largest"/> where it exceeds it.</summary>
    /// <returns>The norm before.</returns>
    public double ClipGradients(double largest)
    {
        double norm = Gradients.norm().Number();
        // As torch.nn.utils.clip_grad_norm_: g ← g · min(1, c / (‖g‖ + 1e-6)).
        double scale = largest / (norm + 1e-6);
        if (scale < 1)
        {
            using Scalar factor = scale.ToScalar();
            Gradients.mul_(factor);
        }

        return norm;
    }

    public void Dispose()
    {
        foreach (Parameter parameter in parameters)
        {
            parameter.grad = null;
        }

        foreach (Tensor view in gradientViews)
        {
            view.Dispose();
        }

        Values.Dispose();
        Gradients.Dispose();
    }

    /// <summary>Parameters that want no gradients for the while.</summary>
    public readonly ref struct Freezing : IDisposable
    {
        private readonly Parameter[] parameters;

        internal Freezing(Parameter[] parameters)
        {
            this.parameters = parameters;
            Set(false);
        }

        public void Dispose() => Set(true);

        private void Set(bool requiresGradient)
        {
            foreach (Parameter parameter in parameters)
            {
                parameter.requires_grad = requiresGradient;
            }
        }
    }
}
