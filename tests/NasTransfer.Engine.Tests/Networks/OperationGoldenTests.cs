using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks.Operations;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks;

/// <summary>
/// Every operation against values that the reference implementation (quark0/darts) gave for the same inputs and weights,
/// in float32: C = 4, affine batch norm, input 2×4×8×8.
/// </summary>
public sealed class OperationGoldenTests
{
    private const double Tolerance = 1e-3;

    // Σy, Σy², y[0], y[0,0,1,2], y[last]; NaN where no value was recorded.
    public static readonly TestCaseData[] Evaluated =
    [
        Golden(Primitive.MaxPool3x3, 1, 0, 432.97188, 393.22964, .675463, .783327, .806401),
        Golden(Primitive.AvgPool3x3, 1, 0, -10.379466, 12.523904, .349591, -.021669, .327551),
        Golden(Primitive.SkipConnect, 1, 0, 6.263544, 256.45072, 0, .141120, .595622),
        Golden(Primitive.SepConv3x3, 1, 120, -.002405, .000040, -.000370, .000232, -.000315),
        Golden(Primitive.SepConv5x5, 1, 248, .003064, .000238, -.000290, .000143, .000550),
        Golden(Primitive.DilConv3x3, 1, 60, .247593, .059590, .025735, .003103, .009039),
        Golden(Primitive.DilConv5x5, 1, 124, -.185066, .122885, -.021029, -.013386, -.005095),
        Golden(Primitive.MaxPool3x3, 2, 0, 111.12975, 101.57865, .675463, .969890, .945146),
        Golden(Primitive.AvgPool3x3, 2, 0, 1.057758, 3.052196, .349591, .042904, .029971),
        Golden(Primitive.SkipConnect, 2, 24, -1.762030, .800079, -.006606, -.023042, -.004684),
        Golden(Primitive.SepConv3x3, 2, 120, -.000087, .000014, -.000268, -.000137, -.000449),
        Golden(Primitive.SepConv5x5, 2, 248, .001061, .000017, .000281, -.000063, -.000226),
        Golden(Primitive.DilConv3x3, 2, 60, .056031, .017561, .025735, .001198, -.000387),
        Golden(Primitive.DilConv5x5, 2, 124, -.057193, .029709, -.021029, -.023413, -.023350),
    ];

    public static readonly TestCaseData[] Trained =
    [
        Golden(Primitive.MaxPool3x3, 1, 0, double.NaN, 393.22964, .675463, .783327, .806401),
        Golden(Primitive.AvgPool3x3, 1, 0, double.NaN, 12.523904, .349591, -.021669, .327551),
        Golden(Primitive.SkipConnect, 1, 0, double.NaN, 256.45072, 0, .141120, .595622),
        Golden(Primitive.SepConv3x3, 1, 120, double.NaN, 488.53468, -1.432820, .727805, -.937230),
        Golden(Primitive.SepConv5x5, 1, 248, double.NaN, 505.64756, -.569806, -.065066, 1.073625),
        Golden(Primitive.DilConv3x3, 1, 60, double.NaN, 468.76940, 2.131906, .138075, .579783),
        Golden(Primitive.DilConv5x5, 1, 124, double.NaN, 491.24463, -1.327304, -.824144, -.253844),
        Golden(Primitive.SkipConnect, 2, 24, double.NaN, 127.62684, -.776006, -1.031766, -.392663),
        Golden(Primitive.SepConv3x3, 2, 120, double.NaN, 122.24727, -.808499, -.499196, -1.356951),
        Golden(Primitive.SepConv5x5, 2, 248, double.NaN, 122.61705, .657011, -.570077, -.691461),
        Golden(Primitive.DilConv3x3, 2, 60, double.NaN, 118.37489, 2.109447, .077670, -.191485),
        Golden(Primitive.DilConv5x5, 2, 124, double.NaN, 122.20389, -1.685508, -1.855266, -1.245141),
    ];

    [TestCaseSource(nameof(Evaluated))]
    public void Create_InEvaluation_GivesTheReferenceValues(
        Primitive primitive,
        int stride,
        int parameters,
        double[] expected
    ) => Check(Operation.Create(primitive, 4, stride, BatchNormForm.Augment, false), false, parameters, expected);

    [TestCaseSource(nameof(Trained))]
    public void Create_InTraining_GivesTheReferenceValues(
        Primitive primitive,
        int stride,
        int parameters,
        double[] expected
    ) => Check(Operation.Create(primitive, 4, stride, BatchNormForm.Augment, false), true, parameters, expected);

