using NasTransfer.Engine.Data;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Data;

/// <summary>
/// Pixels worked out by hand on 4 × 4 ramps, whose byte at (row, column, channel) is 1 + 3·(4·row + column) + channel.
/// </summary>
public sealed class ImageTransformTests
{
    private const int Size = 4;

    private static readonly Normalization Plain = new((0, 0, 0), (1, 1, 1));

    private static readonly Normalization Uneven = new((0.5f, 0.25f, 0.1f), (0.5f, 0.2f, 0.4f));

    private static readonly byte[] Ramp = SmallSets.Ramp(Size, offset: 1);

    [Test]
    public void Evaluation_ByteValues_BecomeNormalisedPlanes()
    {
        float[] output = new float[48];

        new EvaluationTransform(Uneven).Apply(Ramp, Size, default, output);

        // The first pixel holds bytes 1, 2, 3; the last one 46, 47, 48.
        Assert.That(output[0], Is.EqualTo((1 / 255f - 0.5f) / 0.5f));
        Assert.That(output[16], Is.EqualTo((2 / 255f - 0.25f) / 0.2f));
        Assert.That(output[32], Is.EqualTo((3 / 255f - 0.1f) / 0.4f));
        Assert.That(output[15], Is.EqualTo((46 / 255f - 0.5f) / 0.5f));
        Assert.That(output[31], Is.EqualTo((47 / 255f - 0.25f) / 0.2f));
        Assert.That(output[47], Is.EqualTo((48 / 255f - 0.1f) / 0.4f));
    }

    [Test]
    public void Evaluation_CifarConstants_GiveTorchvisionsValues()
    {
        // ToTensor and Normalize of byte 255, worked out in double precision: (1 − mean) / std.
        float[] output = new float[3];

        new EvaluationTransform(Normalization.Cifar10).Apply([255, 255, 255], 1, default, output);

        Assert.That(output[0], Is.EqualTo(2.0588411).Within(1e-6));
        Assert.That(output[1], Is.EqualTo(2.1267907).Within(1e-6));
        Assert.That(output[2], Is.EqualTo(2.1158059).Within(1e-6));
    }

    [Test]
    public void Apply_WrongLengths_Throws()
    {
        EvaluationTransform evaluation = new(Plain);
        CifarTrainTransform train = new(Plain);

        Assert.That(() => evaluation.Apply(Ramp, Size, default, new float[47]), Throws.ArgumentException);
        Assert.That(() => evaluation.Apply(Ramp, 5, default, new float[75]), Throws.ArgumentException);
        Assert.That(() => train.Apply(Ramp, Size, default(CifarDraw), new float[49]), Throws.ArgumentException);
    }

    [Test]
    public void CifarTrain_NegativeLengths_AreBadInput()
    {
        Assert.That(
            () => new CifarTrainTransform(Plain, cutoutLength: -1),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("cutout is -1; it must be 0 (off) or a length in pixels.")
        );
        Assert.That(() => new CifarTrainTransform(Plain, padding: -2), Throws.TypeOf<BadInputException>());
    }

