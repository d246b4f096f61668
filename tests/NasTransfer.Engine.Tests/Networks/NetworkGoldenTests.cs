using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Networks.Operations;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks;

/// <summary>
/// A mixed operation, a small network and the gradients of α against values that the reference implementation
/// (quark0/darts) gave in float32 and float64, in training mode.
/// </summary>
public sealed class NetworkGoldenTests
{
    private static readonly NetworkOptions Small = new()
    {
        Channels = 4,
        Cells = 3,
        Classes = 3,
        PoolBatchNorm = PoolBatchNorm.Search,
    };

    // The golden mixture is softmax(0, .1, …, .7) in the reference's column order, none first.
    [TestCase(1, 12, .725563, 79.279654, -.269531, -.134682, .055727)]
    [TestCase(2, 14, 0, 16.600470, .168515, -.118794, .280927)]
    public void MixedOperation_WithRisingWeights_GivesTheReferenceValues(
        int stride,
        int convolutions,
        double sum,
        double sumOfSquares,
        double first,
        double inner,
        double last
    )
    {
        using var scope = NewDisposeScope();
        var mixed = new MixedOperation(4, stride, BatchNormForm.MixedSupernet, normalisePools: true);
        int filled = GoldenFill.Weights(mixed);
        Tensor[] weights = tensor([.. Enumerable.Range(1, 8).Select(i => i % 8 * 0.1f)]).softmax(0).unbind(0);
        Tensor y = mixed.forward(GoldenFill.Input(2, 4, 8, 8), weights);
        Assert.Multiple(() =>
        {
            Assert.That(filled, Is.EqualTo(convolutions));
            Assert.That(y.sum().ToDouble(), Is.EqualTo(sum).Within(1e-4));
            Assert.That(y.square().sum().ToDouble(), Is.EqualTo(sumOfSquares).Within(1e-3 * sumOfSquares));
            Assert.That(y[0, 0, 0, 0].ToDouble(), Is.EqualTo(first).Within(1e-4));
            Assert.That(y[0, 0, 1, 2].ToDouble(), Is.EqualTo(inner).Within(1e-4));
            Assert.That(y[-1, -1, -1, -1].ToDouble(), Is.EqualTo(last).Within(1e-4));
        });
    }

