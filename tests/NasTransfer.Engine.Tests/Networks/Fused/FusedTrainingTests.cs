using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Tests.Networks.Reference;
using NasTransfer.Engine.Training;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks.Fused;

/// <summary>Training by the fused network beside the same training by the reference form.</summary>
[TestFixture]
public sealed class FusedTrainingTests
{
    private const int Steps = 20;
    private const double Rate = 0.025;

    [Test]
    public void Augment_OverTwentySteps_KeepsToTheReferencesLosses()
    {
        using var scope = NewDisposeScope();
        NetworkOptions options = Options();
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, options, seed: 3);
        network.train();
        var reference = new ReferenceForm(network, options, ScalarType.Float32);
        using var weights = new FlatParameters(network.parameters());
        Compare(
            weights,
            reference,
            batch => batch.Loss(network.forward(batch.Images)),
            batch => batch.Loss(reference.Augment(batch.Images, PublishedGenotypes.DartsV2, masks: null).Logits)
        );
    }

    [Test]
    public void Mixed_OverTwentySteps_KeepsToTheReferencesLosses()
    {
        using var scope = NewDisposeScope();
        NetworkOptions options = Options();
        using var network = new Supernet(options, seed: 3);
        var reference = new ReferenceForm(network, options, ScalarType.Float32);
        using var weights = new FlatParameters(network.parameters());
        Tensor mixture = ones(SearchSpace.Edges, 8).Over(8);
        Compare(
            weights,
            reference,
            batch => batch.Loss(network.forward(batch.Images, mixture, mixture)),
            batch => batch.Loss(reference.Mixed(batch.Images, mixture, mixture))
        );
    }

    private static NetworkOptions Options() =>
        new()
        {
            Channels = 8,
            Cells = 3,
            Classes = 5,
        };

    // Plain gradient descent on both sides, on the same batches.
    private static void Compare(
        FlatParameters weights,
        ReferenceForm reference,
        Func<Batch, Tensor> fast,
        Func<Batch, Tensor> slow
    )
    {
        for (int step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            Batch batch = Batch.Draw(size: 16, classes: 5, count: 8, seed: (ulong)(step % 4));
            weights.ZeroGradients();
            Tensor loss = fast(batch);
            loss.backward();
            Tensor expected = slow(batch);
            expected.backward();
            Assert.That(loss.Number(), Is.EqualTo(expected.Number()).Within(1).Percent, $"step {step}");
            using var _ = no_grad();
            weights.Values.sub_(weights.Gradients.Times(Rate));
            foreach (var (name, weight) in reference.Weights)
            {
                if (weight.grad is { } gradient)
                {
                    weight.sub_(gradient.Times(Rate));
                    gradient.zero_();
                }
            }
        }
    }
}
