using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>What is behind everything: two muted colours running into each other, faintly patterned.</summary>
internal sealed record Ground(
    Colour From,
    Colour To,
    Texture Texture,
    int Strength,
    Placement Placement,
    int DirectionX,
    int DirectionY
)
{
    public static Ground Draw(CounterRandom random, int difficulty)
    {
        int direction = random.NextInt(Wave.Turn);
        return new Ground(
            Colour.Random(random, 60, 200),
            Colour.Random(random, 60, 200),
            random.Pick(TexturePattern.All),
            random.NextInt(1 + difficulty / 3),
            new Placement(0, 0, Canvas.Side * random.Between(200, 500) / 1000, random.NextInt(Wave.Turn)),
            Wave.Cosine(direction),
            Wave.Sine(direction)
        );
    }

    /// <summary>The same with colours nearer to grey: <paramref name="share"/> 256 leaves none.</summary>
    public Ground Greyer(int share) => this with { From = Grey(From, share), To = Grey(To, share) };

    public Colour At(int x, int y)
    {
        // Along the direction, from −Side/2 … Side/2 to 0 … 256 and clamped at the corners.
        int along = ((x - Canvas.Side / 2) * (DirectionX >> 4) + (y - Canvas.Side / 2) * (DirectionY >> 4)) >> 10;
        Colour colour = From.Mix(To, Math.Clamp(128 + along * 128 / (Canvas.Side / 2), 0, 256));
        var (u, v) = Placement.Local(x, y);
        int pattern = Texture.Share(u, v, 0) - 128;
        return colour.Scale(256 + pattern * Strength / 128);
    }

    private static Colour Grey(Colour colour, int share)
    {
        int mean = (colour.R + colour.G + colour.B) / 3;
        return colour.Mix(new Colour(mean, mean, mean), share);
    }
}
