using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Networks.Operations;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks;

/// <summary>
/// Every operation's output and gradients, in float32 and both memory layouts, against float64 plane by plane. libtorch
/// 2.10 gets two of them wrong in channels-last strides, one by corrupting the heap: this class runs once more under the
/// allocator's checks.
/// </summary>
[Category("MemoryChecked")]
public sealed class OperationGradientTests
{
    // Float32 against float64 over sums of a few thousand terms; a wrong gradient is off by 0.9 and more.
    private const double Tolerance = 2e-4;
    private const int Batch = 4;

    public static IEnumerable<TestCaseData> Cases =>
        from primitive in SearchSpace.DiscretePrimitives
        from stride in (int[])[1, 2]
        from size in (int[])[2, 6, 7, 8, 16, 32]
        from channels in (int[])[3, 4, 8, 16, 48]
        let halves = primitive == Primitive.SkipConnect && stride == 2
        where !halves || (size % 2 == 0 && channels % 2 == 0)
        // The widest maps only where the faults were seen; the rest would cost minutes.
        where channels < 48 || size <= 8
        select new TestCaseData(primitive, stride, size, channels);

    [TestCaseSource(nameof(Cases))]
    public void Backward_InBothLayouts_AgreesWithFloat64(Primitive primitive, int stride, int size, int channels)
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> Create() =>
            Operation.Create(primitive, channels, stride, BatchNormForm.Augment, normalisePools: true);

