using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Darts;

/// <summary>
/// The gradient of α in the bilevel problem min_α L_val(w*(α), α), w*(α) = argmin_w L_train(w, α), with w* replaced by
/// the present weights (first order) or by one virtual step from them (second order).
/// </summary>
/// <param name="weights">w.</param>
/// <param name="alphas">α.</param>
/// <param name="momentumBuffer">The momentum buffer of w's optimiser.</param>
/// <param name="momentum">μ of that optimiser.</param>
/// <param name="weightDecay">λ of that optimiser.</param>
/// <param name="differenceLength">ε·‖dw'‖: how far apart the two gradients of the second order are taken.</param>
internal sealed class AlphaGradient(
    FlatParameters weights,
    FlatParameters alphas,
    Tensor momentumBuffer,
    double momentum,
    double weightDecay,
    double differenceLength = AlphaGradient.PublishedDifferenceLength
)
{
    /// <summary>The DARTS code's choice.</summary>
    public const double PublishedDifferenceLength = 0.01;

    /// <summary>Leaves ∂L_val(w, α)/∂α in α's gradients.</summary>
    /// <returns>L_val.</returns>
    public double FirstOrder(Func<Tensor> validationLoss)
    {
        double loss = BackwardToAlphas(validationLoss);
        weights.ZeroGradients();
        return loss;
    }

    /// <summary>
    /// Leaves ∂L_val(w', α)/∂α − ξ·∂²L_train(w, α)/∂α∂w · dw' in α's gradients, with w' = w − ξ·(μ·b + g + λ·w) and the
    /// product taken by central difference. The weights come back bit for bit.
    /// </summary>
    /// <param name="trainLoss">L_train of a training batch, each time of the same one.</param>
    /// <param name="validationLoss">L_val of a validation batch.</param>
    /// <param name="learningRate">ξ, the weights' present rate.</param>
    /// <returns>L_val at w'.</returns>
    public double SecondOrder(
        Func<Tensor> trainLoss,
        Func<Tensor> validationLoss,
        double learningRate,
        DartsHessian hessian
    )
    {
        using var scope = NewDisposeScope();
        using Tensor present = weights.Values.detach().clone();

        // w' = w − ξ·(μ·b + g + λ·w)
        Backward(trainLoss);
        using Scalar mu = momentum.ToScalar();
        using Scalar lambda = weightDecay.ToScalar();
        using Scalar back = (-learningRate).ToScalar();
        Update(values =>
            values.add_((momentumBuffer * mu).Accumulate(weights.Gradients).add_(present, alpha: lambda), alpha: back)
        );
        double loss = Backward(validationLoss);
        Tensor alphaGradient = alphas.Gradients.clone();
        Tensor direction = weights.Gradients.clone();

        // h = [∂L_train(w + ε·dw', α)/∂α − ∂L_train(w − ε·dw', α)/∂α] / 2ε,  ε = 0.01 / ‖dw'‖
        double epsilon = differenceLength / direction.norm().Number();
        Tensor forwards = AlphaGradientAt(present, direction, epsilon, trainLoss);
        Tensor backwards = AlphaGradientAt(present, direction, -epsilon, trainLoss);
        double scale = hessian == DartsHessian.Exact ? 1 / (2 * epsilon) : epsilon / 2;
        Update(values => values.copy_(present));
        weights.ZeroGradients();

        using var _ = no_grad();
        using Scalar share = (-learningRate * scale).ToScalar();
        alphas.Gradients.copy_(alphaGradient.add_(forwards.sub_(backwards), alpha: share));
        return loss;
    }

    private Tensor AlphaGradientAt(Tensor present, Tensor direction, double step, Func<Tensor> trainLoss)
    {
        using Scalar length = step.ToScalar();
        Update(values => values.copy_(present).add_(direction, alpha: length));
        BackwardToAlphas(trainLoss);
        return alphas.Gradients.clone();
    }

    private double BackwardToAlphas(Func<Tensor> loss)
    {
        using var frozen = weights.Freeze();
        return Backward(loss);
    }

    private double Backward(Func<Tensor> loss)
    {
        using var scope = NewDisposeScope();
        weights.ZeroGradients();
        alphas.ZeroGradients();
        Tensor value = loss();
        // A loss that depends on nothing that wants a gradient has none to give.
        if (value.requires_grad)
        {
            value.backward();
        }

        return value.Number();
    }

    private void Update(Action<Tensor> update)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        update(weights.Values);
    }
}
