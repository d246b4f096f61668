using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Tests.Networks.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks.Fused;

/// <summary>Fused networks of one architecture against the reference form: loss and every gradient.</summary>
[TestFixture]
public sealed class FusedNetworkTests
{
    private const double Tolerance = Gradients.Tolerance;
    private const int Images = 3;

    [TestCase(4, 3, 8, Stem.Cifar, 0.0)]
    [TestCase(6, 5, 16, Stem.Cifar, 0.3)]
    [TestCase(16, 3, 32, Stem.Cifar, 0.0)]
    [TestCase(36, 3, 28, Stem.Cifar, 0.2)]
    // The last cell is a normal one on 7 px.
    [TestCase(8, 4, 28, Stem.Cifar, 0.0)]
    [TestCase(8, 4, 28, Stem.Cifar, 0.2)]
    [TestCase(4, 3, 224, Stem.ImageNet, 0.0)]
    public void Augment_OfAnyArchitecture_HasTheReferencesLossAndGradients(
        int channels,
        int cells,
        int size,
        Stem stem,
        double dropPath
    )
    {
        NetworkOptions options = Options(channels, cells, stem);
        foreach (Genotype genotype in new[] { PublishedGenotypes.DartsV2, Random(1), Random(2) })
        {
            Gradients.AssertCloseForOneBatch(seed =>
            {
                using var scope = NewDisposeScope();
                using var network = new AugmentNetwork(genotype, options, seed: 3);
                network.train();
                Batch batch = Batch.Draw(size, classes: 5, Images, seed);
                Tensor loss = batch.Loss(
                    network
                        .ForwardWithAuxiliary(batch.Images, dropPath == 0 ? null : new DropPath(dropPath, Draws()))
                        .Logits
                );
                loss.backward();
                return
                [
                    .. new[] { ScalarType.Float64, ScalarType.Float32 }.SelectMany(type =>
                    {
                        var reference = new ReferenceForm(network, options, type);
                        var masks = dropPath == 0 ? null : Masks(genotype, cells, new DropPath(dropPath, Draws()));
                        Tensor expected = batch.Loss(reference.Augment(batch.Images, genotype, masks).Logits);
                        expected.backward();
                        return Gradients
                            .Distances(network, reference)
                            .Append(("loss", Gradients.Distance(loss, expected)))
                            .ToArray();
                    }),
                ];
            });
        }
    }

    [TestCase(4, 3, 8)]
    [TestCase(16, 3, 16)]
    // The last cell is a normal one on 7 px.
    [TestCase(8, 4, 28)]
    [TestCase(8, 3, 32)]
    public void Path_OfASupernet_HasTheReferencesLossAndGradients(int channels, int cells, int size)
    {
        NetworkOptions options = Options(channels, cells, Stem.Cifar);
        for (ulong architecture = 0; architecture < 6; architecture++)
        {
            Genotype path = Random(architecture);
            Gradients.AssertCloseForOneBatch(seed =>
            {
                using var scope = NewDisposeScope();
                using var network = new Supernet(options, seed: 3, SupernetForm.SinglePath);
                Batch batch = Batch.Draw(size, classes: 5, Images, seed);
                Tensor loss = batch.Loss(network.ForwardPath(batch.Images, path));
                loss.backward();
                var reference = new ReferenceForm(network, options, ScalarType.Float64);
                Tensor expected = batch.Loss(reference.Path(batch.Images, path));
                expected.backward();
                return [.. Gradients.Distances(network, reference), ("loss", Gradients.Distance(loss, expected))];
            });
        }
    }

