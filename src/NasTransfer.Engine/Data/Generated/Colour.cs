using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>Red, green and blue; 0 … 255 on screen, anything in between.</summary>
internal readonly record struct Colour(int R, int G, int B)
{
    /// <summary>Each channel uniform on low … high.</summary>
    public static Colour Random(CounterRandom random, int low, int high)
    {
        int span = high - low + 1;
        return new Colour(low + random.NextInt(span), low + random.NextInt(span), low + random.NextInt(span));
    }

    /// <summary>Each channel moved by up to <paramref name="reach"/> either way.</summary>
    public Colour Jitter(CounterRandom random, int reach)
    {
        Colour shift = Random(random, -reach, reach);
        return new Colour(R + shift.R, G + shift.G, B + shift.B);
    }

    /// <summary>From this (0) to <paramref name="other"/> (256).</summary>
    public Colour Mix(Colour other, int share) =>
        new(R + (((other.R - R) * share) >> 8), G + (((other.G - G) * share) >> 8), B + (((other.B - B) * share) >> 8));

    /// <summary>Times <paramref name="gain"/> / 256.</summary>
    public Colour Scale(int gain) => new((R * gain) >> 8, (G * gain) >> 8, (B * gain) >> 8);
}
