using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Tests.Networks.Reference;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks.Fused;

/// <summary>The fused supernet against the reference form: loss and every gradient.</summary>
[TestFixture]
public sealed class FusedSupernetTests
{
    private static readonly ScalarType[] Types = [ScalarType.Float64, ScalarType.Float32];

    [TestCase(4, 3, 8, Stem.Cifar)]
    [TestCase(6, 3, 16, Stem.Cifar)]
    [TestCase(8, 5, 16, Stem.Cifar)]
    [TestCase(16, 3, 32, Stem.Cifar)]
    [TestCase(20, 3, 28, Stem.Cifar)]
    // The last cell is a normal one on 7 px.
    [TestCase(8, 4, 28, Stem.Cifar)]
    [TestCase(4, 3, 224, Stem.ImageNet)]
    public void Mixed_OfASupernet_HasTheReferencesLossAndGradients(int channels, int cells, int size, Stem stem)
    {
        NetworkOptions options = new()
        {
            Channels = channels,
            Cells = cells,
            Classes = 5,
            Stem = stem,
        };
        Gradients.AssertCloseForOneBatch(seed =>
        {
            using var scope = NewDisposeScope();
            using var network = new Supernet(options, seed: 3);
            Batch batch = Batch.Draw(size, classes: 5, count: 2, seed);
            Parameter normal = Mixture(1);
            Parameter reduce = Mixture(2);
            Tensor loss = batch.Loss(network.forward(batch.Images, normal.softmax(-1), reduce.softmax(-1)));
            loss.backward();
            return [.. Types.SelectMany(type => Against(type, network, batch, loss, normal, reduce))];
        });

        IEnumerable<(string Name, double Off)> Against(
            ScalarType type,
            Supernet network,
            Batch batch,
            Tensor loss,
            Parameter normal,
            Parameter reduce
        )
        {
            var reference = new ReferenceForm(network, options, type);
            Tensor normal2 = normal.detach().clone().to(type).requires_grad_(true);
            Tensor reduce2 = reduce.detach().clone().to(type).requires_grad_(true);
            Tensor expected = batch.Loss(reference.Mixed(batch.Images, normal2.softmax(-1), reduce2.softmax(-1)));
            expected.backward();
            return
            [
                ("loss", Gradients.Distance(loss, expected)),
                ("normal α", Gradients.Distance(normal.grad!, normal2.grad!)),
                ("reduction α", Gradients.Distance(reduce.grad!, reduce2.grad!)),
                .. Gradients.Distances(network, reference),
            ];
        }
    }

    [Test]
    public void Mixed_WithoutGradients_HasTheSameScores()
    {
        using var scope = NewDisposeScope();
        using var network = new Supernet(
            new NetworkOptions
            {
                Channels = 8,
                Cells = 3,
                Classes = 5,
            },
            seed: 3
        );
        Batch batch = Batch.Draw(16, classes: 5, count: 4);
        Tensor mixture = Mixture(1).softmax(-1).detach();
        Tensor expected = network.forward(batch.Images, mixture, mixture).detach();
        using var _ = no_grad();
        Tensor scores = network.forward(batch.Images, mixture, mixture);
        Assert.That(scores.data<float>().ToArray(), Is.EqualTo(expected.data<float>().ToArray()));
    }

    private static Parameter Mixture(ulong seed)
    {
        var draws = new CounterRandom(seed, "mixture");
        float[] values = [.. Enumerable.Range(0, 14 * 8).Select(_ => (float)(0.5 * draws.NextGaussian()))];
        return new Parameter(tensor(values, [14, 8]));
    }
}
