using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Enas;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Search.Enas;

public sealed class ControllerTests
{
    private static readonly EnasOptions Default = new();

    // Every branch of the logits, at values that are no defaults.
    private static readonly EnasOptions Odd = new()
    {
        OperationBias = OperationBias.SeparableConvolutions,
        Temperature = 5,
        TanhConstant = 1.7,
        OperationTanhReduction = 2,
    };

    private static readonly EnasOptions Unbounded = new() { TanhConstant = null };

    private static readonly EnasOptions[] Variants = [Default, Odd, Unbounded];

    [Test]
    public void Parameters_WithSevenOperations_AreThePublishedNumber()
    {
        using var controller = new Controller(Default, 1);
        float[] values = controller.Parameters.Values.data<float>().ToArray();
        Assert.Multiple(() =>
        {
            // ALGORITHMS §3.2: 41,088 + 129·n.
            Assert.That(values, Has.Length.EqualTo(41_991));
            Assert.That(values, Is.All.InRange(-0.1f, 0.1f));
            // U(−0.1, 0.1) has a standard deviation of 0.2/√12; 7 values are the bias, which starts at 0.
            Assert.That(
                Math.Sqrt(values.Average(value => value * value)),
                Is.EqualTo(0.2 / Math.Sqrt(12)).Within(5e-4)
            );
            Assert.That(values.Count(value => value == 0), Is.EqualTo(7));
        });
    }

    [Test]
    public void Sample_OfManyArchitectures_StaysInTheSearchSpace()
    {
        using var controller = new Controller(Default, 1);
        using PolicyRun run = controller.Sample(Streams(1, 500));
        Assert.Multiple(() =>
        {
            // Above all: no node looks at one state twice.
            Assert.That(run.Genotypes.All(SearchSpace.Contains), Is.True);
            Assert.That(run.Genotypes.Select(genotype => genotype.Canonical()).Distinct().Count(), Is.EqualTo(500));
            // Every predecessor and operation turns up, and in either order.
            Assert.That(
                run.Genotypes.SelectMany(genotype => genotype.Normal.Edges).Distinct().Count(),
                Is.EqualTo(5 * 7),
                "ids 0 … 4"
            );
            Assert.That(
                run.Genotypes.Select(genotype => genotype.Reduce.Nodes[0].First.Predecessor).Distinct(),
                Is.EquivalentTo((int[])[0, 1])
            );
        });
    }

    [Test]
    public void Sample_BesideOthers_IsWhatItIsAlone()
    {
        using var controller = new Controller(Default, 1);
        using PolicyRun together = controller.Sample(Streams(1, 4));
        using PolicyRun alone = controller.Sample([.. Streams(1, 4).Skip(2).Take(1)]);
        using PolicyRun again = controller.Sample(Streams(1, 4));
        Assert.Multiple(() =>
        {
            Assert.That(alone.Genotypes[0], Is.EqualTo(together.Genotypes[2]));
            Assert.That(again.Genotypes, Is.EqualTo(together.Genotypes));
            Assert.That(
                Values(alone.LogProbabilities)[0],
                Is.EqualTo(Values(together.LogProbabilities)[2]).Within(1e-4)
            );
        });
    }

    [Test]
    public void Sample_ThenScore_AgreesOnTheLogProbabilities([ValueSource(nameof(Variants))] EnasOptions options)
    {
        using var controller = new Controller(options, 3);
        using PolicyRun sampled = controller.Sample(Streams(3, 6));
        using PolicyRun scored = controller.Score(sampled.Genotypes);
        Assert.Multiple(() =>
        {
            Assert.That(Values(scored.LogProbabilities), Is.EqualTo(Values(sampled.LogProbabilities)));
            Assert.That(scored.Entropies, Is.EqualTo(sampled.Entropies));
        });
    }

    [Test]
    public void Score_OfAnArchitecture_IsTheSumOfLogSoftmaxOfTheChosenLogits(
        [ValueSource(nameof(Variants))] EnasOptions options
    )
    {
        using var controller = new Controller(options, 3, ScalarType.Float64);
        Enlarge(controller);
        using PolicyRun run = controller.Sample(Streams(3, 5));
        double[] logs = run.LogProbabilities.data<double>().ToArray();
        Assert.Multiple(() =>
        {
            for (int i = 0; i < logs.Length; i++)
            {
                var (log, entropy) = new ReferencePolicy(controller, options).Score(run.Genotypes[i]);
                Assert.That(logs[i], Is.EqualTo(log).Within(1e-9));
                Assert.That(run.Entropies[i], Is.EqualTo(entropy).Within(1e-9));
            }
        });
    }

    [Test]
    public void LogProbability_Differentiated_AgreesWithFiniteDifferences(
        [ValueSource(nameof(Variants))] EnasOptions options
    )
    {
        const double step = 1e-5;
        using var scope = NewDisposeScope();
        using var controller = new Controller(options, 5, ScalarType.Float64);
        Enlarge(controller);
        Genotype[] genotypes = [.. controller.Sample(Streams(5, 3)).Genotypes];
        controller.Score(genotypes).LogProbabilities.sum().backward();
        double[] gradient = controller.Parameters.Gradients.data<double>().ToArray();
        // A few of every tensor: the bounds of tensors in the flat vector, and places drawn between them.
        int[] bounds = [0, 32_768, 32_832, 33_280, 33_728, 33_735, 37_831, 41_927, 41_991];
        var draws = new CounterRandom(5, "finite-differences");
        using var _ = no_grad();
        Tensor values = controller.Parameters.Values;
        Assert.Multiple(() =>
        {
            for (int tensor = 0; tensor + 1 < bounds.Length; tensor++)
            {
                double largest = gradient[bounds[tensor]..bounds[tensor + 1]].Max(Math.Abs);
                Assert.That(largest, Is.GreaterThan(1e-6), $"tensor {tensor} has a gradient");
                for (int i = 0; i < 6; i++)
                {
                    int place = bounds[tensor] + draws.NextInt(bounds[tensor + 1] - bounds[tensor]);
                    double up = At(place, step);
                    double down = At(place, -2 * step);
                    At(place, step);
                    double expected = (up - down) / (2 * step);
                    Assert.That(gradient[place], Is.EqualTo(expected).Within(1e-7 + 1e-5 * Math.Abs(expected)));
                }
            }
        });

        double At(int place, double change)
        {
            values[place] += change;
            return controller.Score(genotypes).LogProbabilities.sum().ToDouble();
        }
    }

    [TestCase(0.0, 0)]
    [TestCase(0.2499, 0)]
    [TestCase(0.25, 2)]
    [TestCase(0.9999, 2)]
    [TestCase(1.0, 2)]
    public void Draw_OverTheUnitInterval_NeverTakesAnImpossibleChoice(double uniform, int expected) =>
        Assert.That(Controller.Draw([0.25, 0, 0.75, 0], uniform), Is.EqualTo(expected));

    [Test]
    public void Draw_WithAnImpossibleFirstChoice_PassesItOver() =>
        Assert.That(Controller.Draw([0, 1], 0), Is.EqualTo(1));

    // At the initial size, logits are all but equal; a trained controller's are not.
    private static void Enlarge(Controller controller)
    {
        using var _ = no_grad();
        controller.Parameters.Values.mul_(6);
    }

    private static CounterRandom[] Streams(ulong seed, int count) =>
        [.. Enumerable.Range(0, count).Select(index => new CounterRandom(seed, "controller-test", 0, index))];

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();
}