    [TestCase(false, -2.066359, 10.787148, -.006606, .014112, -.172985)]
    [TestCase(true, double.NaN, 766.93082, -.823126, -.499579, -1.160995)]
    public void ReluConvBn_FromFourToSixChannels_GivesTheReferenceValues(bool training, params double[] expected) =>
        Check(new ReluConvBn(4, 6, BatchNormForm.Augment), training, 36, expected);

    [TestCase(false, 1.557880, 1.408062, -.006606, -.023042, .088812)]
    [TestCase(true, double.NaN, 191.45454, -.776006, -1.031766, 1.447154)]
    public void FactorizedReduce_FromFourToSixChannels_GivesTheReferenceValues(
        bool training,
        params double[] expected
    ) => Check(new FactorizedReduce(4, 6, BatchNormForm.Augment), training, 36, expected);

    [TestCase(1, 8)]
    [TestCase(2, 4)]
    public void Create_OfNone_GivesZerosOfTheOutputShape(int stride, int size)
    {
        using var scope = NewDisposeScope();
        Tensor y = Operation
            .Create(Primitive.None, 4, stride, BatchNormForm.Augment, false)
            .forward(GoldenFill.Input(2, 4, 8, 8));
        Assert.Multiple(() =>
        {
            Assert.That(y.shape, Is.EqualTo(new long[] { 2, 4, size, size }));
            Assert.That(y.abs().sum().ToSingle(), Is.Zero);
        });
    }

    [Test]
    public void AvgPool_AtACorner_CountsValidPixelsOnly()
    {
        using var scope = NewDisposeScope();
        // The mean of the four valid pixels; with the padding counted it would be 4/9 of that, .155374.
        Tensor y = Operation
            .Create(Primitive.AvgPool3x3, 4, 1, BatchNormForm.Augment, false)
            .forward(GoldenFill.Input(2, 4, 8, 8));
        Assert.That(y[0, 0, 0, 0].ToDouble(), Is.EqualTo(.349591).Within(1e-5));
    }

    [TestCase(7, 8)]
    [TestCase(8, 7)]
    [TestCase(1, 1)]
    public void FactorizedReduce_OfAnOddSize_SaysThatItDoesNotHalve(int height, int width)
    {
        using var scope = NewDisposeScope();
        var reduce = new FactorizedReduce(4, 4, BatchNormForm.Augment);
        Assert.That(
            () => reduce.forward(GoldenFill.Input(1, 4, height, width)),
            Throws.TypeOf<BadInputException>().With.Message.Contains($"{height}×{width}")
        );
    }

    [Test]
    public void Create_OfAStridedSkipOverOddChannels_SaysThatTheyDoNotHalve() =>
        Assert.That(
            () => Operation.Create(Primitive.SkipConnect, 3, 2, BatchNormForm.Augment, false),
            Throws.TypeOf<BadInputException>().With.Message.Contains("3 channels")
        );

    private static TestCaseData Golden(Primitive primitive, int stride, int parameters, params double[] expected) =>
        new TestCaseData(primitive, stride, parameters, expected).SetArgDisplayNames(
            $"{primitive}",
            $"stride={stride}"
        );

    private static void Check(nn.Module<Tensor, Tensor> operation, bool training, int parameters, double[] expected)
    {
        using var scope = NewDisposeScope();
        GoldenFill.Weights(operation);
        operation.train(training);
        Tensor y = operation.forward(GoldenFill.Input(2, 4, 8, 8));
        float[] flat = y.contiguous().data<float>().ToArray();
        double[] actual =
        [
            flat.Sum(value => (double)value),
            flat.Sum(value => (double)value * value),
            flat[0],
            y[0, 0, 1, 2].ToDouble(),
            flat[^1],
        ];
        // Recorded to six decimals, so the smallest of them carry three digits.
        const double Recorded = 1e-6;
        Assert.Multiple(() =>
        {
            Assert.That(operation.parameters().Sum(parameter => parameter.numel()), Is.EqualTo(parameters));
            for (int i = 0; i < expected.Length; i++)
            {
                if (!double.IsNaN(expected[i]))
                {
                    Assert.That(
                        actual[i],
                        Is.EqualTo(expected[i]).Within(Math.Max(Recorded, Tolerance * Math.Abs(expected[i]))),
                        $"value {i}"
                    );
                }
            }
        });
    }
}
