namespace NasTransfer.Engine.Data.Generated;

/// <summary>Patterns of two inks. A mirror image of one is never another.</summary>
internal enum Texture
{
    Plain,
    WideAcross,
    NarrowAcross,
    WideDown,
    NarrowDown,
    Diagonal,
    WideCheck,
    NarrowCheck,
    Dots,
    Rings,
}

internal static class TexturePattern
{
    private const int Wide = Placement.Unit;

    private const int Narrow = Placement.Unit * 11 / 20;

    public static Texture[] All { get; } = Enum.GetValues<Texture>();

    /// <summary>The second ink's share at (u, v), 0 … 256.</summary>
    /// <param name="phase">Where the pattern begins, in units of the radius.</param>
    public static int Share(this Texture texture, int u, int v, int phase) =>
        texture switch
        {
            Texture.Plain => 0,
            Texture.WideAcross => Stripe(v + phase, Wide),
            Texture.NarrowAcross => Stripe(v + phase, Narrow),
            Texture.WideDown => Stripe(u + phase, Wide),
            Texture.NarrowDown => Stripe(u + phase, Narrow),
            Texture.Diagonal => Stripe((u + v + phase) * 3 / 4, Narrow),
            Texture.WideCheck => Check(u + phase, v + phase, Wide),
            Texture.NarrowCheck => Check(u + phase, v + phase, Narrow),
            Texture.Dots => Dot(u + phase, v + phase, Wide * 3 / 4),
            Texture.Rings => Stripe((int)Math.Sqrt((long)u * u + (long)v * v) + phase, Narrow),
            _ => throw new ArgumentOutOfRangeException(nameof(texture), texture, null),
        };

    // A sine, steepened until it is nearly a step.
    private static int Stripe(int position, int period) =>
        Math.Clamp(128 + (Wave.Sine(position * Wave.Turn / period) >> (Wave.Bits - 9)), 0, 256);

    private static int Check(int u, int v, int period)
    {
        int first = Stripe(u, period);
        int second = Stripe(v, period);
        return first + second - (first * second >> 7);
    }

    private static int Dot(int u, int v, int period)
    {
        int x = FloorModulo(u, period) - period / 2;
        int y = FloorModulo(v, period) - period / 2;
        return x * x + y * y <= period * period / 9 ? 256 : 0;
    }

    private static int FloorModulo(int value, int modulus) => (value % modulus + modulus) % modulus;
}
