using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Reading;

public sealed class ResamplerTests
{
    [TestCase(5, 5)]
    [TestCase(9, 5)]
    [TestCase(5, 8)]
    public void FitShortSide_ShortSideFits_CropsTheCentreUnchanged(int width, int height)
    {
        byte[] source = Rgba(width, height, (x, y) => x * 20 + y);
        byte[] target = new byte[5 * 5 * 3];

        Resampler.FitShortSide(source, width, height, 5, target);

        int left = (width - 5) / 2;
        int top = (height - 5) / 2;
        Assert.That(Red(target), Is.EqualTo(Grid(5, (x, y) => (x + left) * 20 + y + top)));
    }

    [Test]
    public void FitShortSide_HalfSize_WeighsFourNeighboursOneThreeThreeOne()
    {
        // A row of 4 to 2: centres at 1 and 3, triangle of reach 2: weights 3:3:1 at the border (cut), 1:3:3 at the other.
        byte[] source = Rgba(4, 4, (x, y) => x == 0 ? 210 : 0);
        byte[] target = new byte[2 * 2 * 3];

        Resampler.FitShortSide(source, 4, 4, 2, target);

        // Weights 3, 3, 1 of 7 on 210: 90; and 0, 1, 3, 3 beyond it: 0.
        Assert.That(Red(target), Is.EqualTo(new[] { 90, 0, 90, 0 }));
    }

    [Test]
    public void FitShortSide_DoubleSize_InterpolatesLinearly()
    {
        // 2 to 4: centres at ¼, ¾, 1¼, 1¾ of inputs at ½ and 1½: 0, ¼, ¾, 1 of the way.
        byte[] source = Rgba(2, 2, (x, y) => x * 200);
        byte[] target = new byte[4 * 4 * 3];

        Resampler.FitShortSide(source, 2, 2, 4, target);

        Assert.That(Red(target)[..4], Is.EqualTo(new[] { 0, 50, 150, 200 }));
    }

    [TestCase(72, 97, 64)]
    [TestCase(97, 72, 32)]
    [TestCase(500, 333, 64)]
    [TestCase(3, 5, 64)]
    [TestCase(1, 1, 7)]
    [TestCase(1, 1000, 2)]
    public void FitShortSide_OneColour_StaysThatColour(int width, int height, int size)
    {
        byte[] target = new byte[size * size * 3];

        Resampler.FitShortSide(Rgba(width, height, (_, _) => 173), width, height, size, target);

        Assert.That(Red(target), Is.All.EqualTo(173));
        Assert.That(target[1], Is.EqualTo(174));
        Assert.That(target[2], Is.EqualTo(175));
    }

    [Test]
    public void FitShortSide_AnySizes_AgreesWithFloatingPoint()
    {
        foreach (var (width, height, size) in new[] { (36, 49, 32), (41, 30, 17), (9, 11, 24), (32, 32, 24) })
        {
            byte[] source = Rgba(width, height, (x, y) => (x * 37 + y * 101 + x * y * 7) % 253);
            byte[] target = new byte[size * size * 3];

            Resampler.FitShortSide(source, width, height, size, target);

            int[] red = Red(target);
            for (int i = 0; i < red.Length; i++)
            {
                double expected = Reference(source, width, height, size, i % size, i / size);
                Assert.That(red[i], Is.EqualTo(expected).Within(0.51), $"{width}×{height} → {size} at {i}");
            }
        }
    }

    // The same filter a second way: both directions at once, in doubles, from its definition.
    private static double Reference(byte[] source, int width, int height, int size, int x, int y)
    {
        int shortSide = Math.Min(width, height);
        int newWidth = (int)Math.Floor((double)width * size / shortSide + 0.5);
        int newHeight = (int)Math.Floor((double)height * size / shortSide + 0.5);
        double centreX = (x + (newWidth - size) / 2 + 0.5) * width / newWidth;
        double centreY = (y + (newHeight - size) / 2 + 0.5) * height / newHeight;
        double reachX = Math.Max(1, (double)width / newWidth);
        double reachY = Math.Max(1, (double)height / newHeight);
        double sum = 0;
        double total = 0;
        for (int j = 0; j < height; j++)
        {
            for (int i = 0; i < width; i++)
            {
                double weight =
                    Math.Max(0, 1 - Math.Abs(i + 0.5 - centreX) / reachX)
                    * Math.Max(0, 1 - Math.Abs(j + 0.5 - centreY) / reachY);
                sum += weight * source[(j * width + i) * 4];
                total += weight;
            }
        }

        return sum / total;
    }

    private static byte[] Rgba(int width, int height, Func<int, int, int> red)
    {
        byte[] pixels = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++)
        {
            int value = red(i % width, i / width);
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) = (
                (byte)value,
                (byte)(value + 1),
                (byte)(value + 2),
                9
            );
        }

        return pixels;
    }

    private static int[] Grid(int size, Func<int, int, int> value) =>
        [.. Enumerable.Range(0, size * size).Select(i => value(i % size, i / size))];

    private static int[] Red(byte[] target) => [.. target.Where((_, i) => i % 3 == 0).Select(value => (int)value)];
}
