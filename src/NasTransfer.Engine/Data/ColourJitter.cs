using System.Collections.Immutable;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data;

/// <summary>One of the changes of colour.</summary>
public enum ColourChange
{
    /// <summary>Every value times the factor.</summary>
    Brightness,

    /// <summary>Every value moves to or from the mean grey of the image.</summary>
    Contrast,

    /// <summary>Every value moves to or from the grey of its own pixel.</summary>
    Saturation,

    /// <summary>Every hue turns by the same angle.</summary>
    Hue,
}

/// <summary>The changes of colour of one image, in their order.</summary>
/// <param name="Steps">
/// Each with its amount in multiples of 2⁻¹⁶: a factor, of which 65,536 changes nothing; of hue a part of a turn, of which 0
/// changes nothing.
/// </param>
public sealed record ColourDraw(ImmutableArray<(ColourChange Change, int Amount)> Steps);

/// <summary>
/// Random brightness, contrast, saturation and hue in random order, on bytes (torchvision's ColorJitter). The defaults are
/// those of DARTS on ImageNet. The same bytes on every machine.
/// </summary>
/// <param name="Brightness">The factor lies between 1 − this and 1 + this; 0 is off, 1 the most.</param>
/// <param name="Contrast">As <paramref name="Brightness"/>.</param>
/// <param name="Saturation">As <paramref name="Brightness"/>.</param>
/// <param name="Hue">Turns by up to so much of a turn to either side; 0 is off, 0.5 the most.</param>
public sealed record ColourJitter(
    double Brightness = 0.4,
    double Contrast = 0.4,
    double Saturation = 0.4,
    double Hue = 0.2
)
{
    private const int One = 1 << 16;
    private const int Half = One / 2;
    private const double MostHue = 0.5;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        foreach (
            var (name, value) in new[]
            {
                ("brightness", Brightness),
                ("contrast", Contrast),
                ("saturation", Saturation),
            }
        )
        {
            OptionCheck.Require(value is >= 0 and <= 1, name, value, "from 0 (off) to 1");
        }

        OptionCheck.Require(Hue is >= 0 and <= MostHue, "hue", Hue, "from 0 (off) to 0.5");
    }

    /// <summary>Three factors, an angle, and an order.</summary>
    public ColourDraw Draw(CounterRandom random)
    {
        (ColourChange, int)[] steps =
        [
            (ColourChange.Brightness, One + Deviation(random, Brightness)),
            (ColourChange.Contrast, One + Deviation(random, Contrast)),
            (ColourChange.Saturation, One + Deviation(random, Saturation)),
            (ColourChange.Hue, Deviation(random, Hue)),
        ];
        random.Shuffle(steps.AsSpan());
        return new ColourDraw([.. steps]);
    }

    /// <param name="rgba">Pixels of 4 bytes, R G B and one that is ignored.</param>
    public static void Apply(ColourDraw draw, Span<byte> rgba)
    {
        foreach (var (change, amount) in draw.Steps)
        {
            switch (change)
            {
                case ColourChange.Brightness:
                    Blend(rgba, amount, 0);
                    break;
                case ColourChange.Contrast:
                    Blend(rgba, amount, MeanGrey(rgba));
                    break;
                case ColourChange.Saturation:
                    Saturate(rgba, amount);
                    break;
                case ColourChange.Hue when amount != 0:
                    HueTurn.Apply(rgba, amount / (float)One);
                    break;
            }
        }
    }

    private static int Deviation(CounterRandom random, double strength) =>
        (int)Math.Round(random.NextDouble(-strength, strength) * One);

    // v ← grey + factor·(v − grey), rounded and kept within a byte: one of 256 values, so a table.
    private static void Blend(Span<byte> rgba, int factor, int grey)
    {
        Span<byte> table = stackalloc byte[256];
        for (int value = 0; value < 256; value++)
        {
            table[value] = Mixed(value, grey, factor);
        }

        for (int i = 0; i < rgba.Length; i++)
        {
            rgba[i] = table[rgba[i]];
        }
    }

    private static void Saturate(Span<byte> rgba, int factor)
    {
        for (int i = 0; i < rgba.Length; i += 4)
        {
            int grey = Grey(rgba[i], rgba[i + 1], rgba[i + 2]);
            rgba[i] = Mixed(rgba[i], grey, factor);
            rgba[i + 1] = Mixed(rgba[i + 1], grey, factor);
            rgba[i + 2] = Mixed(rgba[i + 2], grey, factor);
        }
    }

    private static byte Mixed(int value, int grey, int factor) =>
        (byte)Math.Clamp((grey * (One - factor) + value * factor + Half) >> 16, 0, 255);

    private static int MeanGrey(ReadOnlySpan<byte> rgba)
    {
        long sum = 0;
        for (int i = 0; i < rgba.Length; i += 4)
        {
            sum += Grey(rgba[i], rgba[i + 1], rgba[i + 2]);
        }

        long pixels = rgba.Length / 4;
        return (int)((2 * sum + pixels) / (2 * pixels));
    }

    // Luma of ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B, in multiples of 2⁻¹⁶.
    private static int Grey(int r, int g, int b) => (19595 * r + 38470 * g + 7471 * b + Half) >> 16;
}
