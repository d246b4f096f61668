using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Reading;

public sealed class PhotoResamplerTests
{
    [Test]
    public void Resize_BoxOfTheSize_IsTheBox()
    {
        byte[] target = Resize(Rgba(9, 7, (x, y) => x * 20 + y), 9, new CropBox(2, 3, 5, 5), 5, 5, 0, 0, 5);

        Assert.That(Red(target), Is.EqualTo(Grid(5, (x, y) => (x + 3) * 20 + y + 2)));
    }

    [Test]
    public void Resize_HalfSize_WeighsFourNeighboursOneThreeThreeOne()
    {
        // As with the exact resampler: weights 3, 3, 1 of 7 on 210, and 1, 3, 3 at the other end.
        byte[] target = Resize(Rgba(4, 4, (x, _) => x == 0 ? 210 : 0), 4, new CropBox(0, 0, 4, 4), 2, 2, 0, 0, 2);

        Assert.That(Red(target), Is.EqualTo(new[] { 90, 0, 90, 0 }));
    }

    [Test]
    public void Resize_PartOfAPhotograph_DoesNotSeeWhatLiesAround()
    {
        // The part is 100; all around is 255, which a wider filter would mix in.
        byte[] source = Rgba(10, 10, (x, y) => x is >= 2 and < 8 && y is >= 3 and < 7 ? 100 : 252);

        byte[] target = Resize(source, 10, new CropBox(3, 2, 4, 6), 3, 3, 0, 0, 3);

        Assert.That(Red(target), Is.All.EqualTo(100));
    }

    [TestCase(500, 375, 224)]
    [TestCase(3, 5, 64)]
    [TestCase(1, 1, 7)]
    [TestCase(1, 1000, 2)]
    [TestCase(224, 224, 224)]
    public void Resize_OneColour_StaysThatColour(int width, int height, int size)
    {
        byte[] source = Rgba(width, height, (_, _) => 173);

        byte[] target = Resize(source, width, new CropBox(0, 0, height, width), size, size, 0, 0, size);

        Assert.That(Red(target), Is.All.EqualTo(173));
        Assert.That(target[1], Is.EqualTo(174));
        Assert.That(target[2], Is.EqualTo(175));
    }

    [Test]
    public void Resize_AnyBox_AgreesWithFloatingPoint()
    {
        // Height and width of the scaled box, then the part of it that is kept.
        foreach (
            var (box, height, width, top, left, size) in new[]
            {
                (new CropBox(3, 2, 30, 41), 17, 17, 0, 0, 17),
                (new CropBox(0, 0, 37, 53), 24, 34, 2, 5, 20),
                (new CropBox(5, 9, 9, 7), 24, 24, 0, 0, 24),
                (new CropBox(10, 1, 4, 50), 33, 33, 0, 0, 33),
            }
        )
        {
            byte[] source = Rgba(53, 40, (x, y) => (x * 37 + y * 101 + x * y * 7) % 253);

            int[] red = Red(Resize(source, 53, box, height, width, top, left, size));

            for (int i = 0; i < red.Length; i++)
            {
                double expected = Reference(source, 53, box, height, width, top + i / size, left + i % size);
                Assert.That(red[i], Is.EqualTo(expected).Within(0.6), $"{box} → {size} at {i}");
            }
        }
    }

    // The same filter a second way: both directions at once, in doubles, from its definition.
    private static double Reference(byte[] source, int stride, CropBox box, int height, int width, int y, int x)
    {
        double centreX = (x + 0.5) * box.Width / width;
        double centreY = (y + 0.5) * box.Height / height;
        double reachX = Math.Max(1, (double)box.Width / width);
        double reachY = Math.Max(1, (double)box.Height / height);
        double sum = 0;
        double total = 0;
        for (int j = 0; j < box.Height; j++)
        {
            for (int i = 0; i < box.Width; i++)
            {
                double weight =
                    Math.Max(0, 1 - Math.Abs(i + 0.5 - centreX) / reachX)
                    * Math.Max(0, 1 - Math.Abs(j + 0.5 - centreY) / reachY);
                sum += weight * source[((box.Top + j) * stride + box.Left + i) * 4];
                total += weight;
            }
        }

        return sum / total;
    }

    private static byte[] Resize(
        byte[] source,
        int width,
        CropBox box,
        int scaledHeight,
        int scaledWidth,
        int top,
        int left,
        int size
    )
    {
        byte[] target = new byte[size * size * 4];
        PhotoResampler.Resize(source, width, box, scaledHeight, scaledWidth, top, left, size, target);
        return target;
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

    private static int[] Red(byte[] target) => [.. target.Where((_, i) => i % 4 == 0).Select(value => (int)value)];
}