    [Test]
    public void Augment_WithAnAuxiliaryHead_CarriesItsGradientIntoTheCells()
    {
        using var scope = NewDisposeScope();
        NetworkOptions options = Options(8, 3, Stem.Cifar) with { AuxiliaryHead = true };
        using var network = new AugmentNetwork(Random(5), options, seed: 3);
        network.train();
        Batch batch = Batch.Draw(32, classes: 5, count: 4);
        using var twin = new AugmentNetwork(Random(5), options, seed: 3);
        twin.train();
        twin.to(ScalarType.Float64);

        var (logits, auxiliary) = network.ForwardWithAuxiliary(batch.Images, dropPath: null);
        batch.Loss(logits).Plus(batch.Loss(auxiliary!).Times(0.4)).backward();
        var (logits2, auxiliary2) = twin.ForwardWithAuxiliary(batch.Images.to(ScalarType.Float64), dropPath: null);
        batch.Loss(logits2).Plus(batch.Loss(auxiliary2!).Times(0.4)).backward();

        Gradients.AssertClose(auxiliary!, auxiliary2!, Tolerance, "auxiliary scores");
        foreach (var ((name, one), (_, other)) in network.named_parameters().Zip(twin.named_parameters()))
        {
            Gradients.AssertClose(one.grad!, other.grad!, Tolerance, name);
        }
    }

    [Test]
    public void Augment_AfterTraining_HasLibtorchsRunningStatisticsAndScores()
    {
        using var scope = NewDisposeScope();
        NetworkOptions options = Options(12, 3, Stem.Cifar);
        using var network = new AugmentNetwork(Random(6), options, seed: 3);
        using var twin = new AugmentNetwork(Random(6), options, seed: 3);
        twin.to(ScalarType.Float64);
        network.train();
        twin.train();
        Batch batch = Batch.Draw(16, classes: 5, count: 6);
        using (no_grad())
        {
            for (int i = 0; i < 3; i++)
            {
                network.forward(batch.Images);
                twin.forward(batch.Images.to(ScalarType.Float64));
            }
        }

        Dictionary<string, Tensor> expected = twin.named_buffers()
            .ToDictionary(named => named.name, named => named.buffer);
        Assert.Multiple(() =>
        {
            foreach (var ((name, one), (_, other)) in network.named_buffers().Zip(twin.named_buffers()))
            {
                // A mean near zero is as exact as what it is the mean of, so it is held against that one's deviation.
                Tensor shift = name.EndsWith("running_mean", StringComparison.Ordinal)
                    ? expected[name.Replace("running_mean", "running_var", StringComparison.Ordinal)].sqrt()
                    : zeros_like(other);
                Gradients.AssertClose(one.Plus(shift), other.Plus(shift), 1e-5, name);
            }
        });
        Gradients.AssertClose(
            network.Logits(batch.Images),
            twin.Logits(batch.Images.to(ScalarType.Float64)),
            1e-5,
            "scores in evaluation"
        );
    }

    private static NetworkOptions Options(int channels, int cells, Stem stem) =>
        new()
        {
            Channels = channels,
            Cells = cells,
            Classes = 5,
            Stem = stem,
        };

    private static Genotype Random(ulong seed) => SamplingLaw.Sample(new CounterRandom(seed, "fused"));

    private static CounterRandom Draws() => new(1, "drop");

    // Drop path draws edge by edge, in order, for all but identities.
    private static Func<int, int, Tensor> Masks(Genotype genotype, int cells, DropPath dropPath)
    {
        Dictionary<(int Cell, int Position), Tensor> masks = [];
        for (int cell = 0; cell < cells; cell++)
        {
            bool reduction = MacroPlan.IsReduction(cell, cells);
            Node[] nodes = [.. (reduction ? genotype.Reduce : genotype.Normal).Nodes];
            for (int position = 0; position < 2 * nodes.Length; position++)
            {
                Node node = nodes[position / 2];
                Edge edge = position % 2 == 0 ? node.First : node.Second;
                if (edge.Primitive != Primitive.SkipConnect || (reduction && edge.Predecessor < 2))
                {
                    masks[(cell, position)] = tensor(dropPath.Next(Images), [Images, 1, 1, 1]);
                }
            }
        }

        return (cell, position) => masks[(cell, position)];
    }
}
