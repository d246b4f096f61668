using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Training;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks.Fused;

/// <summary>A pass that wants the gradient of α alone gives the bits of one that wants all.</summary>
[TestFixture]
public sealed class FrozenWeightsTests
{
    [TestCase(3, 3, 8, Stem.Cifar)]
    [TestCase(8, 5, 16, Stem.Cifar)]
    [TestCase(16, 3, 32, Stem.Cifar)]
    [TestCase(4, 3, 64, Stem.ImageNet)]
    public void Backward_WithFrozenWeights_LeavesThemOutAndChangesNothingElse(
        int channels,
        int cells,
        int size,
        Stem stem
    )
    {
        using var scope = NewDisposeScope();
        NetworkOptions options = new()
        {
            Channels = channels,
            Cells = cells,
            Classes = 5,
            Stem = stem,
        };
        using var network = new Supernet(options, seed: 3);
        using var weights = new FlatParameters(network.parameters());
        using var alphas = new ArchitectureWeights(seed: 4);
        Batch batch = Batch.Draw(size, classes: 5, count: 3);

        (float[] Weights, float[] Alphas) Gradients()
        {
            weights.ZeroGradients();
            alphas.Flat.ZeroGradients();
            var (normal, reduce) = alphas.Probabilities();
            batch.Loss(network.forward(batch.Images, normal, reduce)).backward();
            return (Values(weights.Gradients), Values(alphas.Flat.Gradients));
        }

        var all = Gradients();
        (float[] Weights, float[] Alphas) frozen;
        using (weights.Freeze())
        {
            frozen = Gradients();
        }

        var again = Gradients();
        Assert.Multiple(() =>
        {
            Assert.That(all.Weights, Has.Some.Not.Zero);
            Assert.That(frozen.Weights, Is.All.Zero);
            Assert.That(frozen.Alphas, Is.EqualTo(all.Alphas).And.Some.Not.Zero);
            Assert.That(again.Weights, Is.EqualTo(all.Weights));
        });
    }

    [Test]
    public void Path_WithFrozenWeights_LeavesThemOut()
    {
        using var scope = NewDisposeScope();
        NetworkOptions options = new()
        {
            Channels = 4,
            Cells = 3,
            Classes = 5,
        };
        using var network = new Supernet(options, seed: 3, SupernetForm.SinglePath);
        using var weights = new FlatParameters(network.parameters());
        Batch batch = Batch.Draw(8, classes: 5, count: 3);
        Tensor images = batch.Images.requires_grad_();
        using (weights.Freeze())
        {
            batch.Loss(network.ForwardPath(images, PublishedGenotypes.DartsV2)).backward();
        }

        Assert.That(Values(weights.Gradients), Is.All.Zero);
        Assert.That(Values(images.grad!), Has.Some.Not.Zero);
    }

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();
}
