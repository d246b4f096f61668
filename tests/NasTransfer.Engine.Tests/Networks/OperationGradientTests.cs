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

    private static void CheckAgainstFloat64(Func<nn.Module<Tensor, Tensor>> create, Tensor input)
    {
        Tensor[] expected = OutputAndGradients(create(), input, ScalarType.Float64, MemoryLayout.ChannelsFirst);
        foreach (MemoryLayout layout in Enum.GetValues<MemoryLayout>())
        {
            Tensor[] actual = OutputAndGradients(create(), input, ScalarType.Float32, layout);
            Assert.Multiple(() =>
            {
                for (int i = 0; i < expected.Length; i++)
                {
                    string what = i switch
                    {
                        0 => "output",
                        1 => "gradient of the input",
                        _ => $"gradient of parameter {i - 2}",
                    };
                    Assert.That(RelativeError(actual[i], expected[i]), Is.LessThan(Tolerance), $"{what}, {layout}");
                }
            });
        }
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
}
