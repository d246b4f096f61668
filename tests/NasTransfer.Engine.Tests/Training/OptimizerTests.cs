using NasTransfer.Engine.Tests.Networks;
using NasTransfer.Engine.Training;
using TorchSharp;
using static TorchSharp.torch;
using Adam = NasTransfer.Engine.Training.Adam;
using Parameter = TorchSharp.Modules.Parameter;

namespace NasTransfer.Engine.Tests.Training;

/// <summary>Our optimisers, which work on one flat vector, against libtorch's, which work tensor by tensor.</summary>
public sealed class OptimizerTests
{
    private const int Steps = 5;

    [TestCase(0, 0, false)]
    [TestCase(0.9, 0, false)]
    [TestCase(0.9, 0.1, false)]
    [TestCase(0.9, 0.1, true)]
    public void Sgd_OverSeveralSteps_FollowsLibtorch(double momentum, double weightDecay, bool nesterov)
    {
        using var scope = NewDisposeScope();
        Parameter[] ours = Create();
        Parameter[] theirs = Create();
        using var flat = new FlatParameters(ours);
        using var optimizer = new Sgd(flat, momentum, weightDecay, nesterov);
        var reference = optim.SGD(theirs, 0.1, momentum, weight_decay: weightDecay, nesterov: nesterov);
        CheckSteps(ours, theirs, flat, () => optimizer.Step(0.1), () => reference.step());
    }

    [Test]
    public void Sgd_InOnePass_HasTheBitsOfLibtorchsPasses(
        [Values(1, 7, 8, 31, 1000)] int count,
        [Values(0, 0.9)] double momentum,
        [Values(0, 3e-4)] double weightDecay,
        [Values] bool nesterov
    )
    {
        using var scope = NewDisposeScope();
        (float[] Weights, float[] Buffer) Train(Action<Sgd, double> step)
        {
            using var flat = new FlatParameters([new Parameter(GoldenFill.Input(count))]);
            using var optimizer = new Sgd(flat, momentum, weightDecay, nesterov);
            for (int i = 0; i < Steps; i++)
            {
                flat.Gradients.copy_(flat.Values.sin());
                step(optimizer, 0.1 / (i + 1));
            }

            return (flat.Values.data<float>().ToArray(), optimizer.Buffer.data<float>().ToArray());
        }

        var one = Train((optimizer, rate) => optimizer.Step(rate));
        var several = Train((optimizer, rate) => optimizer.StepOfTensors(rate));
        Assert.That(one.Weights, Is.EqualTo(several.Weights));
        Assert.That(one.Buffer, Is.EqualTo(several.Buffer));
    }

    [TestCase(0.5, 0.999, 1e-8, 1e-3)]
    [TestCase(0.0, 0.999, 1e-3, 0)]
    [TestCase(0.9, 0.999, 1e-8, 0)]
    public void Adam_OverSeveralSteps_FollowsLibtorch(double beta1, double beta2, double epsilon, double weightDecay)
    {
        using var scope = NewDisposeScope();
        Parameter[] ours = Create();
        Parameter[] theirs = Create();
        using var flat = new FlatParameters(ours);
        using var optimizer = new Adam(flat, beta1, beta2, epsilon, weightDecay);
        var reference = optim.Adam(theirs, 0.01, beta1, beta2, epsilon, weightDecay);
        CheckSteps(ours, theirs, flat, () => optimizer.Step(0.01), () => reference.step());
    }

    [TestCase(1e-3)]
    [TestCase(1e9)]
    public void ClipGradients_ToANorm_FollowsLibtorch(double largest)
    {
        using var scope = NewDisposeScope();
        Parameter[] ours = Create();
        Parameter[] theirs = Create();
        using var flat = new FlatParameters(ours);
        Loss(ours).backward();
        Loss(theirs).backward();
        double norm = flat.ClipGradients(largest);
        double expected = nn.utils.clip_grad_norm_(theirs, largest);
        Assert.Multiple(() =>
        {
            Assert.That(norm, Is.EqualTo(expected).Within(1e-5));
            for (int i = 0; i < ours.Length; i++)
            {
                Assert.That((ours[i].grad! - theirs[i].grad!).abs().max().ToDouble(), Is.LessThan(1e-7));
            }
        });
    }

    [Test]
    public void FlatParameters_AfterBackward_HoldEveryGradientInOrder()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = Create();
        using var flat = new FlatParameters(parameters);
        Loss(parameters).backward();
        Tensor joined = cat([.. parameters.Select(parameter => parameter.grad!.flatten())]);
        Assert.Multiple(() =>
        {
            Assert.That((flat.Gradients - joined).abs().max().ToDouble(), Is.Zero);
            Assert.That(flat.Gradients.abs().sum().ToDouble(), Is.Positive);
        });
        using (no_grad())
        {
            flat.Values.fill_(2);
        }

        Assert.That(parameters[1][0, 0].ToSingle(), Is.EqualTo(2), "a parameter is a view");
        flat.ZeroGradients();
        Assert.That(parameters[0].grad!.abs().sum().ToSingle(), Is.Zero, "and so is its gradient");
    }

    // T=50: published values of the search's schedule; the last equals the reference's own log.
    [TestCase(0, 2.5e-2)]
    [TestCase(1, 2.497632e-2)]
    [TestCase(25, 1.3e-2)]
    [TestCase(49, 1.023679e-3)]
    public void CosineSchedule_OfTheSearch_GivesThePublishedValues(int epoch, double expected) =>
        Assert.That(CosineSchedule.At(epoch, 50, 0.025, 0.001), Is.EqualTo(expected).Within(5e-9));

    [Test]
    public void CosineSchedule_OfTheAugmentLoop_EndsJustAboveZero() =>
        Assert.Multiple(() =>
        {
            Assert.That(CosineSchedule.At(0, 600, 0.025), Is.EqualTo(0.025));
            Assert.That(CosineSchedule.At(300, 600, 0.025), Is.EqualTo(0.0125).Within(1e-12));
            Assert.That(CosineSchedule.At(600, 600, 0.025), Is.Zero.Within(1e-12));
        });

    private static Parameter[] Create() =>
        [new(GoldenFill.Input(3)), new(GoldenFill.Input(2, 3)), new(GoldenFill.Input(2, 1, 3, 3))];

    private static Tensor Loss(Parameter[] parameters)
    {
        Tensor y = nn.functional.conv2d(GoldenFill.Input(1, 1, 5, 5), parameters[2]).mean([2, 3]).matmul(parameters[1]);
        return (y * parameters[0] + parameters[0]).square().sum();
    }

    private static void CheckSteps(
        Parameter[] ours,
        Parameter[] theirs,
        FlatParameters flat,
        Action ourStep,
        Action theirStep
    )
    {
        for (int step = 0; step < Steps; step++)
        {
            flat.ZeroGradients();
            Loss(ours).backward();
            ourStep();
            foreach (Parameter parameter in theirs)
            {
                parameter.grad?.zero_();
            }

            Loss(theirs).backward();
            theirStep();
        }

        Assert.Multiple(() =>
        {
            for (int i = 0; i < ours.Length; i++)
            {
                Assert.That((ours[i] - theirs[i]).abs().max().ToDouble(), Is.LessThan(1e-5), $"parameter {i}");
                Assert.That((ours[i] - Create()[i]).abs().max().ToDouble(), Is.GreaterThan(1e-3), "something moved");
            }
        });
    }
}
