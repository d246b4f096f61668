using NasTransfer.Engine.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace NasTransfer.Engine.Tests.Networks;

public sealed class HeInitialisationTests
{
    private static readonly NetworkOptions Options = new()
    {
        Channels = 16,
        Cells = 3,
        Classes = 10,
    };

    [Test]
    public void Apply_ToASupernet_GivesEveryWeightTheVarianceOfItsFanIn()
    {
        using var scope = NewDisposeScope();
        using var network = new Supernet(Options, 1, SupernetForm.SinglePath);
        HeInitialisation.Apply(network, 1);
        Parameter[] weights = [.. network.parameters().Where(parameter => parameter.dim() > 1)];
        Assert.That(weights, Is.Not.Empty);
        // √(Σ w²·fan_in/2 / n) over all of them is 1 if each has its own deviation; n is some 10⁵.
        double sum = weights.Sum(weight => weight.square().sum().ToDouble() * FanIn(weight) / 2);
        double count = weights.Sum(weight => weight.numel());
        Assert.Multiple(() =>
        {
            Assert.That(Math.Sqrt(sum / count), Is.EqualTo(1).Within(0.02));
            foreach (Parameter weight in weights.Where(weight => weight.numel() > 1000))
            {
                double deviation = Math.Sqrt(weight.square().mean().ToDouble() * FanIn(weight) / 2);
                Assert.That(deviation, Is.EqualTo(1).Within(0.12), $"{string.Join('×', weight.shape)}");
            }
        });
    }

    [Test]
    public void Apply_ToASupernet_LeavesBatchNormAndClearsTheClassifiersBias()
    {
        using var scope = NewDisposeScope();
        using var network = new Supernet(Options, 1, SupernetForm.SinglePath);
        HeInitialisation.Apply(network, 1);
        foreach (var (name, parameter) in network.named_parameters().Where(entry => entry.parameter.dim() == 1))
        {
            float expected = name.EndsWith(".weight", StringComparison.Ordinal) ? 1 : 0;
            Assert.That(parameter.data<float>().ToArray(), Is.All.EqualTo(expected), name);
        }
    }

    private static long FanIn(Tensor weight) => weight.numel() / weight.shape[0];
}
