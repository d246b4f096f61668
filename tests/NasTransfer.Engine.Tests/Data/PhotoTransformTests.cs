using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Data;

public sealed class PhotoTransformTests
{
    private static readonly Normalization Plain = new((0, 0, 0), (1, 1, 1));

    private static readonly Normalization Uneven = new((0.5f, 0.25f, 0.1f), (0.5f, 0.2f, 0.4f));

    private static readonly ColourDraw NoColours = new([]);

    [Test]
    public void Train_CropOfTheSize_IsThatPartNormalised()
    {
        // Byte at (row, column, channel) of a photograph of 4 columns and 3 rows: 3·(4·row + column) + channel.
        float[] output = new float[12];

        new PhotoTrainTransform(Uneven, jitter: null).Apply(
            Ramp(4, 3),
            4,
            3,
            2,
            new PhotoDraw(new CropBox(1, 2, 2, 2), false, NoColours, 0, 0),
            output
        );

        // Rows 1 and 2, columns 2 and 3: red 18, 21, 30, 33.
        Assert.That(output[..4], Is.EqualTo(new[] { 18, 21, 30, 33 }.Select(v => (v / 255f - 0.5f) / 0.5f)));
        Assert.That(output[4], Is.EqualTo((19 / 255f - 0.25f) / 0.2f));
        Assert.That(output[8], Is.EqualTo((20 / 255f - 0.1f) / 0.4f));
    }

    [Test]
    public void Train_Flip_MirrorsThePart()
    {
        Assert.That(Red(new CropBox(1, 2, 2, 2), flip: true), Is.EqualTo(new[] { 21, 18, 33, 30 }));
    }

    [Test]
    public void Train_CropTwiceAsWideAsHigh_IsScaledToASquare()
    {
        // Columns 0 … 3 of one row to two columns: weights 3, 3, 1 of 7 on 0, 3, 6 and 1, 3, 3 on 3, 6, 9; the row doubled.
        // (9 + 6) / 7 = 2.14 and (3 + 18 + 27) / 7 = 6.86.
        Assert.That(Red(new CropBox(0, 0, 1, 4), flip: false), Is.EqualTo(new[] { 2, 7, 2, 7 }));
    }

    [Test]
    public void Train_Cutout_IsClippedAndZeroAfterNormalisation()
    {
        float[] output = new float[12];

        new PhotoTrainTransform(Uneven, jitter: null, cutoutLength: 2).Apply(
            Ramp(4, 3),
            4,
            3,
            2,
            new PhotoDraw(new CropBox(0, 0, 2, 2), false, NoColours, 0, 1),
            output
        );

        // Centre (0, 1), length 2: rows −1 and 0, columns 0 and 1.
        Assert.That(Enumerable.Range(0, 12).Where(i => output[i] == 0), Is.EqualTo(new[] { 0, 1, 4, 5, 8, 9 }));
    }

    [Test]
    public void Train_NegativeCutoutOrJitterBeyondOne_IsBadInput()
    {
        Assert.That(
            () => new PhotoTrainTransform(Plain, null, cutoutLength: -1),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("cutout is -1; it must be 0 (off) or a length in pixels.")
        );
        Assert.That(
            () => new PhotoTrainTransform(Plain, new ColourJitter(Contrast: 1.5)),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo("contrast is 1.5; it must be from 0 (off) to 1.")
        );
        Assert.That(
            () => new PhotoTrainTransform(Plain, new ColourJitter(Hue: 0.6)),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo("hue is 0.6; it must be from 0 (off) to 0.5.")
        );
    }

    [Test]
    public void Draw_ManyPhotographs_StaysInsideAndWithinItsBounds()
    {
        int whole = 0;
        double area = 0;
        for (int i = 0; i < 5000; i++)
        {
            CropBox crop = Draw(i, 500, 375).Crop;
            Assert.That(crop.Top, Is.InRange(0, 375 - crop.Height));
            Assert.That(crop.Left, Is.InRange(0, 500 - crop.Width));
            double part = crop.Width * crop.Height / (500.0 * 375);
            // Rounding to whole pixels aside.
            Assert.That(part, Is.InRange(0.078, 1.0));
            Assert.That((double)crop.Width / crop.Height, Is.InRange(0.74, 1.35));
            area += part / 5000;
            whole += crop is { Height: 375, Width: 500 } ? 1 : 0;
        }

        // Below the mean of 0.08 … 1, as large parts fit less often. 20,000 draws of torchvision 0.14's RandomResizedCrop for
        // this shape have the mean 0.4356; four standard errors.
        Assert.That(area, Is.EqualTo(0.4356).Within(0.0145));
        Assert.That(whole, Is.LessThan(100));
    }

    [TestCase(1000, 10, 493, 0, 13, 10)]
    [TestCase(10, 1000, 0, 493, 10, 13)]
    [TestCase(1, 1, 0, 0, 1, 1)]
    public void Draw_NothingFits_IsTheCentreAtTheNearestRatio(
        int width,
        int height,
        int left,
        int top,
        int cropWidth,
        int cropHeight
    )
    {
        // 8 % of 1000 × 10 needs at least 24 rows at any ratio that is allowed.
        Assert.That(Draw(0, width, height).Crop, Is.EqualTo(new CropBox(top, left, cropHeight, cropWidth)));
    }