        CheckAgainstFloat64(Create, GoldenFill.Input(Batch, channels, size, size));
    }

    [TestCase(4, 6, 16)]
    [TestCase(6, 4, 32)]
    [TestCase(24, 8, 32)]
    [TestCase(8, 4, 16)]
    [TestCase(48, 48, 8)]
    public void Backward_OfFactorizedReduce_AgreesWithFloat64(int channelsIn, int channelsOut, int size)
    {
        using var scope = NewDisposeScope();
        CheckAgainstFloat64(
            () => new FactorizedReduce(channelsIn, channelsOut, BatchNormForm.Augment),
            GoldenFill.Input(32, channelsIn, size, size)
        );
    }

    [TestCase(12, 4, 16)]
    [TestCase(64, 16, 8)]
    public void Backward_OfReluConvBn_AgreesWithFloat64(int channelsIn, int channelsOut, int size)
    {
        using var scope = NewDisposeScope();
        CheckAgainstFloat64(
            () => new ReluConvBn(channelsIn, channelsOut, BatchNormForm.Augment),
            GoldenFill.Input(Batch, channelsIn, size, size)
        );
    }

    // Full 3×3 and 2×2 convolutions stand in stems and the auxiliary head alone; libtorch 2.10 gets them wrong for many
    // numbers of channels, so every size that a profile uses is held against float64 in the layout that it runs in.
    [TestCase(4, 16)]
    [TestCase(4, 32)]
    [TestCase(8, 32)]
    [TestCase(16, 32)]
    [TestCase(36, 32)]
    public void Backward_OfTheCifarStem_AgreesWithFloat64(int channels, int size) =>
        CheckStem(Stem.Cifar, channels, size);

    [TestCase(4, 32)]
    [TestCase(4, 64)]
    [TestCase(6, 64)]
    [TestCase(8, 64)]
    [TestCase(12, 64)]
    [TestCase(16, 64)]
    [TestCase(20, 64)]
    [TestCase(36, 64)]
    [TestCase(48, 128)]
    public void Backward_OfTheImageNetStem_AgreesWithFloat64(int channels, int size) =>
        CheckStem(Stem.ImageNet, channels, size);

    [TestCase(Stem.Cifar, 4, 8)]
    [TestCase(Stem.Cifar, 8, 8)]
    [TestCase(Stem.Cifar, 36, 8)]
    [TestCase(Stem.ImageNet, 4, 7)]
    [TestCase(Stem.ImageNet, 36, 7)]
    // Images of other sizes: 16, 20 and 64 px.
    [TestCase(Stem.Cifar, 4, 4)]
    [TestCase(Stem.Cifar, 4, 5)]
    [TestCase(Stem.Cifar, 16, 16)]
    public void Backward_OfTheAuxiliaryHead_AgreesWithFloat64(Stem stem, int channels, int size)
    {
        using var scope = NewDisposeScope();
        var options = new NetworkOptions
        {
            Channels = channels,
            Cells = 3,
            Classes = 10,
            Stem = stem,
        };
        CheckAgainstFloat64(
            () => new AuxiliaryClassifier(16 * channels, options),
            GoldenFill.Input(Batch, 16 * channels, size, size),
            MemoryLayouts.For(channels)
        );
    }

    [Test]
    public void FactorizedReduce_ComparedWithStridedConvolutions_IsTheSame()
    {
        using var scope = NewDisposeScope();
        var reduce = new FactorizedReduce(4, 6, BatchNormForm.Augment);
        GoldenFill.Weights(reduce);
        reduce.to(ScalarType.Float64);
        Tensor x = GoldenFill.Input(2, 4, 8, 8).to(ScalarType.Float64);
        Parameter[] weights = [.. reduce.parameters()];

        // As the published definition reads: stride 2, the second one shifted by a pixel.
        Tensor y = x.relu();
        Tensor direct = cat(
            [
                nn.functional.conv2d(y, weights[0], strides: [2, 2]),
                nn.functional.conv2d(y.slice(2, 1, 8, 1).slice(3, 1, 8, 1), weights[1], strides: [2, 2]),
            ],
            1
        );
        Tensor normalised = nn.functional.batch_norm(
            direct,
            zeros_like(weights[2]),
            ones_like(weights[2]),
            training: true
        );
        Assert.That(RelativeError(reduce.forward(x), normalised), Is.LessThan(1e-12));
    }

    private static void CheckStem(Stem stem, int channels, int size)
    {
        using var scope = NewDisposeScope();
        CheckAgainstFloat64(
            () => new StemOutputs(stem, channels),
            GoldenFill.Input(Batch, 3, size, size),
            MemoryLayouts.For(channels),
            // Nothing asks for the gradient of an image, and three batch norms in a row amplify rounding.
            inputNeedsGradient: false,
            tolerance: 1e-3
        );
    }

    private static void CheckAgainstFloat64(Func<nn.Module<Tensor, Tensor>> create, Tensor input)
    {
        foreach (MemoryLayout layout in Enum.GetValues<MemoryLayout>())
        {
            CheckAgainstFloat64(create, input, layout);
        }
    }

    private static void CheckAgainstFloat64(
        Func<nn.Module<Tensor, Tensor>> create,
        Tensor input,
        MemoryLayout layout,
        bool inputNeedsGradient = true,
        double tolerance = Tolerance
    )
    {
        Tensor[] expected = OutputAndGradients(create(), input, ScalarType.Float64, MemoryLayout.ChannelsFirst);
        Tensor[] actual = OutputAndGradients(create(), input, ScalarType.Float32, layout);
        Assert.Multiple(() =>
        {
            for (int i = 0; i < expected.Length; i++)
            {
                if (i == 1 && !inputNeedsGradient)
                {
                    continue;
                }

                string what = i switch
                {
                    0 => "output",
                    1 => "gradient of the input",
                    _ => $"gradient of parameter {i - 2}",
                };
                Assert.That(RelativeError(actual[i], expected[i]), Is.LessThan(tolerance), $"{what}, {layout}");
            }
        });
    }

    // Of Σ y·r with a fixed r, so that no gradient vanishes behind batch norm.
    private static Tensor[] OutputAndGradients(
        nn.Module<Tensor, Tensor> operation,
        Tensor input,
        ScalarType type,
        MemoryLayout layout
    )
    {
        GoldenFill.Weights(operation);
        operation.to(type);
        Tensor leaf = input.to(type).detach().requires_grad_();
        Tensor y = operation.forward(layout.Arrange(leaf));
        Tensor direction = (arange(y.numel(), dtype: ScalarType.Float64) * 0.37).cos().reshape(y.shape).to(type);
        (y * direction).sum().backward();
        return [y, leaf.grad!, .. operation.parameters().Select(parameter => parameter.grad!)];
    }

    private static double RelativeError(Tensor actual, Tensor expected)
    {
        Tensor difference = actual.to(ScalarType.Float64) - expected;
        // A gradient that is zero in exact arithmetic is compared as it is.
        return difference.norm().ToDouble() / Math.Max(expected.norm().ToDouble(), 1e-3);
    }

    /// <summary>Both outputs of a stem, end to end, so that every part of it gets a gradient.</summary>
    private sealed class StemOutputs : nn.Module<Tensor, Tensor>
    {
        private readonly StemModule[] stem;

        public StemOutputs(Stem kind, int channels)
            : base(nameof(StemOutputs)) =>
            stem = [StemModule.Create(kind, channels, BatchNormForm.Augment, register_module)];

        public override Tensor forward(Tensor x)
        {
            var (prevPrev, prev) = stem[0].forward(x);
            return cat([prevPrev.flatten(1), prev.flatten(1)], 1);
        }
    }
}
