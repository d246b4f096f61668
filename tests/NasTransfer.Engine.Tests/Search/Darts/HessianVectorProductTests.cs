using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Search.Darts;

/// <summary>
/// The second-order gradient of a small supernet in float64, against differences of functions that know nothing of how it
/// is taken.
/// </summary>
public sealed class HessianVectorProductTests
{
    private const double Rate = 0.025;
    private const double Momentum = 0.9;
    private const double WeightDecay = 3e-4;

    // Wide enough to rise above rounding, small enough that no rectifier and no maximum changes sides: at the published
    // length of 0.01 some do, and on so small a network the product along the first direction is six times too large.
    private const double Difference = 1e-6;

    private const int Directions = 3;

    // Seen to agree to seven digits.
    private const double Tolerance = 1e-3;

    [Test]
    public void SecondOrder_OfASmallSupernet_HoldsTheHessianVectorProduct()
    {
        using var problem = new Problem();
        using var scope = NewDisposeScope();
        problem.SecondOrder();
        Tensor whole = problem.Alphas.Gradients.clone();
        problem.StepWeights();
        problem.Backward(problem.ValidationLoss);
        Tensor first = problem.Alphas.Gradients.clone();
        Tensor vector = problem.Weights.Gradients.clone();
        problem.RestoreWeights();

        // gα = dα − ξ·h, so h = (dα − gα)/ξ; and along d, h·d = [∇_w L_train(w, α + δd) − ∇_w L_train(w, α − δd)]·v / 2δ.
        Tensor product = (first - whole) / Rate;
        Assert.That(product.norm().ToDouble(), Is.GreaterThan(1e-4), "there is something to compare");
        for (int k = 0; k < Directions; k++)
        {
            Tensor direction = problem.Direction(k);
            double expected = Along(
                problem,
                direction,
                () =>
                {
                    problem.Backward(problem.TrainLoss);
                    return problem.Weights.Gradients.dot(vector).ToDouble();
                }
            );
            double actual = product.dot(direction).ToDouble();
            Assert.That(actual, Is.EqualTo(expected).Within(Tolerance).Percent, $"direction {k}");
        }
    }

    [Test]
    public void SecondOrder_OfASmallSupernet_IsTheDerivativeOfTheLossAfterTheStep()
    {
        using var problem = new Problem();
        using var scope = NewDisposeScope();
        problem.SecondOrder();
        Tensor gradient = problem.Alphas.Gradients.clone();
        for (int k = 0; k < Directions; k++)
        {
            // F(α) = L_val(w − ξ·(μ·b + ∇_w L_train(w, α) + λ·w), α)
            Tensor direction = problem.Direction(k);
            double expected = Along(
                problem,
                direction,
                () =>
                {
                    problem.StepWeights();
                    double loss = problem.Backward(problem.ValidationLoss);
                    problem.RestoreWeights();
                    return loss;
                }
            );
            double actual = gradient.dot(direction).ToDouble();
            Assert.That(actual, Is.EqualTo(expected).Within(Tolerance).Percent, $"direction {k}");
        }
    }

    private static double Along(Problem problem, Tensor direction, Func<double> function)
    {
        problem.MoveAlphas(direction, Difference);
        double forwards = function();
        problem.MoveAlphas(direction, -2 * Difference);
        double backwards = function();
        problem.MoveAlphas(direction, Difference);
        return (forwards - backwards) / (2 * Difference);
    }

    private sealed class Problem : IDisposable
    {
        private const int Channels = 2;
        private const int Classes = 3;
        private const int Images = 6;
        private const int Size = 8;

        private readonly DisposeScope scope = NewDisposeScope();
        private readonly Supernet network;
        private readonly Parameter normal;
        private readonly Parameter reduce;
        private readonly Tensor train = Draw("train", 1, Images, 3, Size, Size);
        private readonly Tensor validation = Draw("validation", 1, Images, 3, Size, Size);
        private readonly Tensor labels = tensor((long[])[0, 1, 2, 0, 1, 2]);
        private readonly Tensor momentum;
        private readonly Tensor present;

        public Problem()
        {
            var options = new NetworkOptions
            {
                Channels = Channels,
                Cells = 3,
                Classes = Classes,
            };
            network = new Supernet(options, seed: 2);
            network.to(ScalarType.Float64);
            normal = new Parameter(Draw("normal", 0.3, SearchSpace.Edges, 8));
            reduce = new Parameter(Draw("reduce", 0.3, SearchSpace.Edges, 8));
            Weights = new FlatParameters(network.parameters());
            Alphas = new FlatParameters([normal, reduce]);
            momentum = Draw("momentum", 0.01, Weights.Values.shape);
            present = Weights.Values.detach().clone();
        }

        public FlatParameters Weights { get; }

        public FlatParameters Alphas { get; }

        public void SecondOrder() =>
            new AlphaGradient(Weights, Alphas, momentum, Momentum, WeightDecay, Difference).SecondOrder(
                TrainLoss,
                ValidationLoss,
                Rate,
                DartsHessian.Exact
            );

        public Tensor TrainLoss() => Loss(train);

        public Tensor ValidationLoss() => Loss(validation);

        public double Backward(Func<Tensor> loss)
        {
            using var inner = NewDisposeScope();
            Weights.ZeroGradients();
            Alphas.ZeroGradients();
            Tensor value = loss();
            value.backward();
            return value.ToDouble();
        }

        /// <summary>w ← w − ξ·(μ·b + g + λ·w).</summary>
        public void StepWeights()
        {
            Backward(TrainLoss);
            using var _ = no_grad();
            using var inner = NewDisposeScope();
            Weights.Values.sub_((momentum * Momentum + Weights.Gradients + present * WeightDecay) * Rate);
        }

        public void RestoreWeights()
        {
            using var _ = no_grad();
            Weights.Values.copy_(present);
        }

        public void MoveAlphas(Tensor direction, double step)
        {
            using var _ = no_grad();
            Alphas.Values.add_(direction, alpha: step);
        }

        /// <summary>A random direction of length 1 among the alphas.</summary>
        public Tensor Direction(int index)
        {
            Tensor draw = Draw($"direction/{index}", 1, Alphas.Values.shape);
            return draw / draw.norm();
        }

        public void Dispose()
        {
            Weights.Dispose();
            Alphas.Dispose();
            network.Dispose();
            scope.Dispose();
        }

        private static Tensor Draw(string purpose, double scale, params long[] shape)
        {
            var random = new CounterRandom(2, purpose);
            long count = shape.Aggregate(1L, (product, length) => product * length);
            double[] values = [.. Enumerable.Range(0, (int)count).Select(_ => scale * random.NextGaussian())];
            return tensor(values, shape);
        }

        private Tensor Loss(Tensor images) =>
            nn.functional.cross_entropy(network.forward(images, normal.softmax(-1), reduce.softmax(-1)), labels);
    }
}
