namespace NasTransfer.Engine.Data.Generated;

/// <summary>Sine and cosine in integers: the same on every processor, which those of a mathematics library are not.</summary>
internal static class Wave
{
    /// <summary>Angle units of a full turn.</summary>
    public const int Turn = 4096;

    /// <summary>What a sine of 1 is.</summary>
    public const int One = 1 << Bits;

    public const int Bits = 14;

    private const int Quarter = Turn / 4;

    // 16384·sin(i·π/32), rounded; values between lie on straight lines (off by at most 1.2 ‰).
    private static readonly int[] QuarterSine =
    [
        0,
        1606,
        3196,
        4756,
        6270,
        7723,
        9102,
        10394,
        11585,
        12665,
        13623,
        14449,
        15137,
        15679,
        16069,
        16305,
        16384,
    ];

    /// <summary>−<see cref="One"/> … <see cref="One"/>, for any angle.</summary>
    public static int Sine(int angle)
    {
        int within = angle & (Turn - 1);
        int rising = within % (2 * Quarter);
        int folded = rising <= Quarter ? rising : 2 * Quarter - rising;
        int step = Quarter / (QuarterSine.Length - 1);
        int i = folded / step;
        int low = QuarterSine[i];
        int high = QuarterSine[Math.Min(i + 1, QuarterSine.Length - 1)];
        int value = low + (high - low) * (folded % step) / step;
        return within < 2 * Quarter ? value : -value;
    }

    public static int Cosine(int angle) => Sine(angle + Quarter);
}
