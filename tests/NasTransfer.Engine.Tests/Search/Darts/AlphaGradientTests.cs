using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Search.Darts;

/// <summary>
/// The bilevel problem that can be solved by hand: L_train = ½(αw − 1)², L_val = ½(w − 2)², at w = 0.5, α = 3, ξ = 0.1.
/// There g = 1.5, w' = 0.35, dw' = −1.65, dα = 0, and the mixed derivative is 2αw − 1 = 2, so h = −3.3.
/// </summary>
public sealed class AlphaGradientTests
{
    private const double Rate = 0.1;

    [Test]
    public void SecondOrder_OfTheScalarProblem_IsTheExactValue()
    {
        using var problem = new ScalarProblem(momentum: 0, weightDecay: 0);
        double loss = problem.SecondOrder(DartsHessian.Exact);
        Assert.Multiple(() =>
        {
            Assert.That(problem.AlphaGradientValue, Is.EqualTo(0.33).Within(1e-5));
            Assert.That(loss, Is.EqualTo(0.5 * 1.65 * 1.65).Within(1e-6));
        });
    }

    [Test]
    public void SecondOrder_AsPublished_AllButVanishes()
    {
        using var problem = new ScalarProblem(momentum: 0, weightDecay: 0);
        problem.SecondOrder(DartsHessian.AsPublished);
        // 0.1 · 3.3 · ε² with ε = 0.01 / 1.65
        Assert.That(problem.AlphaGradientValue, Is.EqualTo(1.2e-5).Within(2e-7));
    }

    [Test]
    public void SecondOrder_WithMomentumAndDecay_StepsAlongBoth()
    {
        using var problem = new ScalarProblem(momentum: 0.9, weightDecay: 0.2);
        problem.Momentum.fill_(0.5);
        problem.SecondOrder(DartsHessian.Exact);
        // w' = 0.5 − 0.1·(0.9·0.5 + 1.5 + 0.2·0.5) = 0.295; dw' = −1.705; −ξ·2·dw' = 0.341
        Assert.That(problem.AlphaGradientValue, Is.EqualTo(0.341).Within(1e-5));
    }

    [Test]
    public void SecondOrder_Afterwards_LeavesTheWeightsBitForBit()
    {
        using var problem = new ScalarProblem(momentum: 0.9, weightDecay: 3e-4);
        problem.Weight.Values.fill_(0.1f / 3);
        float before = problem.Weight.Values.ToSingle();
        problem.SecondOrder(DartsHessian.Exact);
        Assert.That(problem.Weight.Values.ToSingle(), Is.EqualTo(before));
    }

    [Test]
    public void FirstOrder_OfTheScalarProblem_SeesNoAlphaInTheValidationLoss()
    {
        using var problem = new ScalarProblem(momentum: 0, weightDecay: 0);
        double loss = problem.FirstOrder();
        Assert.Multiple(() =>
        {
            Assert.That(problem.AlphaGradientValue, Is.Zero);
            Assert.That(loss, Is.EqualTo(0.5 * 1.5 * 1.5).Within(1e-6));
            Assert.That(problem.Weight.Gradients.ToSingle(), Is.Zero, "nothing is left for the weight step");
        });
    }

    [Test]
    public void SecondOrder_AtRateZero_IsTheFirstOrder()
    {
        // A validation loss that sees α: L_val = ½(αw − 2)², so ∂L_val/∂α = (αw − 2)·w = −0.25 at w = 0.5, α = 3.
        using var problem = new ScalarProblem(momentum: 0.9, weightDecay: 3e-4, validationSeesAlpha: true);
        problem.FirstOrder();
        double first = problem.AlphaGradientValue;
        problem.SecondOrder(DartsHessian.Exact, rate: 0);
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EqualTo(-0.25).Within(1e-6));
            Assert.That(problem.AlphaGradientValue, Is.EqualTo(first).Within(1e-6));
        });
    }

    private sealed class ScalarProblem : IDisposable
    {
        private readonly Parameter w = new(tensor(0.5f));
        private readonly Parameter alpha = new(tensor(3f));
        private readonly FlatParameters alphas;
        private readonly AlphaGradient gradient;
        private readonly bool validationSeesAlpha;

        public ScalarProblem(double momentum, double weightDecay, bool validationSeesAlpha = false)
        {
            this.validationSeesAlpha = validationSeesAlpha;
            Weight = new FlatParameters([w]);
            alphas = new FlatParameters([alpha]);
            Momentum = zeros_like(Weight.Values);
            gradient = new AlphaGradient(Weight, alphas, Momentum, momentum, weightDecay);
        }

        public FlatParameters Weight { get; }

        public Tensor Momentum { get; }

        public double AlphaGradientValue => alphas.Gradients.ToDouble();

        public double FirstOrder() => gradient.FirstOrder(ValidationLoss);

        public double SecondOrder(DartsHessian hessian, double rate = Rate) =>
            gradient.SecondOrder(TrainLoss, ValidationLoss, rate, hessian);

        public void Dispose()
        {
            Weight.Dispose();
            alphas.Dispose();
            Momentum.Dispose();
        }

        private Tensor TrainLoss() => (alpha * w - 1).square() * 0.5;

        private Tensor ValidationLoss() => ((validationSeesAlpha ? alpha * w : w * 1) - 2).square() * 0.5;
    }
}