    [Test]
    public void CifarTrain_CentralCropUnflipped_IsEvaluation()
    {
        float[] expected = new float[48];
        new EvaluationTransform(Uneven).Apply(Ramp, Size, default, expected);
        float[] actual = new float[48];

        new CifarTrainTransform(Uneven, padding: 1).Apply(Ramp, Size, new CifarDraw(1, 1, false, 0, 0), actual);

        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public void CifarTrain_TopLeftCrop_ShiftsDownAndRightUnderBlack()
    {
        // Crop at (0, 0) of the image padded by 1: the first row and column are padding.
        int[] expectedRed =
        [
            .. new[] { 0, 0, 0, 0 },
            .. new[] { 0, 1, 4, 7 },
            .. new[] { 0, 13, 16, 19 },
            .. new[] { 0, 25, 28, 31 },
        ];

        Assert.That(RedBytes(new CifarDraw(0, 0, false, 0, 0), padding: 1), Is.EqualTo(expectedRed));
    }

    [Test]
    public void CifarTrain_BottomRightCropFlipped_MirrorsAfterCropping()
    {
        // Crop at (2, 2): row and column 1 to 4 of the image, the last of each padding; then mirrored.
        int[] expectedRed =
        [
            .. new[] { 0, 22, 19, 16 },
            .. new[] { 0, 34, 31, 28 },
            .. new[] { 0, 46, 43, 40 },
            .. new[] { 0, 0, 0, 0 },
        ];

        Assert.That(RedBytes(new CifarDraw(2, 2, true, 0, 0), padding: 1), Is.EqualTo(expectedRed));
    }

    [Test]
    public void CifarTrain_TopLeftCropFlipped_PutsThePaddingOnTheRight()
    {
        int[] firstInnerRow = RedBytes(new CifarDraw(0, 0, true, 0, 0), padding: 1)[4..8];

        Assert.That(firstInnerRow, Is.EqualTo(new[] { 7, 4, 1, 0 }));
    }

    [TestCase(0, 0)]
    [TestCase(12, 12)]
    [TestCase(0, 6)]
    public void CifarTrain_PaddingBeyondTheImage_CropsNothingButBlack(int top, int left)
    {
        Assert.That(RedBytes(new CifarDraw(top, left, true, 0, 0), padding: 6), Is.All.Zero);
    }

    [Test]
    public void CifarTrain_AllChannels_MoveTogether()
    {
        float[] output = new float[48];
        new CifarTrainTransform(Plain, padding: 1).Apply(Ramp, Size, new CifarDraw(0, 2, true, 0, 0), output);

        // Output (1, 3) is image (0, 1): bytes 4, 5, 6.
        Assert.That(
            new[] { output[7], output[16 + 7], output[32 + 7] },
            Is.EqualTo(new[] { 4 / 255f, 5 / 255f, 6 / 255f })
        );
    }

    [Test]
    public void CifarTrain_Padding_IsBlackBeforeNormalisation()
    {
        float[] output = new float[48];
        new CifarTrainTransform(Uneven, padding: 1).Apply(Ramp, Size, new CifarDraw(0, 0, false, 0, 0), output);

        Assert.That(output[0], Is.EqualTo((0 - 0.5f) / 0.5f));
        Assert.That(output[16], Is.EqualTo((0 - 0.25f) / 0.2f));
        Assert.That(output[32], Is.EqualTo((0 - 0.1f) / 0.4f));
    }

    // Of length 2 about (row, column): rows row − 1 and row.
    [TestCase(2, 2, new[] { 5, 6, 9, 10 })]
    [TestCase(0, 0, new[] { 0 })]
    [TestCase(0, 3, new[] { 2, 3 })]
    [TestCase(3, 0, new[] { 8, 12 })]
    public void CifarTrain_Cutout_IsClippedAtTheBorder(int row, int column, int[] blanked)
    {
        float[] output = new float[48];
        new CifarTrainTransform(Uneven, cutoutLength: 2, padding: 0).Apply(
            Ramp,
            Size,
            new CifarDraw(0, 0, false, row, column),
            output
        );

        int[] zeros = [.. Enumerable.Range(0, 48).Where(i => output[i] == 0)];

        Assert.That(zeros, Is.EqualTo(new[] { 0, 16, 32 }.SelectMany(plane => blanked.Select(i => plane + i))));
    }

    [Test]
    public void CifarTrain_CutoutOfTwiceTheSize_BlanksEverything()
    {
        float[] output = new float[48];
        new CifarTrainTransform(Uneven, cutoutLength: 8).Apply(Ramp, Size, new CifarDraw(0, 0, false, 0, 3), output);

        Assert.That(output, Is.All.Zero);
    }

    [TestCase(32, 4)]
    [TestCase(64, 8)]
    [TestCase(16, 2)]
    [TestCase(7, 0)]
    public void Padding_NotGiven_IsAnEighthOfTheSize(int size, int expected)
    {
        Assert.That(new CifarTrainTransform(Plain).Padding(size), Is.EqualTo(expected));
    }

    [Test]
    public void Draw_ManyImages_ReachesEveryValueAboutEquallyOften()
    {
        CifarTrainTransform transform = new(Plain, cutoutLength: 2);
        CifarDraw[] draws =
        [
            .. Enumerable.Range(0, 9000).Select(i => transform.Draw(new CounterRandom(1, "t", 0, i), 8)),
        ];

        // 9000 draws over 3 offsets, 8 centres, 2 sides: five standard deviations of the counts.
        Assert.That(draws.CountBy(draw => draw.Top).Select(pair => pair.Value), Has.Exactly(3).InRange(2776, 3224));
        Assert.That(draws.CountBy(draw => draw.Left).Select(pair => pair.Value), Has.Exactly(3).InRange(2776, 3224));
        Assert.That(draws.Count(draw => draw.Flip), Is.InRange(4263, 4737));
        Assert.That(
            draws.CountBy(draw => draw.CutoutRow).Select(pair => pair.Value),
            Has.Exactly(8).InRange(968, 1282)
        );
        Assert.That(
            draws.CountBy(draw => draw.CutoutColumn).Select(pair => pair.Value),
            Has.Exactly(8).InRange(968, 1282)
        );
    }

    [Test]
    public void Draw_WithAndWithoutCutout_CropsAlike()
    {
        CifarDraw with = new CifarTrainTransform(Plain, cutoutLength: 16).Draw(new CounterRandom(3, "t"), 32);
        CifarDraw without = new CifarTrainTransform(Plain).Draw(new CounterRandom(3, "t"), 32);

        Assert.That(with, Is.EqualTo(without));
    }

    private static int[] RedBytes(CifarDraw draw, int padding)
    {
        float[] output = new float[48];
        new CifarTrainTransform(Plain, padding: padding).Apply(Ramp, Size, draw, output);
        return [.. output[..16].Select(value => (int)MathF.Round(value * 255))];
    }
}