    [Test]
    public void AugmentNetwork_OfDartsV2_GivesTheReferenceLogits()
    {
        using var scope = NewDisposeScope();
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Small, seed: 1);
        int filled = GoldenFill.Weights(network);
        network.train();
        Tensor logits = network.forward(GoldenFill.Input(2, 3, 8, 8));
        double[] expected = [-.083864, .339111, .547699, -.117922, .286026, .509148];
        Assert.Multiple(() =>
        {
            Assert.That(filled, Is.EqualTo(31));
            Assert.That(network.parameters().Sum(parameter => parameter.numel()), Is.EqualTo(2403));
            Assert.That(logits.data<float>().ToArray(), Is.EqualTo(expected).Within(1e-5));
        });
    }

    [Test]
    public void Supernet_OnASmallBatch_GivesTheReferenceLossAndAlphaGradients()
    {
        using var scope = NewDisposeScope();
        using var supernet = new Supernet(Small, seed: 1);
        GoldenFill.Weights(supernet);
        supernet.train();
        // The reference's columns, none first, hold 0, .1, …, .7; the reduction cell's are reversed.
        Parameter normal = Alpha(column => 0.1f * ((column + 1) % 8));
        Parameter reduce = Alpha(column => 0.1f * (7 - (column + 1) % 8));
        Tensor logits = supernet.forward(GoldenFill.Input(4, 3, 8, 8), normal.softmax(-1), reduce.softmax(-1));
        Tensor loss = nn.functional.cross_entropy(logits, tensor(new long[] { 0, 2, 1, 0 }));
        loss.backward();

        double[] normalRow = [-.00731, .04232, -.00531, -.05316, .17778, -.15467, .00521, -.00486];
        double[] reduceRow = [-.08411, .10730, .00489, -.11842, .08680, .04607, -.03495, -.00757];
        Assert.Multiple(() =>
        {
            Assert.That(supernet.parameters().Sum(parameter => parameter.numel()), Is.EqualTo(72_399));
            Assert.That(loss.ToDouble(), Is.EqualTo(1.172848).Within(1e-5));
            Assert.That(normal.grad![0].data<float>().ToArray(), Is.EqualTo(normalRow).Within(2e-5));
            Assert.That(reduce.grad![0].data<float>().ToArray(), Is.EqualTo(reduceRow).Within(2e-5));
            Assert.That(normal.grad!.abs().sum().ToDouble(), Is.EqualTo(4.23633).Within(1e-3));
            Assert.That(reduce.grad!.abs().sum().ToDouble(), Is.EqualTo(1.75663).Within(1e-3));
            // A softmax does not see a shift of its row.
            Assert.That(normal.grad!.sum(1).abs().max().ToDouble(), Is.LessThan(1e-5));
            Assert.That(reduce.grad!.sum(1).abs().max().ToDouble(), Is.LessThan(1e-5));
        });
    }

    [TestCase(16, 8, 10, 1_930_618)]
    [TestCase(16, 8, 100, 1_953_748)]
    [TestCase(20, 8, 10, 2_872_550)]
    [TestCase(8, 8, 10, 597_890)]
    [TestCase(4, 8, 10, 207_094)]
    [TestCase(8, 5, 10, 394_210)]
    [TestCase(4, 5, 10, 136_182)]
    [TestCase(4, 3, 10, 72_854)]
    public void Supernet_OfPublishedSizes_HasTheirParameters(int channels, int cells, int classes, long expected)
    {
        using var supernet = new Supernet(
            Small with
            {
                Channels = channels,
                Cells = cells,
                Classes = classes,
            },
            seed: 1
        );
        Assert.That(supernet.parameters().Sum(parameter => parameter.numel()), Is.EqualTo(expected));
    }

    [TestCase(67, 1_946_091)]
    [TestCase(102, 1_955_086)]
    [TestCase(1000, 2_185_872)]
    public void Supernet_WithTheImageNetStem_HasTheParametersOfPublishedSizes(int classes, long expected)
    {
        using var supernet = new Supernet(
            Small with
            {
                Channels = 16,
                Cells = 8,
                Classes = classes,
                Stem = Stem.ImageNet,
            },
            seed: 1
        );
        Assert.That(supernet.parameters().Sum(parameter => parameter.numel()), Is.EqualTo(expected));
    }

    [Test]
    public void ForwardPath_OfAGenotype_IsTheAugmentNetworkWithTheSameWeights()
    {
        using var scope = NewDisposeScope();
        using var supernet = new Supernet(Small, seed: 4, SupernetForm.SinglePath);
        var genotype = PublishedGenotypes.PtDartsCifar10;
        using var network = new AugmentNetwork(genotype, Small with { PoolBatchNorm = PoolBatchNorm.Always }, seed: 5);
        CopyPath(supernet, network, genotype);
        supernet.train();
        network.train();
        Tensor images = GoldenFill.Input(4, 3, 8, 8);
        Assert.That(
            (supernet.ForwardPath(images, genotype) - network.forward(images)).abs().max().ToDouble(),
            Is.LessThan(1e-5)
        );
    }

    [Test]
    public void ForwardPath_BackwardPass_TouchesThePathAlone()
    {
        using var scope = NewDisposeScope();
        using var supernet = new Supernet(Small, seed: 4, SupernetForm.SinglePath);
        supernet.train();
        var genotype = PublishedGenotypes.DartsV2;
        supernet.ForwardPath(GoldenFill.Input(4, 3, 8, 8), genotype).square().sum().backward();
        HashSet<string> path =
        [
            .. genotype.Normal.Nodes.SelectMany(
                (node, i) =>
                    (string[])
                        [
                            $"{SearchSpace.EdgeIndex(i, node.First.Predecessor)}._ops.{(int)node.First.Primitive}.",
                            $"{SearchSpace.EdgeIndex(i, node.Second.Predecessor)}._ops.{(int)node.Second.Primitive}.",
                        ]
            ),
        ];
        Assert.Multiple(() =>
        {
            foreach (
                var (name, parameter) in supernet
                    .named_parameters()
                    .Where(entry => entry.name.StartsWith("cells.0._ops.", StringComparison.Ordinal))
            )
            {
                bool onPath = path.Any(prefix => name.StartsWith($"cells.0._ops.{prefix}", StringComparison.Ordinal));
                Assert.That(parameter.grad is not null, Is.EqualTo(onPath), name);
            }
        });
    }

    [TestCase(8)]
    [TestCase(12)]
    public void AugmentNetwork_InEitherLayout_ComputesTheSame(int size)
    {
        using var scope = NewDisposeScope();
        // Eight channels are laid out channels-last, and the genotype holds every kind of operation.
        NetworkOptions options = Small with
        {
            Channels = 8,
            PoolBatchNorm = PoolBatchNorm.Always,
        };
        using var network = new AugmentNetwork(PublishedGenotypes.PtDartsCifar10, options, seed: 3);
        using var reference = new AugmentNetwork(PublishedGenotypes.PtDartsCifar10, options, seed: 3);
        reference.to(ScalarType.Float64);
        network.train();
        reference.train();
        Tensor images = GoldenFill.Input(4, 3, size, size);
        Tensor labels = tensor(new long[] { 0, 2, 1, 0 });
        nn.functional.cross_entropy(network.forward(images), labels).backward();
        nn.functional.cross_entropy(reference.forward(images.to(ScalarType.Float64)), labels).backward();
        Assert.Multiple(() =>
        {
            foreach (
                var ((name, parameter), (_, exact)) in network.named_parameters().Zip(reference.named_parameters())
            )
            {
                double norm = exact.grad!.norm().ToDouble();
                double error = (parameter.grad!.to(ScalarType.Float64) - exact.grad!).norm().ToDouble();
                Assert.That(error, Is.LessThan(1e-3 * Math.Max(norm, 1e-3)), name);
            }
        });
    }

    // The network's pair k of cell i holds the weights of the supernet's edge and primitive.
    private static void CopyPath(Supernet supernet, AugmentNetwork network, Genotype genotype)
    {
        using var _ = no_grad();
        Dictionary<string, Parameter> shared = supernet
            .named_parameters()
            .ToDictionary(entry => entry.name, entry => entry.parameter);
        foreach (var (name, parameter) in network.named_parameters())
        {
            string[] parts = name.Split('.');
            string source = name;
            if (parts.Length > 3 && parts[2] == "_ops")
            {
                int pair = int.Parse(parts[3]);
                Cell cell = MacroPlan.IsReduction(int.Parse(parts[1]), Small.Cells) ? genotype.Reduce : genotype.Normal;
                Edge edge = cell.Edges.ElementAt(pair);
                int row = SearchSpace.EdgeIndex(pair / 2, edge.Predecessor);
                source = $"cells.{parts[1]}._ops.{row}._ops.{(int)edge.Primitive}.{string.Join('.', parts[4..])}";
            }

            parameter.copy_(shared[source]);
        }
    }

    private static Parameter Alpha(Func<int, float> column)
    {
        float[] values = [.. Enumerable.Range(0, SearchSpace.Edges * 8).Select(i => column(i % 8))];
        return new Parameter(tensor(values, [SearchSpace.Edges, 8]));
    }
}