    [Test]
    public void Draw_FlipCutoutAndColours_DoNotDependOnTheShape()
    {
        PhotoDraw one = Draw(7, 500, 375);
        PhotoDraw other = Draw(7, 64, 1000);

        Assert.That((one.Flip, one.CutoutRow), Is.EqualTo((other.Flip, other.CutoutRow)));
        Assert.That(one.Colours.Steps, Is.EqualTo(other.Colours.Steps));
        Assert.That(Enumerable.Range(0, 1000).Count(i => Draw(i, 9, 9).Flip), Is.InRange(420, 580));
    }

    [Test]
    public void Draw_WithAndWithoutJitter_CropsAlike()
    {
        PhotoDraw with = PhotoTrainTransform.Draw(new CounterRandom(1, "t"), 90, 70, 32, new ColourJitter());
        PhotoDraw without = PhotoTrainTransform.Draw(new CounterRandom(1, "t"), 90, 70, 32, null);

        Assert.That(with.Crop, Is.EqualTo(without.Crop));
        Assert.That(
            without.Colours.Steps.Select(step => step.Amount),
            Is.EquivalentTo(new[] { 65_536, 65_536, 65_536, 0 })
        );
    }

    [Test]
    public void Train_ByKey_IsAPureFunctionOfImageAndDraw()
    {
        PhotoTrainTransform transform = new(Plain, new ColourJitter(), cutoutLength: 3);
        byte[] pixels = SmallSets.Ramp(9);
        float[] expected = new float[243];
        float[] actual = new float[243];
        float[] other = new float[243];

        transform.Apply(pixels, 9, new ImageDraw(1, "augment", 2, 3), expected);
        transform.Apply(pixels, 9, new ImageDraw(1, "augment", 2, 4), other);
        transform.Apply(pixels, 9, new ImageDraw(1, "augment", 2, 3), actual);

        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(other, Is.Not.EqualTo(expected));
    }

    [TestCase(224, 256)]
    [TestCase(112, 128)]
    [TestCase(64, 73)]
    [TestCase(7, 8)]
    [TestCase(1, 1)]
    public void Evaluation_ShortSide_IsInProportion(int size, int expected)
    {
        Assert.That(PhotoEvaluationTransform.ShortSide(size), Is.EqualTo(expected));
    }

    [Test]
    public void Evaluation_ShortSideFits_CropsTheCentre()
    {
        // Size 7 is cut out of 8: photographs of 8 rows are not scaled. 12 columns: 5 too many, of which 2 on the left.
        byte[] rgb =
        [
            .. Enumerable.Range(0, 8 * 12).SelectMany(i => new byte[] { (byte)(i % 12 * 20), (byte)(i / 12), 9 }),
        ];
        float[] output = new float[147];

        new PhotoEvaluationTransform(Plain).Apply(Photo.Of(rgb, 12, 8), 7, default, output);

        Assert.That(Bytes(output[..7]), Is.EqualTo(new[] { 40, 60, 80, 100, 120, 140, 160 }));
        // One row too many: half of it, rounded to even, is cut above.
        Assert.That(Bytes([output[49], output[98]]), Is.EqualTo(new[] { 0, 9 }));
    }

    [Test]
    public void Evaluation_LargePhotograph_IsScaledFirst()
    {
        // 16 rows to 8: a vertical ramp of 0, 10, … 150, whose rows 2k and 2k + 1 come together as 20k + 5.
        byte[] rgb = [.. Enumerable.Range(0, 16 * 16).SelectMany(i => new byte[] { (byte)(i / 16 * 10), 1, 2 })];
        float[] output = new float[147];

        new PhotoEvaluationTransform(Plain).Apply(Photo.Of(rgb, 16, 16), 7, default, output);

        // Rows 1 to 6; the first is at the border.
        Assert.That(Bytes([output[7], output[14], output[35]]), Is.EqualTo(new[] { 25, 45, 105 }));
    }

    private static PhotoDraw Draw(int index, int width, int height) =>
        PhotoTrainTransform.Draw(new CounterRandom(1, "t", 0, index), width, height, 224, new ColourJitter());

    private static int[] Red(CropBox crop, bool flip)
    {
        float[] output = new float[12];
        new PhotoTrainTransform(Plain, jitter: null).Apply(
            Ramp(4, 3),
            4,
            3,
            2,
            new PhotoDraw(crop, flip, NoColours, 0, 0),
            output
        );
        return Bytes(output[..4]);
    }

    private static int[] Bytes(float[] values) => [.. values.Select(value => (int)MathF.Round(value * 255))];

    private static byte[] Ramp(int width, int height) =>
        [.. Enumerable.Range(0, width * height * 3).Select(value => (byte)value)];
}
