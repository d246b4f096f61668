using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks;

public sealed class DropPathTests
{
    [Test]
    public void Apply_OverManyImages_KeepsTheExpectationAndDropsWholeImages()
    {
        using var scope = NewDisposeScope();
        Tensor y = new DropPath(0.3, new CounterRandom(1, "test")).Apply(ones(20_000, 2, 2, 2));
        float[] images = y.mean([1, 2, 3]).data<float>().ToArray();
        Assert.Multiple(() =>
        {
            // A standard deviation of √(.3/.7) ≈ .65 over √20,000 images: five of those standard errors.
            Assert.That(images.Average(), Is.EqualTo(1).Within(0.025));
            Assert.That(images.All(mean => mean == 0 || Math.Abs(mean - 1 / 0.7) < 1e-5), Is.True);
            Assert.That(images.Count(mean => mean == 0) / 20_000.0, Is.EqualTo(0.3).Within(0.02));
        });
    }

    [Test]
    public void Forward_OfACellOfSkips_IsNotTouched()
    {
        using var scope = NewDisposeScope();
        var skips = new Node(new Edge(Primitive.SkipConnect, 0), new Edge(Primitive.SkipConnect, 1));
        var cell = new Cell([skips, skips, skips, skips], [2, 3, 4, 5]);
        var plan = MacroPlan.Of(Options(cells: 3), 4, 4);
        var normal = new AugmentCell(new Genotype(cell, cell), plan.Cells[0], PoolBatchNorm.Always);
        var reduction = new AugmentCell(new Genotype(cell, cell), plan.Cells[1], PoolBatchNorm.Always);
        normal.eval();
        reduction.eval();
        Tensor stem = GoldenFill.Input(2, 12, 8, 8);
        Tensor output = normal.forward(stem, stem, null);
        var everything = new DropPath(0.999999, new CounterRandom(1, "test"));
        Assert.Multiple(() =>
        {
            Assert.That(
                (normal.forward(stem, stem, everything) - output).abs().sum().ToDouble(),
                Is.Zero,
                "identity stays"
            );
            Assert.That(
                reduction.forward(stem, output, everything).abs().sum().ToDouble(),
                Is.Zero,
                "a strided skip is a convolution, and is dropped"
            );
        });
    }

    [Test]
    public void Logits_OfANetworkTrainedWithIt_DoNotDrop()
    {
        using var scope = NewDisposeScope();
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Options(cells: 3), seed: 1);
        Tensor images = GoldenFill.Input(2, 3, 8, 8);
        Assert.That((network.Logits(images) - network.Logits(images)).abs().sum().ToDouble(), Is.Zero);
    }

    private static NetworkOptions Options(int cells) =>
        new()
        {
            Channels = 4,
            Cells = cells,
            Classes = 3,
        };
}
